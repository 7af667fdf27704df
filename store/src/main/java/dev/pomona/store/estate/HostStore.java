// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.estate.Artifact.BaseImage;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The machines on which things run, as they tell of themselves.
public final class HostStore {

    private final Tx tx;

    public HostStore(Tx tx) {
        this.tx = tx;
    }

    /// What a host tells of itself; `null` for what it does not say this time, which changes nothing.
    ///
    /// @param environment its key
    /// @param image the golden image it was made from
    /// @param account `provider/key`
    /// @param expectedBy when it is to be heard of again, at the latest
    /// @param agent the version of what reports
    /// @param system the operating system, in words
    /// @param gaps what it could not read, in words; empty when it read everything
    /// @param labels as JSON
    public record Told(
            String key,
            @Nullable String environment,
            @Nullable Instant bootedAt,
            @Nullable BaseImage image,
            @Nullable String account,
            @Nullable String cluster,
            @Nullable Instant expectedBy,
            @Nullable String agent,
            @Nullable String system,
            @Nullable List<String> gaps,
            @Nullable String labels,
            @Nullable List<String> owners) {

        public Told {
            gaps = gaps == null ? null : List.copyOf(gaps);
            owners = owners == null ? null : List.copyOf(owners);
        }
    }

    /// The key of the environment that a host is in, which stays so until the transaction ends; empty when that is not
    /// known, or the host is no more.
    public Optional<String> environment(String host) {
        tx.lock("environment of host " + host);
        return tx.first("""
                select e.key from host h join environment e on e.tenant_id = h.tenant_id and e.id = h.environment_id
                where h.key = ? and h.gone_at is null
                """, row -> row.text("key"), host);
    }

    /// Keeps what a host told at a time; older words that arrive later change nothing.
    ///
    /// @throws UnknownException when there is no such environment
    public void tell(Told told, Instant at, Instant now) {
        Long environment = told.environment() == null ? null : (Long) new EnvironmentStore(tx).id(told.environment());
        var image = told.image();
        var places = new PlaceStore(tx);
        record Kept(long id, boolean isNew, boolean isChanged) {}
        var kept = tx.first(
                """
                with before as (select * from host where key = ?),
                kept as (
                insert into host as h (tenant_id, key, environment_id, account_id, cluster_id, booted_at, image_name,
                    image_digest, image_built_at, expected_by, agent, system, gaps, labels, owners, first_seen, last_seen,
                    reported_at)
                values (current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::text[], ?, ?::text[], ?, ?, ?)
                on conflict (tenant_id, key) do update set
                    environment_id = coalesce(excluded.environment_id, h.environment_id),
                    account_id = coalesce(excluded.account_id, h.account_id),
                    cluster_id = coalesce(excluded.cluster_id, h.cluster_id),
                    booted_at = coalesce(excluded.booted_at, h.booted_at),
                    image_name = coalesce(excluded.image_name, h.image_name),
                    image_digest = case when excluded.image_name is null then h.image_digest
                        else excluded.image_digest end,
                    image_built_at = case when excluded.image_name is null then h.image_built_at
                        else excluded.image_built_at end,
                    expected_by = coalesce(excluded.expected_by, h.expected_by),
                    agent = coalesce(excluded.agent, h.agent), system = coalesce(excluded.system, h.system),
                    gaps = coalesce(excluded.gaps, h.gaps), labels = coalesce(excluded.labels, h.labels),
                    owners = coalesce(excluded.owners, h.owners),
                    last_seen = greatest(h.last_seen, excluded.last_seen), reported_at = excluded.reported_at,
                    gone_at = null
                where (h.reported_at is null or excluded.reported_at > h.reported_at)
                  and (h.gone_at is null or excluded.reported_at > h.gone_at)
                returning h.*)
                select k.id, b.reported_at is null as is_new,
                    (b.environment_id, b.account_id, b.cluster_id, b.booted_at, b.image_name, b.image_digest,
                        b.image_built_at, b.agent, b.system, b.gaps, b.labels, b.owners, b.gone_at)
                    is distinct from (k.environment_id, k.account_id, k.cluster_id, k.booted_at, k.image_name,
                        k.image_digest, k.image_built_at, k.agent, k.system, k.gaps, k.labels, k.owners, k.gone_at)
                    as is_changed
                from kept k left join before b on b.id = k.id
                """,
                row -> new Kept(row.number("id"), row.flag("is_new"), row.flag("is_changed")),
                told.key(),
                told.key(),
                environment,
                places.account(told.account()),
                places.cluster(told.cluster()),
                told.bootedAt(),
                image == null ? null : image.name(),
                image == null ? null : image.digest(),
                image == null ? null : image.builtAt(),
                told.expectedBy(),
                told.agent(),
                told.system(),
                told.gaps(),
                told.labels(),
                told.owners(),
                now,
                now,
                at);
        // what is only heard of again is no news
        kept.filter(host -> host.isNew() || host.isChanged())
                .ifPresent(host -> change(host.id(), host.isNew() ? "known" : "changed", now));
    }

