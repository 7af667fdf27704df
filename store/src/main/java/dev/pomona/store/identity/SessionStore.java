// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.identity;

import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Who is logged in.
public final class SessionStore {

    private static final Duration USE_IS_TOLD_EVERY = Duration.ofMinutes(1);

    private final Tx tx;

    public SessionStore(Tx tx) {
        this.tx = tx;
    }

    /// @param csrf SHA-256 of what pages must send with every change
    /// @param usedAt about when it was last used
    /// @param expiresAt the end, however much it is used
    @SuppressWarnings("ArrayRecordComponent") // hashes that are compared in constant time
    public record Session(
            Person person, byte[] hash, byte[] csrf, Instant createdAt, Instant usedAt, Instant expiresAt) {}

    /// In the tenant's transaction.
    ///
    /// @param hash SHA-256 of the session's id
    public void add(long person, byte[] hash, byte[] csrf, Instant now, Instant expiresAt) {
        tx.update("""
                insert into session (tenant_id, hash, person_id, csrf, created_at, used_at, expires_at)
                values (current_tenant(), ?, ?, ?, ?, ?, ?)
                """, hash, person, csrf, now, now, expiresAt);
    }

    /// For [dev.pomona.store.sql.Purpose#IDENTITY]; it need not be valid.
    public Optional<Session> byHash(byte[] hash) {
        return tx.first(
                """
                select p.tenant_id, p.id, p.issuer, p.subject, p.name, p.mail, p.roles, s.hash, s.csrf, s.created_at,
                    s.used_at, s.expires_at
                from session s join person p on p.tenant_id = s.tenant_id and p.id = s.person_id
                where s.hash = ?
                """,
                row -> new Session(
                        PersonStore.person(row),
                        row.bytes("hash"),
                        row.bytes("csrf"),
                        row.time("created_at"),
                        row.time("used_at"),
                        row.time("expires_at")),
                hash);
    }

    /// Remembers about when it was used, for [dev.pomona.store.sql.Purpose#IDENTITY].
    public void used(Session session, Instant now) {
        if (now.isBefore(session.usedAt().plus(USE_IS_TOLD_EVERY))) return;
        tx.update("update session set used_at = greatest(used_at, ?) where hash = ?", now, session.hash());
    }

    /// For [dev.pomona.store.sql.Purpose#IDENTITY].
    public void end(byte[] hash) {
        tx.update("delete from session where hash = ?", hash);
    }

    /// Removes what is over, for [dev.pomona.store.sql.Purpose#IDENTITY].
    ///
    /// @param idleSince sessions that nobody has used since are over, too
    public void endOld(Instant now, Instant idleSince) {
        tx.update("delete from session where expires_at < ? or used_at < ?", now, idleSince);
    }
}
