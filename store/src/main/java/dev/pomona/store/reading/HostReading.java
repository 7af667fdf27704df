// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hosts by key, and whether they are heard of.
public final class HostReading {

    private static final String SELECT = """
            select h.id, h.key, e.key as environment, x.provider || '/' || x.key as account, k.key as cluster, h.booted_at,
                h.image_name, h.image_digest, h.image_built_at, h.agent, h.system, h.gaps, h.labels, h.owners,
                h.first_seen, h.last_seen, h.reported_at, h.expected_by, h.gone_at
            from host h
            left join environment e on e.id = h.environment_id
            left join cloud_account x on x.id = h.account_id
            left join cluster k on k.id = h.cluster_id
            """;

    private final Tx tx;

    public HostReading(Tx tx) {
        this.tx = tx;
    }

    /// What is known of a host at a time.
    public enum State {
        /// It tells of itself, and is not overdue.
        REPORTING,
        /// It was to be heard of and was not: what runs there now is not known.
        SILENT,
        /// Only others speak of it, or it does not say when it is to be heard of again.
        TOLD,
        /// Somebody said that it is no more.
        GONE
    }

    /// @param bootedAt `null` when nobody said, as all that may be `null`
    /// @param gaps what it could not read, in words; empty when nothing, or it does not say
    /// @param labels as JSON
    /// @param reportedAt of when what it says of itself is
    /// @param expectedBy when it is to be heard of again, at the latest
    /// @param goneAt `null` while it is there
    public record Host(
            long id,
            String key,
            @Nullable String environment,
            @Nullable String account,
            @Nullable String cluster,
            @Nullable Instant bootedAt,
            @Nullable String imageName,
            @Nullable String imageDigest,
            @Nullable Instant imageBuiltAt,
            @Nullable String agent,
            @Nullable String system,
            List<String> gaps,
            @Nullable String labels,
            List<String> owners,
            Instant firstSeen,
            Instant lastSeen,
            @Nullable Instant reportedAt,
            @Nullable Instant expectedBy,
            @Nullable Instant goneAt) {

        public Host {
            gaps = List.copyOf(gaps);
            owners = List.copyOf(owners);
        }

        public State state(Instant now) {
            if (goneAt != null) return State.GONE;
            if (expectedBy == null) return State.TOLD;
            return expectedBy.isBefore(now) ? State.SILENT : State.REPORTING;
        }
    }

    public Optional<Host> find(String key) {
        return tx.first(SELECT + "where h.tenant_id = current_tenant() and h.key = ?", HostReading::host, key);
    }

    /// @param after a key; `null` for the beginning
    public Page<Host> page(@Nullable String after, int limit) {
        var found = tx.all(
                SELECT + "where h.tenant_id = current_tenant() and h.key > ? order by h.key limit ?",
                HostReading::host,
                after == null ? "" : after,
                limit + 1);
        return Page.of(found, limit, Host::key);
    }

    /// Hosts that are overdue at a time, the longest overdue first.
    ///
    /// @param after where the page before ended; `null` for the beginning
    public Page<Host> silent(Instant now, @Nullable String after, int limit) {
        Place place = Place.parse(after);
        var found = tx.all(
                SELECT + """
                        where h.tenant_id = current_tenant() and h.gone_at is null and h.expected_by < ?
                          and (h.expected_by, h.id) > (?::timestamptz, ?)
                        order by h.expected_by, h.id limit ?
                        """,
                HostReading::host,
                now,
                place == null ? "-infinity" : place.value(),
                place == null ? 0L : Long.parseLong(place.id()),
                limit + 1);
        return Page.of(
                found, limit, host -> new Place(String.valueOf(host.expectedBy()), Long.toString(host.id())).text());
    }

    private static Host host(Row row) {
        return new Host(
                row.number("id"),
                row.text("key"),
                row.optionalText("environment"),
                row.optionalText("account"),
                row.optionalText("cluster"),
                row.optionalTime("booted_at"),
                row.optionalText("image_name"),
                row.optionalText("image_digest"),
                row.optionalTime("image_built_at"),
                row.optionalText("agent"),
                row.optionalText("system"),
                row.texts("gaps"),
                row.optionalText("labels"),
                row.texts("owners"),
                row.time("first_seen"),
                row.time("last_seen"),
                row.optionalTime("reported_at"),
                row.optionalTime("expected_by"),
                row.optionalTime("gone_at"));
    }
}
