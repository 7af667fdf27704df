// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.judgement;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Which flaws of a build are known from production.
public final class ProductionStore {

    private final Tx tx;

    public ProductionStore(Tx tx) {
        this.tx = tx;
    }

    /// That a flaw of an artifact is open, in the same component, in another that runs in production.
    ///
    /// @param artifact the row of the one that is asked about
    /// @param fingerprint of the finding in it
    /// @param name of the other
    /// @param environment the key of where the other runs
    /// @param since when it was found there
    public record Sighting(long artifact, String fingerprint, String name, String environment, Instant since) {}

    /// For each finding of artifacts that do not run in production themselves, where it was found first; by artifact
    /// and fingerprint.
    public List<Sighting> sightings(Collection<Long> artifacts) {
        return tx.all(
                """
                select f.artifact_id, encode(f.fingerprint, 'hex') as fingerprint, s.name, s.environment, s.since
                from finding f
                cross join lateral (
                    select a.name, e.key as environment, g.known_from as since
                    from finding g
                    join artifact a on a.id = g.artifact_id
                    join deployment d on d.artifact_id = g.artifact_id and d.until is null
                    join environment e on e.id = d.environment_id and e.is_production
                    where g.tenant_id = f.tenant_id and g.component_id = f.component_id and g.rule = f.rule
                      and g.known_to is null and g.artifact_id <> f.artifact_id
                    order by g.known_from, g.id, e.key limit 1) s
                where f.artifact_id = any (?) and f.known_to is null and f.component_id is not null
                  and not exists (select from deployment r join environment p on p.id = r.environment_id
                      where r.artifact_id = f.artifact_id and r.until is null and p.is_production)
                order by f.artifact_id, f.fingerprint
                """,
                row -> new Sighting(
                        row.number("artifact_id"),
                        row.text("fingerprint"),
                        row.text("name"),
                        row.text("environment"),
                        row.time("since")),
                artifacts);
    }
}
