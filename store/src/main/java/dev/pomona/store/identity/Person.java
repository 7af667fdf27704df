// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.identity;

import dev.pomona.store.sql.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody who has logged in, or the local administrator.
///
/// @param issuer the address of who vouches for them; [#LOCAL] for the local administrator
/// @param subject what the issuer calls them
/// @param roles by name
public record Person(
        TenantId tenant,
        long id,
        String issuer,
        String subject,
        String name,
        @Nullable String mail,
        List<String> roles) {

    public static final String LOCAL = "local";
}
