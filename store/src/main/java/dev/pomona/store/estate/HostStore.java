// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The machines on which things run, as they tell of themselves.
public final class HostStore {

    private static final String SELECT = """
            select h.id, h.key, e.key as environment, a.provider || '/' || a.key as account, c.key as cluster, h.booted_at,
                h.image_name, h.image_digest, h.image_built_at, h.first_seen, h.last_seen, h.gone_at
            from host h
            left join environment e on e.id = h.environment_id
            left join cloud_account a on a.id = h.account_id
            left join cluster c on c.id = h.cluster_id
            """;

    private final Tx tx;

    public HostStore(Tx tx) {
        this.tx = tx;
    }

    /// What a host tells of itself.
    ///
    /// @param environment its key; `null` when nobody placed it
    /// @param bootedAt `null` when it can't tell
    /// @param image the golden image it was made from; `null` when it can't tell
    public record Told(
            String key,
            @Nullable String environment,
            @Nullable Instant bootedAt,
            Artifact.@Nullable BaseImage image) {}

    /// @param goneAt when it stopped telling; `null` while it does not
    public record Host(
            long id,
            String key,
            @Nullable String environment,
            @Nullable String account,
            @Nullable String cluster,
            @Nullable Instant bootedAt,
            Artifact.@Nullable BaseImage image,
            Instant firstSeen,
            Instant lastSeen,
            @Nullable Instant goneAt) {}

    /// Keeps what a host told at a time; older words that arrive later change nothing.
    ///
    /// @throws UnknownException when there is no such environment
    public void tell(Told told, Instant at, Instant now) {
        Long environment = told.environment() == null ? null : (Long) new EnvironmentStore(tx).id(told.environment());
        var image = told.image();
        tx.update(
                """
                insert into host as h (tenant_id, key, environment_id, booted_at, image_name, image_digest,
                    image_built_at, first_seen, last_seen, reported_at)
                values (current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, key) do update set
                    environment_id = coalesce(excluded.environment_id, h.environment_id),
                    booted_at = coalesce(excluded.booted_at, h.booted_at),
                    image_name = coalesce(excluded.image_name, h.image_name),
                    image_digest = coalesce(excluded.image_digest, h.image_digest),
                    image_built_at = coalesce(excluded.image_built_at, h.image_built_at),
                    last_seen = greatest(h.last_seen, excluded.last_seen), reported_at = excluded.reported_at,
                    gone_at = null
                where h.reported_at is null or excluded.reported_at > h.reported_at
                """,
                told.key(),
                environment,
                told.bootedAt(),
                image == null ? null : image.name(),
                image == null ? null : image.digest(),
                image == null ? null : image.builtAt(),
                now,
                now,
                at);
    }

    /// Takes hosts that have told nothing since a time for gone. What ran there has ended, see
    /// [DeploymentStore#hostTold].
    ///
    /// @return their keys; those that are left over are for the next call
    public List<String> silentSince(Instant since, Instant now, int most) {
        return tx.all("""
                update host set gone_at = ? where id in (
                    select id from host where tenant_id = current_tenant() and gone_at is null and reported_at < ?
                    order by id limit ?)
                returning key
                """, row -> row.text("key"), now, since, most).stream()
                .sorted()
                .toList();
    }

    public Optional<Host> find(String key) {
        return tx.first(SELECT + "where h.key = ?", HostStore::host, key);
    }

    /// By key, those behind one.
    public List<Host> after(String key, int most) {
        return tx.all(
                SELECT + "where h.tenant_id = current_tenant() and h.key > ? order by h.key limit ?",
                HostStore::host,
                key,
                most);
    }

    private static Host host(Row row) {
        String image = row.optionalText("image_name");
        return new Host(
                row.number("id"),
                row.text("key"),
                row.optionalText("environment"),
                row.optionalText("account"),
                row.optionalText("cluster"),
                row.optionalTime("booted_at"),
                image == null
                        ? null
                        : new Artifact.BaseImage(
                                image, row.optionalText("image_digest"), row.optionalTime("image_built_at")),
                row.time("first_seen"),
                row.time("last_seen"),
                row.optionalTime("gone_at"));
    }
}
