// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.identity;

import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Optional;

/// The link that makes an administrator of a tenant.
public final class SetupStore {

    private final Tx tx;

    public SetupStore(Tx tx) {
        this.tx = tx;
    }

    /// Adds a link, in the tenant's transaction. One for another administrator takes the place of earlier ones of its
    /// kind; of those for the first there may be several, since each node that starts has its own.
    ///
    /// @param hash SHA-256 of the link's secret
    /// @param isAnother whether it counts where there is an administrator already
    public void add(byte[] hash, boolean isAnother, Instant now, Instant expiresAt) {
        tx.update("delete from setup_link where expires_at <= ? or (is_another and ?)", now, isAnother);
        tx.update("""
                insert into setup_link (tenant_id, hash, is_another, created_at, expires_at)
                values (current_tenant(), ?, ?, ?, ?)
                """, hash, isAnother, now, expiresAt);
    }

    /// Whose link it is while it may be used, for [dev.pomona.store.sql.Purpose#IDENTITY].
    public Optional<TenantId> byHash(byte[] hash, Instant now) {
        return tx.first(
                "select tenant_id from setup_link where hash = ? and expires_at > ?",
                row -> new TenantId(row.number("tenant_id")),
                hash,
                now);
    }

    /// Uses the link up, in the tenant's transaction: of several at a time one succeeds. With it those for the first
    /// administrator are over, and their rows are waited for.
    ///
    /// @return whether it counts where there is an administrator already; empty when it is not good
    public Optional<Boolean> use(byte[] hash, Instant now) {
        Optional<Boolean> used = tx.first(
                "delete from setup_link where hash = ? and expires_at > ? returning is_another",
                row -> row.flag("is_another"),
                hash,
                now);
        if (used.isPresent()) tx.update("delete from setup_link where not is_another");
        return used;
    }
}
