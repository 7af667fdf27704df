// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.identity;

import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// API tokens.
public final class TokenStore {

    /// The last use is written down once in this time, so that a busy token does not cost a write
    /// for each request.
    private static final Duration USE_IS_TOLD_EVERY = Duration.ofMinutes(1);

    private static final String SELECT = """
            select t.tenant_id, t.id, t.name, t.scopes, p.key as project, t.host, t.created_at, t.created_by, t.person_id, t.expires_at,
                t.used_at, t.revoked_at
            from api_token t left join project p on p.tenant_id = t.tenant_id and p.id = t.project_id
            """;

    private final Tx tx;

    public TokenStore(Tx tx) {
        this.tx = tx;
    }

    /// @param hash SHA-256 of the token
    /// @param project a key; `null` for all projects
    /// @param host a key, of one that need not be known yet; `null` for all hosts
    /// @param person the row of whoever answers for it; `null` when nobody is known
    /// @throws UnknownException when there is no such project
    public long add(
            String name,
            byte[] hash,
            Collection<String> scopes,
            @Nullable String project,
            @Nullable String host,
            Instant now,
            String by,
            @Nullable Long person,
            Instant expiresAt) {
        Long projectId = null;
        if (project != null) {
            projectId = tx.first("select id from project where key = ?", row -> row.number("id"), project)
                    .orElseThrow(() -> new UnknownException("project", project));
        }
        return tx.one("""
                insert into api_token (tenant_id, name, hash, scopes, project_id, host, created_at, created_by, person_id,
                    expires_at)
                values (current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                """, row -> row.number("id"), name, hash, scopes, projectId, host, now, by, person, expiresAt);
    }

    /// Whose token it is, for [dev.pomona.store.sql.Purpose#IDENTITY]; it need not be valid.
    public Optional<ApiToken> byHash(byte[] hash) {
        return tx.first(SELECT + "where t.hash = ?", TokenStore::token, hash);
    }

    /// Remembers about when it was used, for [dev.pomona.store.sql.Purpose#IDENTITY].
    public void used(ApiToken token, Instant now) {
        Instant before = token.usedAt();
        if (before != null && now.isBefore(before.plus(USE_IS_TOLD_EVERY))) return;
        tx.update(
                "update api_token set used_at = greatest(coalesce(used_at, ?), ?) where id = ?", now, now, token.id());
    }

    /// Tokens before one, newest first, revoked ones among them.
    ///
    /// @param before an id; `Long.MAX_VALUE` for the newest of all
    public List<ApiToken> before(long before, int most) {
        return tx.all(SELECT + "where t.id < ? order by t.id desc limit ?", TokenStore::token, before, most);
    }

    /// @return whether there was such a token that had not been revoked yet
    public boolean revoke(long id, Instant now) {
        return tx.update("update api_token set revoked_at = ? where id = ? and revoked_at is null", now, id) > 0;
    }

    private static ApiToken token(Row row) {
        return new ApiToken(
                new TenantId(row.number("tenant_id")),
                row.number("id"),
                row.text("name"),
                row.texts("scopes"),
                row.optionalText("project"),
                row.optionalText("host"),
                row.time("created_at"),
                row.text("created_by"),
                row.optionalNumber("person_id"),
                row.time("expires_at"),
                row.optionalTime("used_at"),
                row.optionalTime("revoked_at"));
    }
}
