// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.identity;

import dev.pomona.store.sql.TenantId;
import org.jspecify.annotations.Nullable;

/// Somebody whose word a tenant takes for who is asking.
///
/// @param url as it stands in its tokens
/// @param clientId what it calls us: of pipelines the audience that their tokens must have
/// @param clientSecret sealed; `null` for public clients and pipelines
/// @param mapping which claims give what, as JSON
@SuppressWarnings("ArrayRecordComponent") // sealed bytes that nobody compares
public record Issuer(
        TenantId tenant,
        long id,
        String url,
        Kind kind,
        String clientId,
        byte @Nullable [] clientSecret,
        String mapping) {

    public enum Kind {
        /// Logs people in.
        LOGIN,
        /// Gives the jobs of a CI service their tokens.
        PIPELINE
    }
}
