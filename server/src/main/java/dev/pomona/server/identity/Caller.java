// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import dev.pomona.store.sql.TenantId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is asking.
///
/// @param name as audit entries have it: `person:…`, `token:…`, `pipeline:…`
/// @param project the only project it may touch; `null` for all
/// @param host the only host it may speak of; `null` for all
/// @param person the row of whoever answers for it: the person who is logged in, or who made the token; `null` when
///     nobody is known
/// @param session what the request came with when a person is logged in; `null` for tokens
public record Caller(
        TenantId tenant,
        String name,
        Set<Scope> scopes,
        @Nullable String project,
        @Nullable String host,
        @Nullable Long person,
        @Nullable SessionId session) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /// Whether it may do something.
    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /// Whether it may touch a project.
    public boolean mayTouch(String key) {
        return project == null || project.equals(key);
    }

    /// Whether it may speak of a host.
    public boolean maySpeakOf(String key) {
        return host == null || host.equals(key);
    }

    /// A session's id in clear, which only its owner knows.
    public record SessionId(String value) {

        @Override
        public String toString() {
            return "SessionId";
        }
    }
}
