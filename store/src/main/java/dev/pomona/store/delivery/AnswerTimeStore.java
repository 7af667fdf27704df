// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.delivery;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// *Time to answer*: how long it takes from the world's knowledge of a vulnerability to ours, and
/// from there to everyone who must know.
public final class AnswerTimeStore {

    private final Tx tx;

    public AnswerTimeStore(Tx tx) {
        this.tx = tx;
    }

    /// What a vulnerability touches.
    ///
    /// @param title its summary
    /// @param publishedAt when the world knew; `null` when nobody says
    /// @param versions component versions for which it holds
    /// @param artifacts in which it is open
    /// @param deployments of those artifacts
    public record Reach(
            String vulnerability,
            String title,
            @Nullable Instant publishedAt,
            int versions,
            int artifacts,
            int deployments) {}

    /// What each of these vulnerabilities touches now, by id; those that touch nothing are there,
    /// too.
    public List<Reach> reach(Collection<String> vulnerabilities) {
        return tx.all(
                """
                with matched as (
                    select vulnerability, min(summary) as title, min(published_at) as published_at, count(*) as versions
                    from component_match where tenant_id = current_tenant() and vulnerability = any (?)
                    group by vulnerability),
                open as materialized (
                    select distinct rule, artifact_id from finding
                    where tenant_id = current_tenant() and known_to is null and rule = any (?)),
                running as (
                    select artifact_id, count(*) as n from deployment
                    where until is null and artifact_id in (select artifact_id from open) group by artifact_id),
                reached as (
                    select o.rule, count(*) as artifacts, coalesce(sum(r.n), 0) as deployments
                    from open o left join running r on r.artifact_id = o.artifact_id group by o.rule)
                select v.id as vulnerability, coalesce(m.title, v.id) as title, m.published_at,
                    coalesce(m.versions, 0) as versions, coalesce(f.artifacts, 0) as artifacts,
                    coalesce(f.deployments, 0) as deployments
                from unnest(?::text[]) as v (id)
                left join matched m on m.vulnerability = v.id
                left join reached f on f.rule = v.id
                order by v.id
                """,
                row -> new Reach(
                        row.text("vulnerability"),
                        row.text("title"),
                        row.optionalTime("published_at"),
                        row.integer("versions"),
                        row.integer("artifacts"),
                        row.integer("deployments")),
                vulnerabilities,
                vulnerabilities,
                vulnerabilities);
    }

    /// Digests of the first artifacts, by digest, in which each of these vulnerabilities is open.
    ///
    /// @param most for each of them
    public Map<String, List<String>> firstArtifacts(Collection<String> vulnerabilities, int most) {
        var first = new HashMap<String, List<String>>();
        tx.each(
                """
                select rule, digest
                from (select f.rule, a.digest, row_number() over (partition by f.rule order by a.digest) as n
                      from (select distinct rule, artifact_id from finding
                            where tenant_id = current_tenant() and known_to is null and rule = any (?)) f
                      join artifact a on a.id = f.artifact_id) named
                where n <= ? order by rule, digest
                """,
                row -> first.computeIfAbsent(row.text("rule"), _ -> new ArrayList<>())
                        .add(row.text("digest")),
                vulnerabilities,
                most);
        return first;
    }

    /// One answer and its stages.
    ///
    /// @param modifiedAt when the advisory last changed; `null` when nobody says
    /// @param deliveredAt `null` while somebody does not have it
    /// @param packages names that were looked for
    public record Answer(
            String vulnerability,
            String snapshot,
            @Nullable Instant publishedAt,
            @Nullable Instant modifiedAt,
            Instant knownAt,
            Instant listedAt,
            Instant decidedAt,
            @Nullable Instant deliveredAt,
            int packages,
            int versions,
            int artifacts,
            int deployments,
            int decisions) {

        /// From our knowledge to the last decision.
        public Duration toDecision() {
            return Duration.between(knownAt, decidedAt);
        }
    }

    /// Keeps an answer, and when it is due by the level of the flaw's severity; a second one for the same vulnerability
    /// and snapshot changes nothing. When an advisory about it last changed is looked up where nobody says.
    public void add(Answer answer) {
        tx.update(
                """
                insert into time_to_answer (tenant_id, vulnerability, snapshot_id, published_at, modified_at, known_at,
                    listed_at, decided_at, packages, versions, artifacts, deployments, decisions, severity, due_at)
                select current_tenant(), ?, ?, ?, coalesce(?::timestamptz, (
                    select max(c.modified_at) from advisory_change c
                    where c.snapshot_id = ? and c.advisory_id in (
                        select ? union select unnest(m.aliases) from component_match m
                        where m.tenant_id = current_tenant() and m.vulnerability = ?))), ?::timestamptz, ?::timestamptz,
                    ?::timestamptz, ?, ?, ?, ?, ?, worst.severity, ?::timestamptz + interval '1 second' * coalesce(
                        (select l.seconds from answer_level l where l.severity = worst.severity),
                        (select l.seconds from answer_level l where l.severity is null), ?)
                from (select max(m.severity) as severity from component_match m
                    where m.tenant_id = current_tenant() and m.vulnerability = ?) worst
                on conflict (tenant_id, vulnerability, snapshot_id) do nothing
                """,
                answer.vulnerability(),
                answer.snapshot(),
                answer.publishedAt(),
                answer.modifiedAt(),
                answer.snapshot(),
                answer.vulnerability(),
                answer.vulnerability(),
                answer.knownAt(),
                answer.listedAt(),
                answer.decidedAt(),
                answer.packages(),
                answer.versions(),
                answer.artifacts(),
                answer.deployments(),
                answer.decisions(),
                answer.knownAt(),
                (int) AnswerLevelStore.DEFAULT.toSeconds(),
                answer.vulnerability());
    }

    /// The newest known before a time, the newest first.
    public List<Answer> before(Instant time, int most) {
        return tx.all("""
                select * from time_to_answer where tenant_id = current_tenant() and known_at < ?
                order by known_at desc, vulnerability limit ?
                """, AnswerTimeStore::answer, time, most);
    }

    /// The newest answer about a vulnerability.
    public Optional<Answer> about(String vulnerability) {
        return tx.first("""
                select * from time_to_answer where tenant_id = current_tenant() and vulnerability = ?
                order by known_at desc limit 1
                """, AnswerTimeStore::answer, vulnerability);
    }

    private static Answer answer(Row row) {
        return new Answer(
                row.text("vulnerability"),
                row.text("snapshot_id"),
                row.optionalTime("published_at"),
                row.optionalTime("modified_at"),
                row.time("known_at"),
                row.time("listed_at"),
                row.time("decided_at"),
                row.optionalTime("delivered_at"),
                row.integer("packages"),
                row.integer("versions"),
                row.integer("artifacts"),
                row.integer("deployments"),
                row.integer("decisions"));
    }
}
