// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.identity;

import dev.pomona.store.sql.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A token as it is kept: without the token.
///
/// @param project the key of the only project it is for; `null` for all
/// @param host the key of the only host it may speak of; `null` for all
/// @param person the row of whoever answers for it; `null` when nobody is known
/// @param usedAt about when it was last used; `null` for never
/// @param revokedAt `null` while it was not revoked
public record ApiToken(
        TenantId tenant,
        long id,
        String name,
        List<String> scopes,
        @Nullable String project,
        @Nullable String host,
        Instant createdAt,
        String createdBy,
        @Nullable Long person,
        Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable Instant revokedAt) {

    /// Whether it opens anything at this time.
    public boolean isValid(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }
}
