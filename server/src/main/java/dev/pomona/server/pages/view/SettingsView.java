// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.identity.ApiToken;
import dev.pomona.store.reading.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Oneself, and the tokens of the organisation for those who may see them.
///
/// @param scopes that a new token can have
/// @param fresh a token that was just made, in clear; `null` otherwise
public record SettingsView(
        String id,
        String name,
        List<String> roles,
        List<String> scopes,
        boolean maySeeTokens,
        Page<ApiToken> tokens,
        Pager pager,
        @Nullable String fresh) {

    @Override
    public String toString() {
        return "SettingsView[" + id + "]";
    }
}
