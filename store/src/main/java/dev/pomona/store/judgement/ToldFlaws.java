// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.judgement;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What we tell others about the flaws of our artifacts (VEX).
public final class ToldFlaws {

    private final Tx tx;

    public ToldFlaws(Tx tx) {
        this.tx = tx;
    }

    /// A vulnerability of an artifact as it is told to others.
    ///
    /// @param aliases other names of it; none when no source names it any more
    /// @param closedBecause why it ended; `null` while it is open
    /// @param changedAt when what is told of it changed last
    public record Told(
            long id,
            String rule,
            List<String> aliases,
            String purl,
            @Nullable String fixed,
            String state,
            @Nullable String reason,
            @Nullable String justification,
            @Nullable String closedBecause,
            Instant changedAt) {

        public Told {
            aliases = List.copyOf(aliases);
        }
    }

    /// Vulnerabilities of one artifact, open and closed, by id, behind one.
    public List<Told> told(long artifact, long after, int most) {
        return tx.all(
                """
                select f.id, f.rule, coalesce(m.aliases, '{}') as aliases, c.purl, f.fixed, f.state, f.state_reason,
                    f.justification, case when f.known_to is null then null else f.closed_because end as closed_because,
                    greatest(f.known_from, f.state_at, f.known_to) as changed_at
                from finding f
                join component c on c.id = f.component_id
                left join component_match m on m.component_id = f.component_id and m.vulnerability = f.rule
                where f.artifact_id = ? and f.kind = 'VULNERABILITY' and f.id > ? order by f.id limit ?
                """,
                row -> new Told(
                        row.number("id"),
                        row.text("rule"),
                        row.texts("aliases"),
                        row.text("purl"),
                        row.optionalText("fixed"),
                        row.text("state"),
                        row.optionalText("state_reason"),
                        row.optionalText("justification"),
                        row.optionalText("closed_because"),
                        row.time("changed_at")),
                artifact,
                after,
                most);
    }

    /// A flaw of an earlier build that a later one does not have.
    ///
    /// @param purls of the same package, as they are in the later build; empty where it is not in there any more
    /// @param knownAt when it was known of the earlier build
    public record Mended(String rule, List<String> aliases, List<String> purls, Instant knownAt) {

        public Mended {
            aliases = List.copyOf(aliases);
            purls = List.copyOf(purls);
        }
    }

    /// What builds before an artifact had, of the same name and project, and it has not: by rule, at most
    /// 10,000. Earlier than the hundred builds before it nobody looks. None of an artifact of which not
    /// everything was seen: what nobody saw may be in there.
    public List<Mended> mended(long artifact) {
        return tx.all(
                """
                select distinct on (f.rule, c.package_id) f.rule, coalesce(m.aliases, '{}') as aliases, f.known_from,
                    array(select d.purl from occurrence o join component d on d.id = o.component_id
                        where o.artifact_id = b.id and d.package_id = c.package_id order by d.purl limit 20) as purls
                from artifact b
                cross join lateral (
                    select e.id from artifact e
                    where e.project_id = b.project_id and e.name = b.name and e.kind = b.kind
                      and e.first_seen < b.first_seen
                    order by e.first_seen desc, e.id desc limit 100) a
                join finding f on f.artifact_id = a.id and f.tenant_id = b.tenant_id
                join component c on c.id = f.component_id
                left join component_match m on m.component_id = f.component_id and m.vulnerability = f.rule
                where b.id = ? and b.is_complete and b.document_digest is not null
                  and f.kind = 'VULNERABILITY' and f.known_to is null
                  and f.state not in ('FALSE_ALARM', 'NOT_AFFECTED')
                  and not exists (
                      select from finding g join component h on h.id = g.component_id
                      where g.artifact_id = b.id and g.tenant_id = b.tenant_id and g.kind = 'VULNERABILITY'
                        and g.rule = f.rule and h.package_id = c.package_id)
                order by f.rule, c.package_id, f.known_from, f.id
                limit 10000
                """,
                row -> new Mended(row.text("rule"), row.texts("aliases"), row.texts("purls"), row.time("known_from")),
                artifact);
    }
}
