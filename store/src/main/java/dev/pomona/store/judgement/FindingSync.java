// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.judgement;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Opens and closes findings as matches and inventories change. What was decided about one stays with
/// it: it goes by its fingerprint, not by its version.
public final class FindingSync {

    /// Why a finding closed whose component a later document about the artifact does not have.
    public static final String COMPONENT_GONE = "the component is not in the artifact any more";

    /// From this many rows on, what they are like is worth counting before they are joined.
    private static final int MANY = 2_000;

    private final Tx tx;

    public FindingSync(Tx tx) {
        this.tx = tx;
    }

    /// What a change did.
    ///
    /// @param artifacts in which a finding opened, changed or closed, by id
    /// @param opened findings that were not there or had been closed
    public record Change(List<Long> artifacts, int opened, int changed, int closed) {}

    /// Brings the findings of all artifacts that have one of these components up to date. A component version
    /// stands for its whole package in an artifact: the finding of a package lives on while any of its
    /// versions there has the flaw.
    public Change syncComponents(Collection<Long> components, Instant now) {
        tx.scratch("touched", "artifact_id bigint, package_id bigint");
        int touched = tx.update("""
                insert into touched
                select t.artifact_id, c.package_id
                from (select artifact_id, component_id from occurrence where component_id = any (?)
                      union
                      select artifact_id, component_id from finding where component_id = any (?) and known_to is null) t
                join component c on c.id = t.component_id
                group by t.artifact_id, c.package_id
                """, components, components);
        if (touched > MANY) tx.update("analyze touched");
        want("""
                touched t join component c on c.package_id = t.package_id
                join occurrence o on o.artifact_id = t.artifact_id and o.component_id = c.id
                """, "true");
        List<Long> closed = close("""
                from touched t join component c on c.package_id = t.package_id
                where f.artifact_id = t.artifact_id and f.component_id = c.id
                """, "no source says so any more", now);
        return change(closed, now);
    }

    /// Brings the findings of one artifact up to date with its inventory.
    public Change syncArtifact(long artifact, Instant now) {
        want("occurrence o join component c on c.id = o.component_id", "o.artifact_id = ?", artifact);
        List<Long> closed =
                close("where f.artifact_id = ? and f.component_id is not null", COMPONENT_GONE, now, artifact);
        return change(closed, now);
    }

    /// Says what is to be open.
    ///
    /// @param from occurrences `o` and their components `c`
    private void want(String from, String which, Object... arguments) {
        tx.scratch("wanted", """
                artifact_id bigint, project_id bigint, component_id bigint, vulnerability text, fingerprint bytea,
                severity smallint, score real, epss real, is_exploited boolean, summary text, fixed text, location text,
                valid_from timestamptz""");
        int wanted = tx.update("""
                insert into wanted
                select distinct on (o.artifact_id, fingerprint)
                    o.artifact_id, a.project_id, m.component_id, m.vulnerability,
                    fingerprint('component', m.vulnerability, c.coordinates, o.manifest) as fingerprint,
                    m.severity, m.score, m.epss, m.is_exploited, m.summary, m.fixed,
                    case when o.manifest = '' then null
                         when o.line is null then o.manifest else o.manifest || ':' || o.line end as location,
                    greatest(coalesce(a.built_at, a.first_seen), coalesce(m.published_at, a.first_seen)) as valid_from
                from %s
                join component_match m on m.component_id = c.id
                join artifact a on a.id = o.artifact_id
                where %s
                order by o.artifact_id, fingerprint, m.severity desc, c.purl collate "C"
                """.formatted(from, which), arguments);
        if (wanted > MANY) tx.update("analyze wanted");
    }

    /// Closes what is open of vulnerabilities and not wanted.
    ///
    /// @param which from and where, of findings `f`
    /// @return the artifacts of those that closed
    private List<Long> close(String which, String because, Instant now, Object... arguments) {
        Object[] all = Stream.of(Stream.of(now, now, because), Stream.of(arguments), Stream.of(now, now, because))
                .flatMap(one -> one)
                .toArray();
        return tx.all("""
                with ended as (
                    update finding f set known_to = ?, valid_to = ?, closed_because = ?
                    %s
                      and f.known_to is null and f.kind = 'VULNERABILITY'
                      and not exists (select from wanted w
                          where w.artifact_id = f.artifact_id and w.fingerprint = f.fingerprint)
                    returning f.id, f.artifact_id),
                told as (
                    insert into finding_event (tenant_id, finding_id, valid_at, known_at, actor, type, detail)
                    select current_tenant(), id, ?, ?, 'pomona', 'CLOSED', jsonb_build_object('because', ?) from ended)
                select artifact_id from ended
                """.formatted(which), row -> row.number("artifact_id"), all);
    }

