// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.judgement;

import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Policies, and the verdicts that follow from them. A verdict ends when a newer one takes its
/// place; none is ever changed or deleted.
public final class DecisionStore {

    private final Tx tx;

    public DecisionStore(Tx tx) {
        this.tx = tx;
    }

    /// Policy and waivers of a tenant at some time.
    ///
    /// @param policy the document; `null` for the built-in one
    /// @param waivers the document; `null` for none
    public record PolicyVersion(
            long id,
            String digest,
            @Nullable String policy,
            @Nullable String waivers,
            String origin,
            Instant setAt) {}

    /// The newest; empty while the built-in policy holds.
    public Optional<PolicyVersion> policy() {
        return tx.first(
                "select id, digest, policy, waivers, origin, set_at from policy_version order by id desc limit 1",
                DecisionStore::policyVersion);
    }

    public Optional<PolicyVersion> policy(long id) {
        return tx.first(
                "select id, digest, policy, waivers, origin, set_at from policy_version where id = ?",
                DecisionStore::policyVersion,
                id);
    }

    public long setPolicy(
            String digest, @Nullable String policy, @Nullable String waivers, String origin, String by, Instant now) {
        return tx.one("""
                insert into policy_version (tenant_id, digest, policy, waivers, origin, set_by, set_at)
                values (current_tenant(), ?, ?, ?, ?, ?, ?) returning id
                """, row -> row.number("id"), digest, policy, waivers, origin, by, now);
    }

    /// A verdict with all that it is a function of.
    ///
    /// @param environment its key
    /// @param revision of the environment, see [dev.pomona.store.estate.EnvironmentStore#revision]
    /// @param verdict `PASS`, `VIOLATED` or `INCOMPLETE`
    /// @param decision violations and waivers, as JSON
    /// @param circumstances what it is a function of besides, as JSON
    /// @param waived the findings that a waiver covers, in hexadecimal
    /// @param policy the id of the policy version; `null` for the built-in policy
    public record Verdict(
            long artifact,
            String environment,
            long revision,
            String verdict,
            String decision,
            String circumstances,
            List<String> waived,
            String inputDigest,
            String snapshot,
            String rulesDigest,
            @Nullable Long policy,
            String engine,
            Instant asOf) {

        public Verdict {
            waived = List.copyOf(waived);
        }
    }

    /// A verdict as it was kept.
    ///
    /// @param endedAt when a newer one took its place; `null` while it holds
    /// @param trail how far the audit trail went then
    public record Kept(long id, Verdict verdict, @Nullable Instant endedAt, long trail) {}

    /// What keeping a verdict did.
    ///
    /// @param id of the kept verdict
    /// @param before what was said before; `null` when nothing was
    public record Change(long id, @Nullable String before) {}

    /// Each takes the place of the verdict that holds about the same artifact in the same environment.
    /// The artifacts must be held (see [dev.pomona.store.estate.ArtifactStore#hold]): two who decide at
    /// once would both find the same verdict to take the place of.
    ///
    /// @param verdicts of one snapshot, policy, engine and time, each about something else
    /// @return one for each, in the same order
    /// @throws UnknownException when there is no such environment
    public List<Change> decide(List<Verdict> verdicts) {
        if (verdicts.isEmpty()) return List.of();
        var artifacts = verdicts.stream().map(Verdict::artifact).toList();
        var environments = verdicts.stream().map(Verdict::environment).toList();
        Verdict first = verdicts.getFirst();
        var before = new HashMap<Judged, String>();
        tx.each(
                """
                update decision d set ended_at = greatest(?, d.as_of)
                from unnest(?::bigint[], ?::text[]) as v (artifact, environment)
                join environment e on e.tenant_id = current_tenant() and e.key = v.environment
                where d.artifact_id = v.artifact and d.environment_id = e.id and d.ended_at is null
                returning v.artifact, v.environment, d.verdict
                """,
                row -> before.put(new Judged(row.number("artifact"), row.text("environment")), row.text("verdict")),
                first.asOf(),
                artifacts,
                environments);
        var ids = new HashMap<Judged, Long>();
        tx.each(
                """
                insert into decision (tenant_id, artifact_id, environment_id, verdict, decision, circumstances, waived,
                    input_digest, rules_digest, snapshot_id, policy_id, engine, as_of, audit_seq, audit_hash,
                    environment_revision)
                select current_tenant(), v.artifact, e.id, v.verdict, v.decision, v.circumstances,
                    (select coalesce(array_agg(decode(w, 'hex')), '{}') from string_to_table(nullif(v.waived, ''), ' ') w),
                    v.input, v.rules, ?, ?, ?, ?, coalesce(h.seq, 0), h.hash,
                    v.revision
                from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::bigint[])
                    with ordinality as v (artifact, environment, verdict, decision, circumstances, waived, input, rules,
                        revision, position)
                join environment e on e.tenant_id = current_tenant() and e.key = v.environment
                left join audit_head h on h.tenant_id = e.tenant_id
                order by v.position
                returning id, artifact_id, (select key from environment n where n.id = environment_id) as environment
                """,
                row -> ids.put(new Judged(row.number("artifact_id"), row.text("environment")), row.number("id")),
                first.snapshot(),
                first.policy(),
                first.engine(),
                first.asOf(),
                artifacts,
                environments,
                verdicts.stream().map(Verdict::verdict).toList(),
                verdicts.stream().map(Verdict::decision).toList(),
                verdicts.stream().map(Verdict::circumstances).toList(),
                verdicts.stream()
                        .map(verdict -> String.join(" ", verdict.waived()))
                        .toList(),
                verdicts.stream().map(Verdict::inputDigest).toList(),
                verdicts.stream().map(Verdict::rulesDigest).toList(),
                verdicts.stream().map(Verdict::revision).toList());
        var changes = new ArrayList<Change>();
        for (Verdict verdict : verdicts) {
            var about = new Judged(verdict.artifact(), verdict.environment());
            Long id = ids.get(about);
            if (id == null) throw new UnknownException("environment", verdict.environment());
            changes.add(new Change(id, before.get(about)));
        }
        return changes;
    }

