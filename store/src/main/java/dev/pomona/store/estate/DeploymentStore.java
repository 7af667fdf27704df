// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What runs where since when. Deployments end and are never deleted before their time: what ran
/// when can be asked.
///
/// What is told may come twice and in any order: the outcome is the same. An instance runs from its
/// start until the next start of the same name in the same environment, until it is said to have
/// ended, or until the first report of its host that leaves it out, whichever is first.
///
/// A host's agent speaks of that host alone: what it says starts and ends nothing that runs elsewhere, or of which
/// nobody knows where.
public final class DeploymentStore {

    /// Who says that something runs, when a host's agent does.
    public static final String AGENT = "agent";

    private final Tx tx;
    private final PlaceStore places;

    public DeploymentStore(Tx tx) {
        this.tx = tx;
        this.places = new PlaceStore(tx);
    }

    /// @param host of which alone is spoken; `null` for wherever it runs
    private record Slot(
            long environment,
            String workload,
            String instance,
            @Nullable Long host) {}

    /// Says that an instance runs.
    ///
    /// @param seenAt when it was seen running
    /// @return whether that is news
    /// @throws UnknownException when the artifact or the environment is not known
    public boolean record(Deployment deployment, Instant seenAt, Instant now) {
        long artifact = artifact(deployment.artifact());
        var place = deployment.place();
        Long host = place.host() == null ? null : (Long) places.host(place.host(), now);
        var slot = new Slot(
                new EnvironmentStore(tx).id(deployment.environment()),
                deployment.workload(),
                deployment.instance(),
                deployment.source().equals(AGENT) ? host : null);
        lock(slot);
        long toldBy = slot.host() == null ? 0 : slot.host();
        record Kept(long id, boolean isNew, boolean isMoved) {}
        Kept kept = tx.one(
                """
                with before as (
                    select account_id, cluster_id, host_id from deployment
                    where environment_id = ? and workload = ? and instance = ? and since = ? and artifact_id = ?
                      and told_by_host = ?)
                insert into deployment as d (tenant_id, artifact_id, environment_id, account_id, cluster_id, host_id,
                    told_by_host, workload, instance, since, until, source, reported_at, known_from)
                values (current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (environment_id, workload, instance, since, artifact_id, told_by_host) do update set
                    reported_at = greatest(d.reported_at, excluded.reported_at),
                    account_id = coalesce(d.account_id, excluded.account_id),
                    cluster_id = coalesce(d.cluster_id, excluded.cluster_id),
                    host_id = coalesce(d.host_id, excluded.host_id)
                returning id, xmax = 0 as is_new, exists (
                    select from before b
                    where (b.account_id, b.cluster_id, b.host_id)
                        is distinct from (d.account_id, d.cluster_id, d.host_id)) as is_moved
                """,
                row -> new Kept(row.number("id"), row.flag("is_new"), row.flag("is_moved")),
                slot.environment(),
                slot.workload(),
                slot.instance(),
                deployment.since(),
                artifact,
                toldBy,
                artifact,
                slot.environment(),
                places.account(place.account()),
                places.cluster(place.cluster()),
                host,
                toldBy,
                slot.workload(),
                slot.instance(),
                deployment.since(),
                // set below; a running one would be in the way of the one before it
                deployment.since(),
                deployment.source(),
                seenAt,
                now);
        List<Long> ended = settle(slot, deployment.since(), now);
        if (kept.isNew() || kept.isMoved()) tell(List.of(kept.id()), kept.isNew() ? "recorded" : "located", now);
        tell(ended.stream().filter(id -> !kept.isNew() || id != kept.id()).toList(), "ended", now);
        return kept.isNew();
    }

    /// Says that whatever of this name had started before a time has ended then.
    ///
    /// @return whether that is news
    public boolean end(String environment, String workload, String instance, Instant at, Instant now) {
        return end(new Slot(new EnvironmentStore(tx).id(environment), workload, instance, null), at, now);
    }

    /// As [#end], of what runs on one host.
    public boolean endOn(String host, String environment, String workload, String instance, Instant at, Instant now) {
        long id = places.host(host, now);
        return end(new Slot(new EnvironmentStore(tx).id(environment), workload, instance, id), at, now);
    }

    private boolean end(Slot slot, Instant at, Instant now) {
        lock(slot);
        int told = tx.update("""
                insert into deployment_end (tenant_id, environment_id, workload, instance, at, host_id)
                values (current_tenant(), ?, ?, ?, ?, ?) on conflict do nothing
                """, slot.environment(), slot.workload(), slot.instance(), at, slot.host());
        tell(settle(slot, at, now), "ended", now);
        return told > 0;
    }

    /// Says that a host told everything that runs on it at a time; what it named was recorded
    /// before.
    ///
    /// @return whether that is news
    public boolean hostTold(String host, Instant at, Instant now) {
        long id = places.host(host, now);
        int told = tx.update("""
                insert into host_report (tenant_id, host_id, at) values (current_tenant(), ?, ?) on conflict do nothing
                """, id, at);
        if (told == 0) return false;
        // a restart of the same name may come between, so only the end moves, and only to the front
        tell(tx.all("""
                        update deployment set until = ?, known_to = coalesce(known_to, ?)
                        where host_id = ? and source = 'agent' and reported_at < ? and since < ?
                            and (until is null or until > ?)
                        returning id
                        """, row -> row.number("id"), at, now, id, at, at, at), "ended", now);
        return true;
    }

