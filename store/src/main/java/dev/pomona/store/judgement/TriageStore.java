// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.judgement;

import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.sql.JsonValue;
import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What people decide about findings. It is about the flaw in the project: all builds that have it
/// now, and those to come.
public final class TriageStore {

    private final Tx tx;

    public TriageStore(Tx tx) {
        this.tx = tx;
    }

    /// A finding as people see it.
    ///
    /// @param fingerprint in hexadecimal
    /// @param severity its rank
    /// @param justification in the words of VEX; `null` unless it is not affected
    /// @param assignee who sees to it; `null` for nobody
    /// @param priority from 0 to 1000
    /// @param reasons what the priority is made of
    /// @param dueAt by service level; `null` for none
    /// @param knownTo when we knew that it ended; `null` while it is open
    public record Finding(
            long id,
            String fingerprint,
            String kind,
            String rule,
            String title,
            int severity,
            long artifact,
            String digest,
            String project,
            @Nullable String purl,
            @Nullable String location,
            @Nullable String fixed,
            String state,
            @Nullable String reason,
            @Nullable String justification,
            @Nullable String assignee,
            int priority,
            List<String> reasons,
            @Nullable Instant dueAt,
            Instant validFrom,
            Instant knownFrom,
            @Nullable Instant knownTo) {

        public Finding {
            reasons = List.copyOf(reasons);
        }
    }

    private static final String SELECT = """
            select f.id, encode(f.fingerprint, 'hex') as fingerprint, f.kind, f.rule, f.title, f.severity, f.artifact_id,
                a.digest, p.key as project, c.purl, f.location, f.fixed, f.state, f.state_reason, f.justification,
                f.assignee, f.priority, f.priority_reasons, f.due_at, f.valid_from, f.known_from, f.known_to
            from finding f
            join artifact a on a.id = f.artifact_id
            join project p on p.id = a.project_id
            left join component c on c.id = f.component_id
            """;

    public Optional<Finding> find(long id) {
        return tx.first(SELECT + "where f.id = ?", TriageStore::finding, id);
    }

    /// Holds the artifacts that have one of these findings, or the same flaw in the same project; before
    /// findings are locked, see [ArtifactStore#hold].
    public void hold(Collection<Long> findings) {
        new ArtifactStore(tx).hold(tx.all("""
                        select f.artifact_id as id from finding f where f.id = any (?)
                        union
                        select g.artifact_id from finding f
                        join artifact a on a.id = f.artifact_id
                        join finding g on g.tenant_id = current_tenant() and g.fingerprint = f.fingerprint
                            and g.known_to is null
                        join artifact b on b.id = g.artifact_id and b.project_id = a.project_id
                        where f.id = any (?)
                        """, row -> row.number("id"), findings, findings));
    }

    /// These findings, by id, locked until the transaction ends; those that are not there are left
    /// out.
    public List<Finding> lock(Collection<Long> ids) {
        return tx.all(SELECT + "where f.id = any (?) order by f.id for update of f", TriageStore::finding, ids);
    }

    /// The same flaw in the same project, in all builds in which it is open: by id.
    public List<Finding> same(Finding finding) {
        return tx.all(SELECT + """
                where f.tenant_id = current_tenant() and f.fingerprint = decode(?, 'hex') and p.key = ?
                  and f.known_to is null
                order by f.id
                """, TriageStore::finding, finding.fingerprint(), finding.project());
    }

    /// Open findings with a fingerprint, in one project or in all, by id; at most 10,000.
    public List<Finding> open(String fingerprint, @Nullable String project) {
        return tx.all(SELECT + """
                where f.tenant_id = current_tenant() and f.fingerprint = decode(?, 'hex') and f.known_to is null
                  and (?::text is null or p.key = ?)
                order by f.id limit 10000
                """, TriageStore::finding, fingerprint, project, project);
    }

    /// The states of what somebody has decided about: it is due no more, until it is open again.
    static final String DECIDED = "('FALSE_ALARM', 'NOT_AFFECTED', 'ACCEPTED', 'RESOLVED')";

    /// What is decided is not due; what is open again is, from when it was known.
    public void setState(
            Collection<Long> findings,
            String state,
            @Nullable String reason,
            @Nullable String justification,
            String by,
            Instant now) {
        tx.update("""
                update finding f set state = x.state, state_reason = ?, justification = ?, state_by = ?, state_at = ?,
                    due_at = case when x.state not in %1$s then
                        (select f.known_from + min(l.days) * interval '1 day' from service_level l
                         where l.severity = f.severity
                           and (l.environment_id is null or exists (
                               select from deployment d where d.artifact_id = f.artifact_id and d.until is null
                                 and d.environment_id = l.environment_id))) end,
                    warned_at = case when x.state not in %1$s then f.warned_at end,
                    breached_at = case when x.state not in %1$s then f.breached_at end
                from (select ?::text as state) x
                where f.id = any (?)
                """.formatted(DECIDED), reason, justification, by, now, state, findings);
    }

    public void assign(Collection<Long> findings, @Nullable String assignee) {
        tx.update("update finding set assignee = ? where id = any (?)", assignee, findings);
    }

    /// Something that happened to findings.
    ///
    /// @param type e.g. `COMMENTED`
    /// @param detail as JSON
    public void tell(Collection<Long> findings, String type, String actor, String detail, Instant now) {
        tx.update("""
                insert into finding_event (tenant_id, finding_id, valid_at, known_at, actor, type, detail)
                select current_tenant(), id, ?, ?, ?, ?, ?::jsonb from unnest(?::bigint[]) as f (id) order by id
                """, now, now, actor, type, JsonValue.storable(detail), findings);
    }

    /// @param validAt when it became true
    /// @param knownAt when we knew
    /// @param detail as JSON
    public record Event(long id, Instant validAt, Instant knownAt, String actor, String type, String detail) {}

    /// What happened to a finding, in order, behind an event.
    public List<Event> events(long finding, long after, int most) {
        return tx.all(
                """
                select id, valid_at, known_at, actor, type, detail::text as detail from finding_event
                where finding_id = ? and id > ? order by id limit ?
                """,
                row -> new Event(
                        row.number("id"),
                        row.time("valid_at"),
                        row.time("known_at"),
                        row.text("actor"),
                        row.text("type"),
                        row.text("detail")),
                finding,
                after,
                most);
    }

    static Finding finding(Row row) {
        return new Finding(
                row.number("id"),
                row.text("fingerprint"),
                row.text("kind"),
                row.text("rule"),
                row.text("title"),
                row.integer("severity"),
                row.number("artifact_id"),
                row.text("digest"),
                row.text("project"),
                row.optionalText("purl"),
                row.optionalText("location"),
                row.optionalText("fixed"),
                row.text("state"),
                row.optionalText("state_reason"),
                row.optionalText("justification"),
                row.optionalText("assignee"),
                row.integer("priority"),
                row.texts("priority_reasons"),
                row.optionalTime("due_at"),
                row.time("valid_from"),
                row.time("known_from"),
                row.optionalTime("known_to"));
    }
}
