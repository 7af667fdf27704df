// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.identity;

import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What was answered to requests with an idempotency key: asked again, they get the same answer and
/// do nothing.
///
/// A key is reserved before its request is done and has its answer afterwards. Whoever is killed in
/// between leaves a reservation, which lapses soon.
public final class AnswerStore {

    /// How long an answer is kept.
    public static final Duration KEPT = Duration.ofHours(24);

    private static final Duration RESERVATION_LAPSES = Duration.ofMinutes(2);
    private static final int IN_PROGRESS = 0;

    private final Tx tx;

    public AnswerStore(Tx tx) {
        this.tx = tx;
    }

    /// @param request SHA-256 of what was asked
    /// @param status 0 while it is being done
    @SuppressWarnings("ArrayRecordComponent") // a body that nobody compares
    public record Answer(byte[] request, int status, byte[] body) {

        public boolean isInProgress() {
            return status == IN_PROGRESS;
        }
    }

    /// Reserves a key.
    ///
    /// @param request SHA-256 of what is asked
    /// @return what there is under the key already; empty when it is reserved now
    public Optional<Answer> reserve(String key, byte[] request, Instant now) {
        tx.update(
                "delete from idempotent_request where created_at <= ? or (key = ? and status = 0 and created_at <= ?)",
                now.minus(KEPT),
                key,
                now.minus(RESERVATION_LAPSES));
        int reserved = tx.update("""
                insert into idempotent_request (tenant_id, key, request_digest, status, body, created_at)
                values (current_tenant(), ?, ?, 0, ''::bytea, ?)
                on conflict (tenant_id, key) do nothing
                """, key, request, now);
        if (reserved > 0) return Optional.empty();
        return Optional.of(tx.one(
                "select request_digest, status, body from idempotent_request where key = ?",
                row -> new Answer(row.bytes("request_digest"), row.integer("status"), row.bytes("body")),
                key));
    }

    /// Keeps the answer under a key that was reserved.
    public void keep(String key, int status, byte[] body) {
        tx.update("update idempotent_request set status = ?, body = ? where key = ?", status, body, key);
    }

    /// Gives up a reservation, since nothing was done.
    public void release(String key) {
        tx.update("delete from idempotent_request where key = ? and status = 0", key);
    }
}
