// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The rows of places by their keys: each is made when somebody names it for the first time.
final class PlaceStore {

    private final Tx tx;

    PlaceStore(Tx tx) {
        this.tx = tx;
    }

    /// @param account `provider/key`; `null` for none
    @Nullable
    Long account(@Nullable String account) {
        if (account == null) return null;
        int slash = account.indexOf('/');
        String provider = slash < 0 ? "unknown" : account.substring(0, slash);
        String key = account.substring(slash + 1);
        tx.update("""
                insert into cloud_account (tenant_id, provider, key, name) values (current_tenant(), ?, ?, ?)
                on conflict (tenant_id, provider, key) do nothing
                """, provider, key, key);
        return tx.one(
                "select id from cloud_account where provider = ? and key = ?", row -> row.number("id"), provider, key);
    }

    @Nullable
    Long cluster(@Nullable String cluster) {
        if (cluster == null) return null;
        tx.update("""
                insert into cluster (tenant_id, key) values (current_tenant(), ?)
                on conflict (tenant_id, key) do nothing
                """, cluster);
        return tx.one("select id from cluster where key = ?", row -> row.number("id"), cluster);
    }

    long host(String host, Instant now) {
        tx.update("""
                insert into host (tenant_id, key, first_seen, last_seen) values (current_tenant(), ?, ?, ?)
                on conflict (tenant_id, key) do update set last_seen = greatest(host.last_seen, excluded.last_seen)
                """, host, now, now);
        return tx.one("select id from host where key = ?", row -> row.number("id"), host);
    }
}