    public Optional<Kept> now(long artifact, String environment) {
        return tx.first(
                SELECT + "where d.artifact_id = ? and e.key = ? and d.ended_at is null",
                DecisionStore::kept,
                artifact,
                environment);
    }

    public Optional<Kept> byId(long id) {
        return tx.first(SELECT + "where d.id = ?", DecisionStore::kept, id);
    }

    /// Artifacts among these with the environments in which they run or were judged before: where a
    /// verdict may change.
    public List<Judged> toJudge(List<Long> artifacts) {
        return tx.all("""
                select distinct j.artifact_id, e.key
                from (select artifact_id, environment_id from deployment where artifact_id = any (?) and until is null
                      union
                      select artifact_id, environment_id from decision where artifact_id = any (?) and ended_at is null) j
                join environment e on e.id = j.environment_id
                join artifact a on a.id = j.artifact_id and a.document_digest is not null
                order by j.artifact_id, e.key
                """, row -> new Judged(row.number("artifact_id"), row.text("key")), artifacts, artifacts);
    }

    public record Judged(long artifact, String environment) {}

    /// Verdicts that hold and rest on another policy than one, or on what their environment was before it was
    /// changed, the oldest first.
    ///
    /// @param policy the id of a version; `null` for the built-in policy
    public List<Judged> outdated(@Nullable Long policy, int most) {
        return tx.all("""
                select d.artifact_id, e.key from decision d join environment e on e.id = d.environment_id
                where d.tenant_id = current_tenant() and d.ended_at is null
                  and (d.policy_id is distinct from ?::bigint or d.environment_revision <> e.revision)
                order by d.id limit ?
                """, row -> new Judged(row.number("artifact_id"), row.text("key")), policy, most);
    }

    /// Those among these that still hold and are still outdated.
    ///
    /// @param policy as in the other
    public List<Judged> outdated(@Nullable Long policy, List<Judged> among) {
        return tx.all(
                """
                select d.artifact_id, e.key
                from unnest(?::bigint[], ?::text[]) with ordinality as w (artifact_id, key, place)
                join environment e on e.key = w.key
                join decision d on d.artifact_id = w.artifact_id and d.environment_id = e.id
                where d.ended_at is null
                  and (d.policy_id is distinct from ?::bigint or d.environment_revision <> e.revision)
                order by w.place
                """,
                row -> new Judged(row.number("artifact_id"), row.text("key")),
                among.stream().map(Judged::artifact).toList(),
                among.stream().map(Judged::environment).toList(),
                policy);
    }

    /// Kept verdicts of an artifact in an environment with an id below one, the newest first.
    public List<Kept> history(long artifact, String environment, long below, int most) {
        return tx.all(
                SELECT + "where d.artifact_id = ? and e.key = ? and d.id < ? order by d.id desc limit ?",
                DecisionStore::kept,
                artifact,
                environment,
                below,
                most);
    }

    /// Kept verdicts of all artifacts with an id below one, the newest first.
    public List<Kept> newest(long below, int most) {
        return tx.all(
                SELECT + "where d.tenant_id = current_tenant() and d.id < ? order by d.id desc limit ?",
                DecisionStore::kept,
                below,
                most);
    }

    /// The verdict that held at some time.
    public Optional<Kept> at(long artifact, String environment, Instant time) {
        return tx.first(
                SELECT
                        + "where d.artifact_id = ? and e.key = ? and d.as_of <= ? order by d.as_of desc, d.id desc limit 1",
                DecisionStore::kept,
                artifact,
                environment,
                time);
    }

    private static final String SELECT = """
            select d.id, d.artifact_id, e.key as environment, d.verdict, d.decision, d.circumstances,
                (select coalesce(array_agg(encode(w, 'hex')), '{}') from unnest(d.waived) w) as waived, d.input_digest,
                d.snapshot_id, d.rules_digest, d.policy_id, d.engine, d.as_of, d.ended_at, d.audit_seq, d.environment_revision
            from decision d join environment e on e.id = d.environment_id
            """;

    private static Kept kept(Row row) {
        return new Kept(
                row.number("id"),
                new Verdict(
                        row.number("artifact_id"),
                        row.text("environment"),
                        row.number("environment_revision"),
                        row.text("verdict"),
                        row.text("decision"),
                        row.text("circumstances"),
                        row.texts("waived"),
                        row.text("input_digest"),
                        row.text("snapshot_id"),
                        row.text("rules_digest"),
                        row.optionalNumber("policy_id"),
                        row.text("engine"),
                        row.time("as_of")),
                row.optionalTime("ended_at"),
                row.number("audit_seq"));
    }

    private static PolicyVersion policyVersion(Row row) {
        return new PolicyVersion(
                row.number("id"),
                row.text("digest"),
                row.optionalText("policy"),
                row.optionalText("waivers"),
                row.text("origin"),
                row.time("set_at"));
    }
}
