// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.delivery;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;

/// The receivers of messages.
public final class WebhookStore {

    /// As many as a tenant may have.
    public static final int MOST = 100;

    private final Tx tx;

    public WebhookStore(Tx tx) {
        this.tx = tx;
    }

    /// @param topics empty for all
    public record Webhook(long id, String url, List<String> topics, String createdBy, Instant createdAt) {}

    /// @param secret the key of the signature, encrypted
    /// @throws IllegalStateException when there are too many
    public long add(String url, List<String> topics, byte[] secret, String by, Instant now) {
        if (all().size() >= MOST) throw new IllegalStateException("there are %d webhooks already".formatted(MOST));
        return tx.one("""
                insert into webhook (tenant_id, url, topics, secret, created_at, created_by)
                values (current_tenant(), ?, ?, ?, ?, ?) returning id
                """, row -> row.number("id"), url, topics, secret, now, by);
    }

    /// Those that get messages, by id.
    public List<Webhook> all() {
        return tx.all(
                """
                select id, url, topics, created_by, created_at from webhook
                where tenant_id = current_tenant() and ended_at is null order by id limit ?
                """,
                row -> new Webhook(
                        row.number("id"),
                        row.text("url"),
                        row.texts("topics"),
                        row.text("created_by"),
                        row.time("created_at")),
                MOST);
    }

    /// Nothing is sent there any more, and what is under way is given up.
    ///
    /// @return whether it was there
    public boolean end(long id, Instant now) {
        tx.update("""
                update delivery set dead_at = ?, last_error = 'the webhook was removed'
                where webhook_id = ? and delivered_at is null and dead_at is null
                """, now, id);
        return tx.update("update webhook set ended_at = ? where id = ? and ended_at is null", now, id) > 0;
    }
}
