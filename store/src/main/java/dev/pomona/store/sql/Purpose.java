// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

/// What a transaction is for. Each purpose is a database role that can do that and nothing else;
/// the migrations say what it may do.
public enum Purpose {
    /// Everything of one tenant, and reading public advisory data.
    TENANT("pomona_tenant"),
    /// Keeping public advisory data, and knowing which tenants there are.
    FEED("pomona_feed"),
    /// Telling who is asking, before their tenant is known: reads tokens, sessions and issuers.
    IDENTITY("pomona_identity"),
    /// Taking messages of all tenants out of the outbox.
    DELIVERY("pomona_delivery"),
    /// Counting, for metrics.
    METRICS("pomona_metrics"),
    /// Removing what is older than it must be kept.
    RETENTION("pomona_retention"),
    /// Taking away organisations that have ended, and no row of another.
    REMOVAL("pomona_removal"),
    /// Putting what is encrypted and signed under another key.
    REKEYING("pomona_rekeying");

    private final String role;

    Purpose(String role) {
        this.role = role;
    }

    String role() {
        return role;
    }
}
