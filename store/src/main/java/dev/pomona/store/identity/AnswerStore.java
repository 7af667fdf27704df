// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.identity;

import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What was answered to requests with an idempotency key: asked again, they get the same answer and
/// do nothing.
///
/// An answer is kept in the transaction that does what was asked, so there is both or neither.
public final class AnswerStore {

    /// How long an answer is kept.
    public static final Duration KEPT = Duration.ofHours(24);

    private final Tx tx;

    public AnswerStore(Tx tx) {
        this.tx = tx;
    }

    /// @param request SHA-256 of what was asked
    /// @param body as it was given to [#keep]
    @SuppressWarnings("ArrayRecordComponent") // a body that nobody compares
    public record Answer(byte[] request, int status, byte[] body) {}

    /// Holds a key until the transaction ends.
    ///
    /// @return `false` when another transaction holds it: the request is being done
    public boolean hold(String key) {
        return tx.one(
                "select pg_try_advisory_xact_lock(hashtextextended(?, current_tenant())) as held",
                row -> row.flag("held"),
                "answer\t" + key);
    }

    /// What was answered under a key. Answers that are too old go.
    public Optional<Answer> find(String key, Instant now) {
        tx.update("delete from idempotent_request where created_at <= ?", now.minus(KEPT));
        return tx.first(
                "select request_digest, status, body from idempotent_request where key = ?",
                row -> new Answer(row.bytes("request_digest"), row.integer("status"), row.bytes("body")),
                key);
    }

    /// Keeps an answer under a key.
    ///
    /// @param request SHA-256 of what was asked
    /// @param body nothing secret that is not encrypted
    /// @return `false` when there is one under it already, which stays
    public boolean keep(String key, byte[] request, int status, byte[] body, Instant now) {
        return tx.update("""
                        insert into idempotent_request (tenant_id, key, request_digest, status, body, created_at)
                        values (current_tenant(), ?, ?, ?, ?, ?)
                        on conflict (tenant_id, key) do nothing
                        """, key, request, status, body, now) > 0;
    }
}
