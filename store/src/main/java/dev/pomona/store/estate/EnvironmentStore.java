// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The environments of a tenant.
public final class EnvironmentStore {

    /// More than anyone has; lists of environments are not paged.
    public static final int MOST = 1000;

    private static final String SELECT = """
            select id, key, name, is_production, is_exposed, position,
                extract(epoch from max_reverse_uptime)::bigint as uptime_seconds,
                extract(epoch from max_image_age)::bigint as image_seconds
            from environment
            """;

    private final Tx tx;

    public EnvironmentStore(Tx tx) {
        this.tx = tx;
    }

    /// Makes it, or changes the one of that key.
    ///
    /// @return whether it is new
    public boolean set(Environment environment) {
        return tx.one(
                """
                insert into environment (tenant_id, key, name, is_production, is_exposed, position, max_reverse_uptime,
                    max_image_age)
                values (current_tenant(), ?, ?, ?, ?, ?, ? * interval '1 second', ? * interval '1 second')
                on conflict (tenant_id, key) do update set
                    name = excluded.name, is_production = excluded.is_production, is_exposed = excluded.is_exposed,
                    position = excluded.position, max_reverse_uptime = excluded.max_reverse_uptime,
                    max_image_age = excluded.max_image_age,
                    revision = environment.revision + case
                        when (environment.is_production, environment.is_exposed, environment.max_reverse_uptime,
                                environment.max_image_age)
                            is distinct from (excluded.is_production, excluded.is_exposed, excluded.max_reverse_uptime,
                                excluded.max_image_age)
                        then 1 else 0 end
                returning xmax = 0 as is_new
                """,
                row -> row.flag("is_new"),
                environment.key(),
                environment.name(),
                environment.isProduction(),
                environment.isExposed(),
                environment.position(),
                seconds(environment.maxReverseUptime()),
                seconds(environment.maxImageAge()));
    }

    /// In the order of promotion.
    public List<Environment> all() {
        return tx.all(SELECT + "order by position, key limit ?", EnvironmentStore::environment, MOST);
    }

    public Optional<Environment> find(String key) {
        return tx.first(SELECT + "where key = ?", EnvironmentStore::environment, key);
    }

    /// @throws UnknownException when there is none of that key
    public long id(String key) {
        return tx.first("select id from environment where key = ?", row -> row.number("id"), key)
                .orElseThrow(() -> new UnknownException("environment", key));
    }

    /// How often what it demands, and what it is, has changed: verdicts of another revision are to be reached anew.
    ///
    /// @throws UnknownException when there is none of that key
    public long revision(String key) {
        return tx.first("select revision from environment where key = ?", row -> row.number("revision"), key)
                .orElseThrow(() -> new UnknownException("environment", key));
    }

    /// Removes one in which nothing ever ran and nothing was judged.
    ///
    /// @return whether it is gone; `false` when it is not there or has a history
    public boolean remove(String key) {
        return tx.update("""
                        delete from environment e where e.key = ?
                          and not exists (select from deployment d where d.environment_id = e.id)
                          and not exists (select from decision d where d.environment_id = e.id)
                          and not exists (select from host h where h.environment_id = e.id)
                        """, key) > 0;
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    private static Environment environment(Row row) {
        return new Environment(
                row.text("key"),
                row.text("name"),
                row.flag("is_production"),
                row.flag("is_exposed"),
                row.integer("position"),
                duration(row.optionalNumber("uptime_seconds")),
                duration(row.optionalNumber("image_seconds")));
    }

    private static @Nullable Duration duration(@Nullable Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
