// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.registry;

import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Registries, the repositories in them that are watched, and how looking at them went.
public final class RegistryStore {

    /// As many registries as a tenant may have, and repositories in all of them; the lists are not paged.
    public static final int MOST = 500;

    private static final String SELECT = """
            select w.id, r.key as registry, r.address, w.name, w.project, w.mark, w.due_at, w.checked_at, w.read_at,
                w.problem, w.problem_since,
                (select count(*)::int from (select 1 from watched_tag t
                    where t.tenant_id = w.tenant_id and t.repository_id = w.id limit 10000) counted) as tags
            from watched_repository w join registry r on r.tenant_id = w.tenant_id and r.id = w.registry_id
            """;

    private final Tx tx;

    public RegistryStore(Tx tx) {
        this.tx = tx;
    }

    /// @param address where it is, e.g. `oci:builds`
    public record Registry(String key, String address, Instant createdAt, String createdBy) {}

    /// A repository that is watched.
    ///
    /// @param project the key of the project that its images are of
    /// @param mark of the state that was read last; empty before the first
    /// @param dueAt when somebody looks next
    /// @param checkedAt when somebody looked last; `null` before the first time
    /// @param readAt when it could be read to its end last; `null` when it never could
    /// @param problem why it can't be read; `null` when it can
    /// @param tags how many it has, 10,000 at most
    public record Repository(
            long id,
            String registry,
            String address,
            String name,
            String project,
            String mark,
            Instant dueAt,
            @Nullable Instant checkedAt,
            @Nullable Instant readAt,
            @Nullable String problem,
            @Nullable Instant problemSince,
            int tags) {}

    /// By key.
    public List<Registry> registries() {
        return tx.all(
                "select key, address, created_at, created_by from registry order by key limit ?",
                row -> new Registry(
                        row.text("key"), row.text("address"), row.time("created_at"), row.text("created_by")),
                MOST);
    }

    public Optional<Registry> registry(String key) {
        return registries().stream().filter(one -> one.key().equals(key)).findFirst();
    }

    /// Makes it, or changes the one of that key, whose repositories are read anew then.
    ///
    /// @return whether it is new
    /// @throws IllegalStateException when there are too many
    public boolean set(String key, String address, String by, Instant now) {
        if (registry(key).isEmpty() && registries().size() >= MOST) throw tooMany();
        boolean isNew = tx.one("""
                insert into registry as r (tenant_id, key, address, created_at, created_by)
                values (current_tenant(), ?, ?, ?, ?)
                on conflict (tenant_id, key) do update set address = excluded.address
                returning xmax = 0 as is_new
                """, row -> row.flag("is_new"), key, address, now, by);
        tx.update("""
                update watched_repository set mark = '', due_at = ?
                where registry_id = (select id from registry where key = ?)
                """, now, key);
        return isNew;
    }

    /// Nothing of it is watched any more; what came to be known from it stays.
    ///
    /// @return whether it was there
    public boolean remove(String key) {
        return tx.update("delete from registry where key = ?", key) > 0;
    }

    /// Watches a repository, or changes of which project its images are.
    ///
    /// @return whether it is new
    /// @throws UnknownException when there is no such registry
    /// @throws IllegalStateException when there are too many
    public boolean watch(String registry, String name, String project, Instant now) {
        long id = id(registry);
        if (repositories().size() >= MOST) throw tooMany();
        return tx.one("""
                insert into watched_repository as w (tenant_id, registry_id, name, project, due_at)
                values (current_tenant(), ?, ?, ?, ?)
                on conflict (tenant_id, registry_id, name) do update set
                    project = excluded.project, due_at = excluded.due_at, mark = ''
                returning xmax = 0 as is_new
                """, row -> row.flag("is_new"), id, name, project, now);
    }

    /// @return whether it was watched
    public boolean unwatch(String registry, String name) {
        return tx.update("delete from watched_repository where registry_id = ? and name = ?", id(registry), name) > 0;
    }

    /// By registry and name.
    public List<Repository> repositories() {
        return tx.all(
                SELECT + "where w.tenant_id = current_tenant() order by r.key, w.name limit ?",
                RegistryStore::repository,
                MOST);
    }

    public Optional<Repository> repository(String registry, String name) {
        return tx.first(SELECT + "where r.key = ? and w.name = ?", RegistryStore::repository, registry, name);
    }

    /// Takes one in hand that is due. Nobody else gets it before a time: should whoever takes it die, it is taken again
    /// then.
    public Optional<Repository> take(Instant now, Instant until) {
        return tx.first("""
                        update watched_repository set due_at = ?
                        where (tenant_id, id) in (select tenant_id, id from watched_repository
                            where tenant_id = current_tenant() and due_at <= ?
                            order by due_at, id limit 1 for update skip locked)
                        returning id
                        """, row -> row.number("id"), until, now)
                .flatMap(id -> tx.first(SELECT + "where w.id = ?", RegistryStore::repository, id));
    }

    /// Says that it was read to its end.
    ///
    /// @param taken as [#take] gave it: somebody who took longer than the time he had changes nothing
    /// @param next when somebody is to look again
    /// @return whether a problem is over
    public boolean read(Repository taken, String mark, Instant now, Instant next) {
        boolean wasBroken = taken.problem() != null;
        int kept = tx.update("""
                update watched_repository set mark = ?, checked_at = ?, read_at = ?, problem = null, problem_since = null,
                    due_at = ?
                where id = ? and due_at = ?
                """, mark, now, now, next, taken.id(), taken.dueAt());
        return wasBroken && kept > 0;
    }

    /// Says that it could not be read.
    ///
    /// @return whether that is news
    public boolean unreadable(Repository taken, String problem, Instant now, Instant next) {
        int kept = tx.update("""
                update watched_repository set checked_at = ?, problem = ?, problem_since = coalesce(problem_since, ?),
                    due_at = ?
                where id = ? and due_at = ?
                """, now, problem, now, next, taken.id(), taken.dueAt());
        return taken.problem() == null && kept > 0;
    }

    private long id(String registry) {
        return tx.first("select id from registry where key = ? for update", row -> row.number("id"), registry)
                .orElseThrow(() -> new UnknownException("registry", registry));
    }

    private static IllegalStateException tooMany() {
        return new IllegalStateException("there are %d already".formatted(MOST));
    }

    private static Repository repository(Row row) {
        return new Repository(
                row.number("id"),
                row.text("registry"),
                row.text("address"),
                row.text("name"),
                row.text("project"),
                row.text("mark"),
                row.time("due_at"),
                row.optionalTime("checked_at"),
                row.optionalTime("read_at"),
                row.optionalText("problem"),
                row.optionalTime("problem_since"),
                row.integer("tags"));
    }
}
