// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.jobs;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.keys.KeyException;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.server.ops.Tracing;
import dev.pomona.server.outgoing.OutOfReachException;
import dev.pomona.server.outgoing.Outgoing;
import dev.pomona.store.delivery.OutboxStore.Delivery;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Sends messages to webhooks, signed as the Standard Webhooks specification has it: `webhook-id`,
/// `webhook-timestamp` and `webhook-signature`, the HMAC-SHA256 over `id.timestamp.body` in Base64.
/// The id is the same however often a message is sent, so a receiver can tell what it has.
public final class WebhookSender implements Deliveries.Sender {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final Outgoing outgoing;
    private final ServerKey key;
    private final Clock clock;
    private final Tracing tracing;
    private final Outgoing.Limits limits;

    public WebhookSender(Outgoing outgoing, ServerKey key, Clock clock, Tracing tracing) {
        this(outgoing, key, clock, tracing, ANSWER);
    }

    /// @param patience how long a receiver may take to answer
    WebhookSender(Outgoing outgoing, ServerKey key, Clock clock, Tracing tracing, Duration patience) {
        this.outgoing = outgoing;
        this.key = key;
        this.clock = clock;
        this.tracing = tracing;
        // nothing that a receiver says is of interest, and it may say very much
        this.limits = new Outgoing.Limits(CONNECT, patience, -1);
    }

    /// What a webhook's secret is sealed for.
    public static String purpose() {
        return "webhook secret";
    }

    @Override
    public Outcome send(Delivery delivery) throws InterruptedException {
        try (Tracing.Span _ = tracing.job("delivery")) {
            return sendNow(delivery);
        }
    }

    private Outcome sendNow(Delivery delivery) throws InterruptedException {
        String id = "msg_%d_%d".formatted(delivery.tenant().value(), delivery.message());
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        byte[] body = body(delivery, id).getBytes(StandardCharsets.UTF_8);
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "pomona");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        tracing.outgoing().forEach(headers::put);
        try {
            byte[] secret = key.unseal(delivery.secret(), purpose());
            headers.put("webhook-signature", "v1," + signature(secret, id, timestamp, body));
            return answer(new Outgoing.Request("POST", URI.create(delivery.url()), headers, body));
        } catch (KeyException e) {
            return new Outcome.Failed("the secret can't be read with this server's key", true);
        } catch (IllegalArgumentException e) {
            return new Outcome.Failed("the address can't be used", true);
        }
    }

    private Outcome answer(Outgoing.Request request) throws InterruptedException {
        try {
            int status = outgoing.send(request, limits).status();
            if (status >= 200 && status < 300) return new Outcome.Delivered();
            // the specification's word for: never again
            return new Outcome.Failed("the receiver answered with status " + status, status == 410);
        } catch (OutOfReachException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), false);
        } catch (SocketTimeoutException e) {
            return new Outcome.Failed("the receiver did not answer in time", false);
        } catch (IOException e) {
            return new Outcome.Failed("the receiver could not be reached", false);
        }
    }

    private static String body(Delivery delivery, String id) {
        String envelope = JsonOut.line(json -> json.field("id", id)
                .field("type", delivery.topic())
                .field("subject", delivery.key())
                .text("timestamp", delivery.createdAt()));
        // the payload is a JSON object already
        return envelope.substring(0, envelope.length() - 1) + ", \"data\": " + delivery.payload() + "}";
    }

    static String signature(byte[] secret, String id, String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
