// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.jobs;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Topic;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.server.outgoing.Reach;
import dev.pomona.server.web.Networks;
import dev.pomona.store.delivery.OutboxStore;
import dev.pomona.store.delivery.WebhookStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/// Who is told of what: receivers, what is under way to them, and what was given up.
public final class Webhooks {

    /// What messages are about.
    public static final List<String> TOPICS = Topic.words();

    private static final int SECRET = 24;

    private final Database database;
    private final Audit audit;
    private final ServerKey key;
    private final Reach reach;
    private final Clock clock;
    private final SecureRandom random;

    /// @param reach where messages may go
    public Webhooks(Database database, Audit audit, ServerKey key, Reach reach, Clock clock, SecureRandom random) {
        this.database = database;
        this.audit = audit;
        this.key = key;
        this.reach = reach;
        this.clock = clock;
        this.random = random;
    }

    /// @param secret with which the receiver checks signatures: shown once, and kept encrypted
    public record Added(long id, String secret) {

        @Override
        public String toString() {
            return "Added[id=%d]".formatted(id);
        }
    }

    /// @param topics empty for all
    /// @throws IllegalArgumentException when the address or a topic can't be used
    public Added add(TenantId tenant, String url, List<String> topics, String by) {
        check(url);
        for (String topic : topics) {
            if (!TOPICS.contains(topic)) throw new IllegalArgumentException("there is no topic '%s'".formatted(topic));
        }
        byte[] secret = new byte[SECRET];
        random.nextBytes(secret);
        Instant now = now();
        long id = database.inTenant(tenant, tx -> {
            long added = new WebhookStore(tx).add(url, topics, key.seal(secret, WebhookSender.purpose()), by, now);
            // the address may hold a token in its path: only its host is written down
            audit.add(
                    tx,
                    Topic.ACCESS,
                    by,
                    "webhook-added",
                    "webhook " + added,
                    json -> json.field("host", URI.create(url).getHost()).texts("topics", topics),
                    now);
            return added;
        });
        return new Added(id, "whsec_" + Base64.getEncoder().encodeToString(secret));
    }

    public List<WebhookStore.Webhook> all(TenantId tenant) {
        return database.inTenant(tenant, tx -> new WebhookStore(tx).all());
    }

    /// @return whether it was there
    public boolean remove(TenantId tenant, long id, String by) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            boolean ended = new WebhookStore(tx).end(id, now);
            if (ended) audit.add(tx, Topic.ACCESS, by, "webhook-removed", "webhook " + id, _ -> {}, now);
            return ended;
        });
    }

    /// What was given up, the newest first, with a number below one.
    public List<OutboxStore.Standing> dead(TenantId tenant, long below, int most) {
        return database.inTenant(tenant, tx -> new OutboxStore(tx).dead(below, Math.clamp(most, 1, 200)));
    }

    /// What went to a receiver, the newest first, with a number below one.
    public List<OutboxStore.Standing> to(TenantId tenant, long webhook, long below, int most) {
        return database.inTenant(tenant, tx -> new OutboxStore(tx).to(webhook, below, Math.clamp(most, 1, 200)));
    }

    /// Tries what was given up once more.
    ///
    /// @return whether it had been given up
    public boolean again(TenantId tenant, long message, long webhook, String by) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            boolean again = new OutboxStore(tx).again(message, webhook, now);
            if (again) {
                audit.add(
                        tx,
                        by,
                        "message-sent-again",
                        "message %d to webhook %d".formatted(message, webhook),
                        _ -> {},
                        now);
            }
            return again;
        });
    }

    /// What a name means is seen when a message is sent, and only then.
    private void check(String url) {
        try {
            var uri = new URI(url);
            boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!isHttp || uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
                throw new IllegalArgumentException("a webhook is an http or https address without user and fragment");
            }
            if (Networks.address(uri.getHost().replaceAll("^\\[|]$", ""))
                    .filter(here -> !reach.has(here))
                    .isPresent()) {
                throw new IllegalArgumentException(
                        "the address is inside, and the operator has not allowed its network (--internal-networks)");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("this is no address", e);
        }
        if (url.length() > 2000) throw new IllegalArgumentException("an address has at most 2000 characters");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
