// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What hosts say runs on them, whether or not anybody has scanned it; what is scanned is a
/// deployment besides. As there, what is told may come twice and in any order.
public final class HostInstanceStore {

    private final Tx tx;

    public HostInstanceStore(Tx tx) {
        this.tx = tx;
    }

    public enum Kind {
        CONTAINER,
        PROCESS
    }

    /// Something that runs or ran on a host.
    ///
    /// @param environment its key
    /// @param workload what it is called there: a service, a unit, a container of a pod
    /// @param instance which of its instances
    /// @param digests of what it runs, the best first; empty when the host can't tell
    /// @param source the name of the image or the path of the executable; `null` when it can't tell
    /// @param labels as JSON; `null` for none
    /// @param until when it ended; `null` while it runs
    public record Instance(
            String environment,
            Kind kind,
            String workload,
            String instance,
            List<String> digests,
            @Nullable String source,
            @Nullable String labels,
            Instant since,
            @Nullable Instant until) {

        public Instance {
            digests = List.copyOf(digests);
        }
    }

    /// Keeps what was seen at a time.
    ///
    /// @return whether it is news that this runs
    public boolean see(String host, Instance seen, Instant at, Instant now) {
        record Seen(long id, boolean isNew) {}
        var kept = tx.one(
                """
                insert into host_instance as i (tenant_id, host_id, environment_id, kind, workload, instance, digests,
                    source, labels, since, ended_at, until, reported_at, known_from, known_to)
                values (current_tenant(), (select id from host where key = ?), ?, ?, ?, ?, ?::text[], ?, ?, ?,
                    ?::timestamptz, ?::timestamptz, ?, ?, case when ?::timestamptz is null then null else ?::timestamptz end)
                on conflict (host_id, kind, workload, instance, since) do update set
                    digests = case when excluded.digests = '{}' then i.digests else excluded.digests end,
                    source = coalesce(excluded.source, i.source), labels = coalesce(excluded.labels, i.labels),
                    ended_at = least(i.ended_at, excluded.ended_at),
                    reported_at = greatest(i.reported_at, excluded.reported_at)
                returning id, xmax = 0 as is_new
                """,
                row -> new Seen(row.number("id"), row.flag("is_new")),
                host,
                new EnvironmentStore(tx).id(seen.environment()),
                seen.kind(),
                seen.workload(),
                seen.instance(),
                seen.digests(),
                seen.source(),
                seen.labels(),
                seen.since(),
                seen.until(),
                seen.until(),
                // one that ended was not seen running when that was told
                seen.until() == null ? at : seen.since(),
                now,
                seen.until(),
                now);
        settle(kept.id(), now);
        return kept.isNew();
    }

    /// Computes anew when one ended: when its host said so, or at the first full report that leaves
    /// it out.
    private void settle(long id, Instant now) {
        tx.update("""
                update host_instance i set until = s.until,
                    known_to = case when s.until is null then null else coalesce(i.known_to, ?) end
                from (select x.id, least(x.ended_at, (select min(r.at) from host_report r
                          where r.host_id = x.host_id and r.at > x.reported_at and r.at > x.since)) as until
                      from host_instance x where x.id = ?) s
                where i.id = s.id and i.until is distinct from s.until
                """, now, id);
    }

    /// Ends what a full report at a time leaves out; what it names was seen before.
    public void leftOut(String host, Instant at, Instant now) {
        tx.update("""
                update host_instance set until = ?, known_to = coalesce(known_to, ?)
                where host_id = (select id from host where key = ?) and reported_at < ? and since < ?
                  and (until is null or until > ?)
                """, at, now, host, at, at, at);
    }

    /// Something that runs, and where.
    ///
    /// @param reportedAt of the newest report that says so
    public record Running(long id, String host, Deployment.Place place, Instance instance, Instant reportedAt) {}

    private static final String RUNNING = """
            select i.id, h.key as host, x.provider || '/' || x.key as account, k.key as cluster, e.key as environment,
                i.kind, i.workload, i.instance, i.digests, i.source, i.labels, i.since, i.until,
                i.reported_at
            from host_instance i
            join host h on h.id = i.host_id
            join environment e on e.id = i.environment_id
            left join cloud_account x on x.id = h.account_id
            left join cluster k on k.id = h.cluster_id
            """;

    /// What runs an artifact, by its digest; at most 10,000.
    public List<Running> running(String digest) {
        return tx.all(
                RUNNING + "where i.digests @> array[?]::text[] and i.until is null order by i.id limit 10000",
                HostInstanceStore::running,
                digest);
    }

    /// What runs, in the order of its rows.
    ///
    /// @param host a key; `null` for all
    /// @param environment a key; `null` for all
    /// @param isUnscanned whether only what nothing is known of is wanted
    public List<Running> page(
            @Nullable String host, @Nullable String environment, boolean isUnscanned, long after, int most) {
        return tx.all(
                RUNNING + """
                        where i.tenant_id = current_tenant() and i.until is null and i.id > ?
                          and (?::text is null or h.key = ?) and (?::text is null or e.key = ?)
                          and (not ? or not exists (select from artifact a
                              where a.tenant_id = i.tenant_id and a.digest = any (i.digests)
                                and a.document_digest is not null))
                        order by i.id limit ?
                        """,
                HostInstanceStore::running,
                after,
                host,
                host,
                environment,
                environment,
                isUnscanned,
                most);
    }

    private static Running running(Row row) {
        return new Running(
                row.number("id"),
                row.text("host"),
                new Deployment.Place(row.optionalText("account"), row.optionalText("cluster"), row.text("host")),
                new Instance(
                        row.text("environment"),
                        row.choice("kind", Kind.class),
                        row.text("workload"),
                        row.text("instance"),
                        row.texts("digests"),
                        row.optionalText("source"),
                        row.optionalText("labels"),
                        row.time("since"),
                        row.optionalTime("until")),
                row.time("reported_at"));
    }
}