    private Change change(List<Long> closed, Instant now) {
        var written = tx.all(
                """
                with before as (
                    select f.id, f.known_to is not null as was_closed
                    from finding f join wanted w on w.artifact_id = f.artifact_id and w.fingerprint = f.fingerprint),
                written as (
                    insert into finding as f (tenant_id, artifact_id, project_id, component_id, kind, rule, fingerprint,
                        severity, score, epss, is_exploited, title, location, fixed, valid_from, known_from)
                    select current_tenant(), artifact_id, project_id, component_id, 'VULNERABILITY', vulnerability,
                        fingerprint, severity, score, epss, is_exploited, summary, location, fixed, valid_from, ?
                    from wanted order by artifact_id, fingerprint
                    on conflict (tenant_id, artifact_id, fingerprint) do update set
                        component_id = excluded.component_id, severity = excluded.severity, score = excluded.score,
                        epss = excluded.epss, is_exploited = excluded.is_exploited, title = excluded.title,
                        location = excluded.location, fixed = excluded.fixed,
                        known_from = case when f.known_to is null then f.known_from else excluded.known_from end,
                        valid_from = case when f.known_to is null then f.valid_from else excluded.known_from end,
                        known_to = null, valid_to = null, closed_because = null,
                        state = case when f.known_to is not null and f.state = 'RESOLVED' then 'OPEN' else f.state end
                    where f.known_to is not null
                       or (f.component_id, f.severity, f.score, f.epss, f.is_exploited, f.title, f.location, f.fixed)
                          is distinct from (excluded.component_id, excluded.severity, excluded.score, excluded.epss,
                              excluded.is_exploited, excluded.title, excluded.location, excluded.fixed)
                    returning f.id, f.artifact_id, f.valid_from, f.severity),
                told as (
                    insert into finding_event (tenant_id, finding_id, valid_at, known_at, actor, type, detail)
                    select current_tenant(), w.id, w.valid_from, ?, 'pomona',
                        case when b.id is null then 'OPENED' when b.was_closed then 'REOPENED' else 'CHANGED' end,
                        jsonb_build_object('severity', w.severity)
                    from written w left join before b on b.id = w.id)
                select w.id, w.artifact_id, coalesce(not b.was_closed, false) as was_open
                from written w left join before b on b.id = w.id
                """, row -> new Written(row.number("id"), row.number("artifact_id"), row.flag("was_open")), now, now);
        inherit(written.stream().map(Written::id).toList());
        int changed = (int) written.stream().filter(Written::wasOpen).count();
        List<Long> artifacts = Stream.concat(closed.stream(), written.stream().map(Written::artifact))
                .sorted()
                .distinct()
                .toList();
        return new Change(artifacts, written.size() - changed, changed, closed.size());
    }

    /// A finding of a scanner, which depends on the artifact alone.
    ///
    /// @param fingerprint in hexadecimal
    /// @param severity its rank
    /// @param detail the whole finding as JSON
    public record Reported(
            String kind, String rule, String fingerprint, int severity, String title, String location, String detail) {}

    /// Takes what a scan reports for all that its scanners find in the artifact: what they reported
    /// before and do not any more has ended.
    ///
    /// @return how many opened and closed
    public Change syncReported(long artifact, Collection<Reported> reported, Instant now) {
        tx.scratch(
                "reported",
                "kind text, rule text, fingerprint bytea, severity smallint, title text, location text, detail text");
        tx.copy("reported", rows -> {
            for (Reported one : reported) {
                rows.row(
                        one.kind(),
                        one.rule(),
                        HexFormat.of().parseHex(one.fingerprint()),
                        one.severity(),
                        one.title(),
                        one.location(),
                        one.detail());
            }
        });
        int closed = tx.update("""
                with ended as (
                    update finding f set known_to = ?, valid_to = ?, closed_because = 'the scan does not find it any more'
                    where f.artifact_id = ? and f.known_to is null and f.kind <> 'VULNERABILITY'
                      and not exists (select from reported r where r.fingerprint = f.fingerprint)
                    returning f.id)
                insert into finding_event (tenant_id, finding_id, valid_at, known_at, actor, type)
                select current_tenant(), id, ?, ?, 'pomona', 'CLOSED' from ended
                """, now, now, artifact, now, now);
        List<Long> opened = tx.all("""
                with written as (
                    insert into finding as f (tenant_id, artifact_id, project_id, kind, rule, fingerprint, severity,
                        title, location, detail, valid_from, known_from)
                    select distinct on (r.fingerprint) current_tenant(), a.id, a.project_id, r.kind, r.rule,
                        r.fingerprint, r.severity, r.title, r.location, r.detail, coalesce(a.built_at, a.first_seen), ?
                    from reported r cross join artifact a where a.id = ?
                    order by r.fingerprint
                    on conflict (tenant_id, artifact_id, fingerprint) do update set
                        severity = excluded.severity, title = excluded.title, location = excluded.location,
                        detail = excluded.detail,
                        known_from = case when f.known_to is null then f.known_from else excluded.known_from end,
                        known_to = null, valid_to = null, closed_because = null
                    where f.known_to is not null or f.detail is distinct from excluded.detail
                    returning f.id, f.valid_from, f.known_from),
                told as (
                    insert into finding_event (tenant_id, finding_id, valid_at, known_at, actor, type)
                    select current_tenant(), id, valid_from, ?, 'pomona',
                        case when known_from = ? then 'OPENED' else 'CHANGED' end
                    from written)
                select id from written
                """, row -> row.number("id"), now, artifact, now, now);
        inherit(opened);
        return new Change(closed + opened.size() > 0 ? List.of(artifact) : List.of(), opened.size(), 0, closed);
    }

    /// What was decided about a flaw in one build of a project holds for the next: a finding that
    /// nobody looked at takes over what was decided last about the same flaw there.
    private void inherit(List<Long> findings) {
        if (findings.isEmpty()) return;
        tx.update("""
                update finding f set state = x.state, state_reason = x.state_reason, justification = x.justification,
                    state_by = x.state_by, state_at = x.state_at, assignee = x.assignee
                from (select n.id, d.state, d.state_reason, d.justification, d.state_by, d.state_at, d.assignee
                      from finding n
                      cross join lateral (
                          select g.* from finding g
                          where g.tenant_id = current_tenant() and g.project_id = n.project_id
                            and g.fingerprint = n.fingerprint and g.id <> n.id
                            and (g.state_at is not null or g.assignee is not null)
                          order by g.state_at desc nulls last, g.id desc limit 1) d
                      where n.id = any (?) and n.known_to is null and n.state_at is null and n.assignee is null) x
                where f.id = x.id
                """, findings);
    }

    private record Written(long id, long artifact, boolean wasOpen) {}
}
