// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Hosts by key.
public final class HostReading {

    private final Tx tx;

    public HostReading(Tx tx) {
        this.tx = tx;
    }

    /// @param bootedAt `null` when nobody said, as all that may be `null`
    /// @param goneAt `null` while it is there
    public record Host(
            String key,
            @Nullable String environment,
            @Nullable Instant bootedAt,
            @Nullable String imageName,
            @Nullable String imageDigest,
            @Nullable Instant imageBuiltAt,
            Instant firstSeen,
            Instant lastSeen,
            @Nullable Instant goneAt) {}

    /// @param after a key; `null` for the beginning
    public Page<Host> page(@Nullable String after, int limit) {
        var found = tx.all(
                """
                select h.key, e.key as environment, h.booted_at, h.image_name, h.image_digest, h.image_built_at,
                    h.first_seen, h.last_seen, h.gone_at
                from host h left join environment e on e.id = h.environment_id
                where h.tenant_id = current_tenant() and h.key > ? order by h.key limit ?
                """,
                row -> new Host(
                        row.text("key"),
                        row.optionalText("environment"),
                        row.optionalTime("booted_at"),
                        row.optionalText("image_name"),
                        row.optionalText("image_digest"),
                        row.optionalTime("image_built_at"),
                        row.time("first_seen"),
                        row.time("last_seen"),
                        row.optionalTime("gone_at")),
                after == null ? "" : after,
                limit + 1);
        return Page.of(found, limit, Host::key);
    }
}
