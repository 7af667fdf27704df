// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.delivery;

import dev.pomona.store.sql.JsonValue;
import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages that are written with what they tell of, and delivered at least once to each receiver
/// that wants them.
///
/// To one receiver, messages about the same thing go in the order in which they were written: the
/// next waits until the one before it is delivered or given up.
public final class OutboxStore {

    /// Of an advisory lock: what is in ASCII `disp`.
    private static final int DISPATCHES = 0x64697370;

    private final Tx tx;

    public OutboxStore(Tx tx) {
        this.tx = tx;
    }

    /// In the tenant's own transaction.
    ///
    /// @param key what it is about
    /// @param payload as JSON
    public void add(String topic, String key, String payload, Instant now) {
        add(topic, List.of(new Message(key, payload)), now);
    }

    /// @param key what it is about
    /// @param payload as JSON
    public record Message(String key, String payload) {}

    /// As the other, for several, which keep their order.
    public void add(String topic, List<Message> messages, Instant now) {
        if (messages.isEmpty()) return;
        tx.update(
                """
                insert into outbox (tenant_id, topic, key, payload, created_at)
                select current_tenant(), ?, m.key, m.payload::jsonb, ?
                from unnest(?::text[], ?::text[]) with ordinality as m (key, payload, position) order by m.position
                """,
                topic,
                now,
                messages.stream().map(Message::key).toList(),
                messages.stream()
                        .map(message -> JsonValue.storable(message.payload()))
                        .toList());
    }

    /// Hands new messages to all receivers that want them (who may do what, topic `access`, only to those that name
    /// it); for
    /// [dev.pomona.store.sql.Purpose#DELIVERY]. What nobody wants counts as delivered.
    ///
    /// One at a time does so: of two, one could hand out a message before the other has handed out an
    /// earlier one about the same thing.
    ///
    /// @return how many messages; 0 also when somebody else is at it
    public int dispatch(Instant now, int most) {
        boolean isOurTurn =
                tx.one("select pg_try_advisory_xact_lock(?, 0) as taken", row -> row.flag("taken"), DISPATCHES);
        if (!isOurTurn) return 0;
        return tx.all("""
                with taken as (
                    select tenant_id, id, topic, key from outbox where dispatched_at is null
                    order by id limit ?),
                wanted as (
                    insert into delivery (tenant_id, outbox_id, webhook_id, topic, key, due_at)
                    select t.tenant_id, t.id, w.id, t.topic, t.key, ?
                    from taken t join webhook w on w.tenant_id = t.tenant_id and w.ended_at is null
                        and (w.topics = '{}' and t.topic <> 'access' or t.topic = any (w.topics))
                    returning tenant_id, outbox_id),
                dispatched as (
                    update outbox o set dispatched_at = ?,
                        delivered_at = case when exists (select from wanted w
                            where w.tenant_id = o.tenant_id and w.outbox_id = o.id) then null else ?::timestamptz end
                    from taken t where o.tenant_id = t.tenant_id and o.id = t.id
                    returning o.tenant_id, o.topic, o.key, o.delivered_at),
                answered as (
                    update time_to_answer a set delivered_at = d.delivered_at
                    from dispatched d
                    where d.delivered_at is not null and d.topic = 'vulnerability' and a.tenant_id = d.tenant_id
                      and a.vulnerability = d.key and a.delivered_at is null)
                select 1 from dispatched
                """, _ -> true, most, now, now, now).size();
    }

    /// A message on its way to a receiver.
    ///
    /// @param payload as JSON
    /// @param attempts how often it was tried before
    /// @param secret the key of the signature, as it is kept
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Delivery(
            TenantId tenant,
            long message,
            long webhook,
            String topic,
            String key,
            String payload,
            Instant createdAt,
            int attempts,
            String url,
            byte[] secret) {}

    /// Takes what is due, for [dev.pomona.store.sql.Purpose#DELIVERY]. Nobody else gets it before a
    /// time: should whoever takes it die, it is taken again then.
    public List<Delivery> take(Instant now, Instant until, int most) {
        return tx.all(
                """
                with due as (
                    select d.tenant_id, d.outbox_id, d.webhook_id from delivery d
                    where d.delivered_at is null and d.dead_at is null and d.due_at <= ?
                      -- what waits for an organisation that has ended is nobody's, and would take up the places of others
                      and exists (select from webhook w where w.tenant_id = d.tenant_id and w.id = d.webhook_id)
                      and not exists (select from delivery earlier
                          where earlier.webhook_id = d.webhook_id and earlier.topic = d.topic and earlier.key = d.key
                            and earlier.outbox_id < d.outbox_id
                            and earlier.delivered_at is null and earlier.dead_at is null)
                    order by d.due_at, d.outbox_id
                    limit ?
                    for update of d skip locked),
                taken as (
                    update delivery d set due_at = ?, attempts = d.attempts + 1 from due
                    where d.tenant_id = due.tenant_id and d.outbox_id = due.outbox_id and d.webhook_id = due.webhook_id
                    returning d.*)
                select t.tenant_id, t.outbox_id, t.webhook_id, t.topic, t.key, t.attempts, o.payload::text as payload,
                    o.created_at, w.url, w.secret
                from taken t
                join outbox o on o.tenant_id = t.tenant_id and o.id = t.outbox_id
                join webhook w on w.tenant_id = t.tenant_id and w.id = t.webhook_id
                order by t.outbox_id, t.webhook_id
                """,
                row -> new Delivery(
                        new TenantId(row.number("tenant_id")),
                        row.number("outbox_id"),
                        row.number("webhook_id"),
                        row.text("topic"),
                        row.text("key"),
                        row.text("payload"),
                        row.time("created_at"),
                        row.integer("attempts") - 1,
                        row.text("url"),
                        row.bytes("secret")),
                now,
                most,
                until);
    }