    /// What is known to run on a host, whoever says so; at most 10,000.
    ///
    /// @param environment its key
    public record Slotted(String environment, String workload, String instance) {}

    /// By environment, workload and instance.
    public List<Slotted> runningOn(String host) {
        return tx.all("""
                select e.key, d.workload, d.instance from deployment d
                join environment e on e.id = d.environment_id join host h on h.id = d.host_id
                where h.key = ? and d.until is null order by e.key, d.workload, d.instance limit 10000
                """, row -> new Slotted(row.text("key"), row.text("workload"), row.text("instance")), host);
    }

    /// Waits for others who tell of the same name.
    private void lock(Slot slot) {
        tx.first(
                "select pg_advisory_xact_lock(hashtextextended(?, current_tenant()))",
                _ -> true,
                slot.environment() + "\t" + slot.workload() + "\t" + slot.instance());
    }

    /// Computes the ends anew of what started last before a time and of all that started at it. Two
    /// things of one name that started at once are in the order of their digests.
    ///
    /// @return those that end otherwise than before
    private List<Long> settle(Slot slot, Instant at, Instant now) {
        tx.scratch("settled", "id bigint, until timestamptz");
        tx.update("""
                insert into settled
                select d.id, least(
                    (select n.since from deployment n join artifact b on b.id = n.artifact_id
                     where n.environment_id = d.environment_id and n.workload = d.workload and n.instance = d.instance
                       and (n.told_by_host = 0 or n.told_by_host = d.host_id)
                       and n.since >= d.since and (n.since, b.digest collate "C") > (d.since, a.digest collate "C")
                     order by n.since, b.digest collate "C" limit 1),
                    (select e.at from deployment_end e
                     where e.environment_id = d.environment_id and e.workload = d.workload and e.instance = d.instance
                       and (e.host_id is null or e.host_id = d.host_id)
                       and e.at > d.since order by e.at limit 1),
                    case when d.source = 'agent' then
                        (select r.at from host_report r
                         where r.host_id = d.host_id and r.at > d.reported_at and r.at > d.since order by r.at limit 1)
                    end)
                from deployment d join artifact a on a.id = d.artifact_id
                where d.environment_id = ? and d.workload = ? and d.instance = ? and d.since <= ?
                  and (?::bigint is null or d.host_id = ?)
                  and d.since >= coalesce((select max(p.since) from deployment p
                      where p.environment_id = d.environment_id and p.workload = d.workload and p.instance = d.instance
                        and p.told_by_host = d.told_by_host and p.host_id is not distinct from d.host_id
                        and p.since < ?), '-infinity')
                """, slot.environment(), slot.workload(), slot.instance(), at, slot.host(), slot.host(), at);
        // those that ended first: only one of a name may run
        var others = new ArrayList<Long>();
        for (String which : List.of("is not null", "is null")) {
            others.addAll(tx.all("""
                    update deployment d set until = s.until,
                        known_to = case when s.until is null then null else coalesce(d.known_to, ?) end
                    from settled s where s.id = d.id and s.until %s and d.until is distinct from s.until
                    returning d.id
                    """.formatted(which), row -> row.number("id"), now));
        }
        return others;
    }

    /// Writes into the feed of changes how deployments are now; whoever changes a row does so, so that none is
    /// missing there. What was thought to have ended and runs after all has `resumed`.
    private void tell(Collection<Long> deployments, String event, Instant now) {
        if (deployments.isEmpty()) return;
        tx.update("""
                insert into outbox (tenant_id, topic, key, payload, created_at)
                select current_tenant(), 'deployment',
                    e.key || '/' || d.workload || coalesce('/' || nullif(d.instance, ''), ''),
                    jsonb_strip_nulls(jsonb_build_object(
                        'event', case when ? = 'ended' and d.until is null then 'resumed' else ? end,
                        'deployment', d.id, 'artifact', a.digest, 'project', p.key, 'environment', e.key,
                        'workload', d.workload, 'instance', d.instance,
                        'account', c.provider || '/' || c.key, 'cluster', k.key, 'host', h.key,
                        'since', time_text(d.since), 'until', time_text(d.until), 'source', d.source)), ?
                from deployment d
                join artifact a on a.id = d.artifact_id
                join project p on p.id = a.project_id
                join environment e on e.id = d.environment_id
                left join cloud_account c on c.id = d.account_id
                left join cluster k on k.id = d.cluster_id
                left join host h on h.id = d.host_id
                where d.id = any (?) order by d.since, d.id
                """, event, event, now, deployments);
    }

    /// Environments in which an artifact runs now, by key.
    public List<String> environmentsOf(long artifact) {
        return tx.all("""
                select distinct e.key from deployment d join environment e on e.id = d.environment_id
                where d.artifact_id = ? and d.until is null order by e.key
                """, row -> row.text("key"), artifact);
    }

    private long artifact(String digest) {
        return tx.first("select id from artifact where digest = ?", row -> row.number("id"), digest)
                .orElseThrow(() -> new UnknownException("artifact", digest));
    }
}
