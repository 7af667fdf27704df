// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The organisations. In transactions of [Purpose#IDENTITY] to make one, of any purpose but a
/// tenant's to see all. One that has ended is not there any more, see [RemovalStore].
public final class TenantStore {

    private final Tx tx;

    public TenantStore(Tx tx) {
        this.tx = tx;
    }

    /// @param key kebab case, unique
    public TenantId add(String key, String name, Instant now) {
        return tx.one(
                "insert into tenant (key, name, created_at) values (?, ?, ?) returning id", //
                row -> new TenantId(row.number("id")),
                key,
                name,
                now);
    }

    public Optional<TenantId> find(String key) {
        return tx.first("select id from tenant where key = ?", row -> new TenantId(row.number("id")), key);
    }

    /// @param key kebab case
    public record Tenant(String key, String name) {}

    /// One as the operator sees it: nothing of what is in it.
    public record Listed(TenantId id, String key, String name, Instant createdAt) {}

    /// Those behind a key, by key.
    ///
    /// @param after a key; empty for the beginning
    public List<Listed> after(String after, int most) {
        return tx.all(
                "select id, key, name, created_at from tenant where key > ? order by key limit ?",
                row -> new Listed(
                        new TenantId(row.number("id")), row.text("key"), row.text("name"), row.time("created_at")),
                after,
                most);
    }

    /// The one of a tenant's own transaction.
    public Tenant own() {
        return tx.one(
                "select key, name from tenant where id = current_tenant()",
                row -> new Tenant(row.text("key"), row.text("name")));
    }

    /// The key of one that is there.
    public String key(TenantId tenant) {
        return tx.one("select key from tenant where id = ?", row -> row.text("key"), tenant);
    }

    /// Whether there is any.
    public boolean isThereAny() {
        return tx.one("select exists (select from tenant) as found", row -> row.flag("found"));
    }

    /// All of them, in order of their making.
    public List<TenantId> all() {
        return tx.all("select id from tenant order by id", row -> new TenantId(row.number("id")));
    }
}
