// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pomona.server.Plant;
import dev.pomona.server.jobs.Deliveries.Sender.Outcome;
import dev.pomona.server.ops.Tracing;
import dev.pomona.server.outgoing.Outgoing;
import dev.pomona.server.outgoing.Reach;
import dev.pomona.server.web.Networks;
import dev.pomona.store.delivery.OutboxStore;
import dev.pomona.store.delivery.RetentionStore.Kind;
import dev.pomona.store.sql.Purpose;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages to a receiver that drops connections, fails, is slow, and to senders that die.
class DeliveriesTest {

    @TempDir
    Path folder;

    private static final Reach REACH = new Reach(Networks.parse(List.of("127.0.0.0/8")));

    private Plant plant;
    private HttpServer server;
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private volatile Answering answering = exchange -> reply(exchange, 200);

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        plant = new Plant(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(body);
            for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
                headers.put(name, exchange.getRequestHeaders().getFirst(name));
            }
            headers.put("body", body);
            answering.answer(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        plant.close();
    }

    private static void reply(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private String url() {
        return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
    }

    private Webhooks webhooks() {
        return new Webhooks(plant.database, plant.audit(), plant.key, REACH, plant.clock, new SecureRandom());
    }

    private WebhookSender sender() {
        return new WebhookSender(new Outgoing(REACH), plant.key, plant.clock, Tracing.NONE, Duration.ofMillis(300));
    }

    private Deliveries deliveries(Deliveries.Sender sender) {
        return new Deliveries(plant.database, sender, plant.clock, new Random(1));
    }

    private void write(String topic, String key, int number) {
        plant.database.runInTenant(
                plant.tenant,
                tx -> new OutboxStore(tx).add(topic, key, "{\"n\": %d}".formatted(number), plant.clock.instant()));
    }

    private List<Integer> numbers(String key) {
        return received.stream()
                .filter(body -> body.replace(" ", "").contains("\"subject\":\"" + key + "\""))
                .map(body -> Integer.valueOf(body.replaceAll("(?s).*\"n\": (\\d+).*", "$1")))
                .toList();
    }

    private void runAll(Deliveries deliveries) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            if (deliveries.run() == 0
                    && plant.texts("select 'x' as t from delivery where delivered_at is null and dead_at is null")
                            .isEmpty()) {
                return;
            }
            plant.clock.forward(Duration.ofHours(4));
        }
        throw new AssertionError("messages never got through");
    }

    @Test
    void messagesAreSignedOverIdTimeAndBody() throws Exception {
        var added = webhooks().add(plant.tenant, url(), List.of("verdict"), "jane");
        assertThat(added.toString()).doesNotContain(added.secret());
        write("verdict", "a", 1);
        write("waiver", "a", 2);
        var sender = sender();
        runAll(deliveries(sender));
        assertThat(received).hasSize(1);
        byte[] secret = Base64.getDecoder().decode(added.secret().substring("whsec_".length()));
        assertThat(headers.get("webhook-signature"))
                .isEqualTo("v1,"
                        + WebhookSender.signature(
                                secret,
                                headers.get("webhook-id"),
                                headers.get("webhook-timestamp"),
                                headers.get("body").getBytes(StandardCharsets.UTF_8)));
        // a message that nobody wants is delivered, too
        assertThat(plant.texts("select topic as t from outbox where delivered_at is null"))
                .isEmpty();
        assertThat(plant.texts("select encode(secret, 'escape') as t from webhook")
                        .getFirst())
                .doesNotContain(added.secret());
    }

    @Test
    void whateverTheReceiverDoesMessagesArriveInOrder() throws Exception {
        webhooks().add(plant.tenant, url(), List.of(), "jane");
        for (int i = 0; i < 12; i++) write("verdict", "key-" + i % 3, i);
        var random = new Random(4);
        answering = exchange -> {
            switch (random.nextInt(4)) {
                case 0 -> reply(exchange, 500);
                case 1 -> exchange.close();
                case 2 -> {
                    try {
                        Thread.sleep(500);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    reply(exchange, 200);
                }
                default -> reply(exchange, 204);
            }
        };
        var sender = sender();
        runAll(deliveries(sender));
        for (int key = 0; key < 3; key++) {
            List<Integer> numbers = numbers("key-" + key);
            assertThat(numbers).isSorted();
            assertThat(new HashSet<>(numbers)).containsExactlyInAnyOrder(key, key + 3, key + 6, key + 9);
        }
        assertThat(plant.texts("select 'x' as t from outbox where delivered_at is null"))
                .isEmpty();
    }

    @Test
    void aSenderThatDiesBetweenSendingAndSayingSoSendsTwice() throws Exception {
        webhooks().add(plant.tenant, url(), List.of(), "jane");
        write("verdict", "a", 1);
        write("verdict", "a", 2);
        var sender = sender();
        Deliveries dying = deliveries(delivery -> {
            sender.send(delivery);
            throw new IllegalStateException("killed");
        });
        assertThatThrownBy(dying::run).hasMessage("killed");
        assertThat(numbers("a")).containsExactly(1);
        // not before its time, and not past the one before it
        assertThat(deliveries(sender).run()).isZero();
        plant.clock.forward(Deliveries.LEASE.plusSeconds(1));
        runAll(deliveries(sender));
        assertThat(numbers("a")).containsExactly(1, 1, 2);
    }

    @Test
    void whatTakesLongIsKeptFromOthers() throws Exception {
        webhooks().add(plant.tenant, url(), List.of(), "jane");
        write("verdict", "a", 1);
        var isTaken = new CountDownLatch(1);
        var isDone = new CountDownLatch(1);
        var slow = new Deliveries(
                plant.database,
                _ -> {
                    isTaken.countDown();
                    isDone.await();
                    return new Deliveries.Sender.Outcome.Delivered();
                },
                plant.clock,
                new Random(1),
                Duration.ofMillis(5));
        try (var node = Executors.newSingleThreadExecutor()) {
            var running = node.submit(slow::run);
            isTaken.await();
            for (int i = 0; i < 5; i++) {
                plant.clock.forward(Deliveries.LEASE.dividedBy(2));
                String until = plant.clock.instant().plus(Deliveries.LEASE).toString();
                long end = System.nanoTime() + 20_000_000_000L;
                String due = "select 'x' as t from delivery where due_at >= '%s'::timestamptz".formatted(until);
                while (plant.texts(due).isEmpty() && System.nanoTime() < end) Thread.sleep(5);
                assertThat(plant.texts(due)).hasSize(1);
                assertThat(deliveries(sender()).run()).isZero();
            }
            isDone.countDown();
            running.get();
        }
        assertThat(received).isEmpty();
        assertThat(plant.texts("select attempts::text as t from delivery where delivered_at is not null"))
                .containsExactly("1");
    }

    @Test
    void twoSendersShareTheWork() throws Exception {
        webhooks().add(plant.tenant, url(), List.of(), "jane");
        for (int i = 0; i < 60; i++) write("verdict", "key-" + i, i);
        var sender = sender();
        try (var nodes = Executors.newFixedThreadPool(2)) {
            var first = nodes.submit(() -> deliveries(sender).run());
            var second = nodes.submit(() -> deliveries(sender).run());
            first.get();
            second.get();
            runAll(deliveries(sender));
        }
        assertThat(received).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void whatCannotBeDeliveredIsGivenUpAndShownAndTriedAgain() throws Exception {
        var webhooks = webhooks();
        long id = webhooks.add(plant.tenant, url(), List.of(), "jane").id();
        write("verdict", "a", 1);
        write("verdict", "a", 2);
        var sender = sender();
        answering = exchange -> reply(exchange, numbers("a").getLast() == 1 ? 500 : 200);
        runAll(deliveries(sender));
        List<OutboxStore.Standing> dead = webhooks.dead(plant.tenant, Long.MAX_VALUE, 10);
        assertThat(dead).hasSize(1);
        assertThat(dead.getFirst().attempts()).isEqualTo(Deliveries.ATTEMPTS);
        assertThat(dead.getFirst().lastError()).isEqualTo("the receiver answered with status 500");
        assertThat(numbers("a").getLast()).isEqualTo(2);
        answering = exchange -> reply(exchange, 200);
        assertThat(webhooks.again(plant.tenant, dead.getFirst().message(), id, "jane"))
                .isTrue();
        runAll(deliveries(sender));
        assertThat(webhooks.dead(plant.tenant, Long.MAX_VALUE, 10)).isEmpty();
        assertThat(webhooks.to(plant.tenant, id, Long.MAX_VALUE, 10)).hasSize(2);
    }

    @Test
    void aReceiverThatIsGoneOrElsewhereIsNotFollowed() throws Exception {
        webhooks().add(plant.tenant, url(), List.of(), "jane");
        write("verdict", "a", 1);
        answering = exchange -> reply(exchange, 410);
        var sender = sender();
        deliveries(sender).run();
        assertThat(plant.texts("select last_error as t from delivery where dead_at is not null"))
                .containsExactly("the receiver answered with status 410");
        write("verdict", "b", 2);
        answering = exchange -> {
            exchange.getResponseHeaders().set("Location", "http://169.254.169.254/");
            reply(exchange, 302);
        };
        deliveries(sender).run();
        assertThat(plant.texts("select last_error as t from delivery where dead_at is null"))
                .containsExactly("the receiver answered with status 302");
        for (String bad :
                List.of("ftp://x/", "http://user:pass@x/", "x", "http:///", "http://x/#a", "file:///etc/passwd")) {
            assertThatThrownBy(() -> webhooks().add(plant.tenant, bad, List.of(), "jane"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aRemovedReceiverGetsNothingMore() throws Exception {
        long id = webhooks().add(plant.tenant, url(), List.of(), "jane").id();
        write("verdict", "a", 1);
        plant.database.runAs(Purpose.DELIVERY, tx -> new OutboxStore(tx).dispatch(plant.clock.instant(), 10));
        assertThat(webhooks().remove(plant.tenant, id, "jane")).isTrue();
        write("verdict", "a", 2);
        assertThat(deliveries(_ -> new Outcome.Delivered()).run()).isZero();
        assertThat(plant.audit().verify(plant.tenant).problem()).isEmpty();
        assertThat(plant.audit().before(plant.tenant, Long.MAX_VALUE, 10))
                .extracting(entry -> entry.action())
                .containsExactly("webhook-removed", "webhook-added");
    }

    @Test
    void whatIsOldGoesAndWhatIsNeededStays() throws Exception {
        webhooks().add(plant.tenant, url(), List.of(), "jane");
        plant.environment("prod", true);
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        plant.deploy(1, "prod", "web");
        plant.clock.forward(Duration.ofDays(1));
        plant.deploy(1, "prod", "web");
        var sender = sender();
        runAll(deliveries(sender));
        assertThat(new Retention(plant.database, plant.clock, Map.of()).run().values())
                .containsOnly(0);
        plant.clock.forward(Duration.ofDays(10_000));
        Map<Kind, Integer> gone = new Retention(plant.database, plant.clock, Map.of()).run();
        assertThat(gone.get(Kind.VERDICTS)).isEqualTo(1);
        assertThat(gone.get(Kind.DEPLOYMENTS)).isEqualTo(1);
        assertThat(plant.texts("select verdict as t from decision")).containsExactly("PASS");
        assertThat(plant.texts("select workload as t from deployment")).containsExactly("web");
        assertThat(plant.texts("select action as t from audit")).isNotEmpty();
    }

    @Test
    void nothingGoesInsideUnlessTheOperatorAllowedIt() throws Exception {
        webhooks().add(plant.tenant, url(), List.of(), "test");
        plant.database.runInTenant(
                plant.tenant, tx -> new OutboxStore(tx).add("policy", "policy", "{}", plant.clock.instant()));
        var outside = new WebhookSender(
                new Outgoing(Reach.OUTSIDE), plant.key, plant.clock, Tracing.NONE, Duration.ofSeconds(5));
        deliveries(outside).run();
        assertThat(received).isEmpty();
        assertThat(plant.texts("select last_error as t from delivery").getFirst())
                .contains("inside");
        var webhooks =
                new Webhooks(plant.database, plant.audit(), plant.key, Reach.OUTSIDE, plant.clock, new SecureRandom());
        for (String address : List.of(
                url(),
                "http://[::1]/",
                "http://169.254.169.254/latest",
                "https://10.0.0.1/",
                "http://[::ffff:127.0.0.1]/")) {
            assertThatThrownBy(() -> webhooks.add(plant.tenant, address, List.of(), "test"))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--internal-networks");
        }
    }
}