    /// Keeps what was taken for longer.
    public void renew(List<Delivery> taken, Instant until) {
        tx.update(
                """
                update delivery d set due_at = greatest(d.due_at, ?)
                from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as k (tenant, message, webhook)
                where d.tenant_id = k.tenant and d.outbox_id = k.message and d.webhook_id = k.webhook
                  and d.delivered_at is null and d.dead_at is null
                """,
                until,
                taken.stream().map(one -> one.tenant().value()).toList(),
                taken.stream().map(Delivery::message).toList(),
                taken.stream().map(Delivery::webhook).toList());
    }

    /// Says that a receiver has a message.
    public void delivered(Delivery delivery, Instant now) {
        tx.update("""
                update delivery set delivered_at = ?, last_error = null
                where tenant_id = ? and outbox_id = ? and webhook_id = ? and delivered_at is null
                """, now, delivery.tenant(), delivery.message(), delivery.webhook());
        settle(delivery, now);
    }

    /// @param reason without anything secret
    public void failed(Delivery delivery, String reason, Instant nextAttempt) {
        tx.update("""
                update delivery set last_error = ?, due_at = ?
                where tenant_id = ? and outbox_id = ? and webhook_id = ? and delivered_at is null
                """, reason, nextAttempt, delivery.tenant(), delivery.message(), delivery.webhook());
    }

    /// Gives a message to a receiver up.
    ///
    /// @param reason without anything secret
    public void gaveUp(Delivery delivery, String reason, Instant now) {
        tx.update("""
                update delivery set last_error = ?, dead_at = ?
                where tenant_id = ? and outbox_id = ? and webhook_id = ? and delivered_at is null
                """, reason, now, delivery.tenant(), delivery.message(), delivery.webhook());
    }

    private void settle(Delivery delivery, Instant now) {
        int whole = tx.update("""
                update outbox o set delivered_at = ?
                where o.tenant_id = ? and o.id = ? and o.delivered_at is null
                  and not exists (select from delivery d
                      where d.tenant_id = o.tenant_id and d.outbox_id = o.id and d.delivered_at is null)
                """, now, delivery.tenant(), delivery.message());
        if (whole > 0 && delivery.topic().equals("vulnerability")) {
            tx.update("""
                    update time_to_answer set delivered_at = ?
                    where tenant_id = ? and vulnerability = ? and delivered_at is null
                    """, now, delivery.tenant(), delivery.key());
        }
    }

    /// How a message to a receiver stands.
    ///
    /// @param deliveredAt `null` while it is not there
    /// @param deadAt when it was given up; `null` when it was not
    /// @param lastError `null` when there was none
    public record Standing(
            long message,
            long webhook,
            String topic,
            String key,
            int attempts,
            Instant dueAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant deadAt,
            @Nullable String lastError) {}

    /// What was given up, the newest first, with a number below one; in the tenant's own
    /// transaction.
    public List<Standing> dead(long below, int most) {
        return tx.all("""
                select * from delivery
                where tenant_id = current_tenant() and dead_at is not null and outbox_id < ?
                order by outbox_id desc limit ?
                """, OutboxStore::standing, below, most);
    }

    /// What went to a receiver, the newest first, with a number below one.
    public List<Standing> to(long webhook, long below, int most) {
        return tx.all("""
                select * from delivery
                where tenant_id = current_tenant() and webhook_id = ? and outbox_id < ?
                order by outbox_id desc limit ?
                """, OutboxStore::standing, webhook, below, most);
    }

    /// Tries what was given up once more.
    ///
    /// @return whether it had been given up
    public boolean again(long message, long webhook, Instant now) {
        return tx.update("""
                        update delivery set dead_at = null, attempts = 0, due_at = ?
                        where outbox_id = ? and webhook_id = ? and dead_at is not null
                        """, now, message, webhook) > 0;
    }

    private static Standing standing(Row row) {
        return new Standing(
                row.number("outbox_id"),
                row.number("webhook_id"),
                row.text("topic"),
                row.text("key"),
                row.integer("attempts"),
                row.time("due_at"),
                row.optionalTime("delivered_at"),
                row.optionalTime("dead_at"),
                row.optionalText("last_error"));
    }
}
