// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.identity.ApiToken;
import dev.pomona.store.reading.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Oneself, and the tokens of the organisation for those who may see them.
///
/// @param scopes that a new token can have
/// @param providers and `webhooks`: empty for those who may not see them
/// @param teams `null` for those who may not change them
/// @param fresh a token that was just made, in clear; `null` otherwise
public record SettingsView(
        String id,
        String name,
        List<String> roles,
        List<String> scopes,
        boolean maySeeTokens,
        Page<ApiToken> tokens,
        Pager pager,
        @Nullable String fresh,
        List<Provider> providers,
        List<Webhook> webhooks,
        AgreedView.@Nullable Teams teams) {

    /// An identity provider.
    ///
    /// @param isLogin whether it logs people in; else it vouches for pipelines
    public record Provider(String url, boolean isLogin, String clientId) {}

    /// Where messages go.
    ///
    /// @param host without the path, which may be what lets others in
    /// @param topics none for all
    public record Webhook(String host, List<String> topics, String createdBy, Instant createdAt) {}

    @Override
    public String toString() {
        return "SettingsView[" + id + "]";
    }
}