    /// Writes into the feed of changes how a host is now.
    private void change(long host, String event, Instant now) {
        tx.update("""
                insert into outbox (tenant_id, topic, key, payload, created_at)
                select current_tenant(), 'host', h.key, jsonb_strip_nulls(jsonb_build_object(
                    'event', ?, 'environment', e.key, 'account', c.provider || '/' || c.key, 'cluster', k.key,
                    'bootedAt', time_text(h.booted_at), 'image', h.image_name, 'imageDigest', h.image_digest,
                    'imageBuiltAt', time_text(h.image_built_at), 'agent', h.agent, 'system', h.system,
                    'gaps', h.gaps, 'goneAt', time_text(h.gone_at))), ?
                from host h
                left join environment e on e.id = h.environment_id
                left join cloud_account c on c.id = h.account_id
                left join cluster k on k.id = h.cluster_id
                where h.id = ?
                """, event, now, host);
    }

    /// The place of a report among the numbered reports of its host.
    ///
    /// @param stream which series; a new one begins where a host lost count
    /// @param isFull whether it says everything, so that nothing before it is missed
    public record Turn(String stream, long number, boolean isFull) {}

    /// Keeps how far a host's reports have come; the host is made when it is not there. To be asked before what the
    /// report says is kept.
    ///
    /// @param at when the report was made; a series that is older than the one at hand is not gone back to
    /// @return whether a report before this one is missing, so that a full one is wanted
    public boolean isMissedAfter(String key, Turn turn, Instant at, Instant now) {
        new PlaceStore(tx).host(key, now);
        record Known(
                @Nullable String stream,
                long number,
                boolean isBehind,
                @Nullable Instant reportedAt) {}
        var known = tx.one(
                """
                select stream, coalesce(number, 0) as number, is_behind, reported_at from host where key = ? for update
                """,
                row -> new Known(
                        row.optionalText("stream"),
                        row.number("number"),
                        row.flag("is_behind"),
                        row.optionalTime("reported_at")),
                key);
        boolean isSameStream = turn.stream().equals(known.stream());
        if (isSameStream && turn.number() <= known.number()) return known.isBehind();
        if (!isSameStream && known.reportedAt() != null && known.stream() != null && at.isBefore(known.reportedAt())) {
            return known.isBehind();
        }
        boolean follows = isSameStream && turn.number() == known.number() + 1 && !known.isBehind();
        boolean isBehind = !turn.isFull() && !follows;
        tx.update(
                "update host set stream = ?, number = ?, is_behind = ? where key = ?",
                turn.stream(),
                turn.number(),
                isBehind,
                key);
        return isBehind;
    }

    /// Says that a host is no more. What ran there is for the caller to end.
    ///
    /// @return whether that is news; `false` too when there is no such host
    public boolean gone(String key, Instant at) {
        var gone = tx.first(
                "update host set gone_at = ? where key = ? and gone_at is null returning id",
                row -> row.number("id"),
                at,
                key);
        gone.ifPresent(host -> change(host, "gone", at));
        return gone.isPresent();
    }
}
