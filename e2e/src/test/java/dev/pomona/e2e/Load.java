// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// Programs that bring documents, say what runs and ask the gate, without a pause. What is not taken
/// they send again, as the answer tells them. Each artifact has the same flaw, so the gate has one
/// right answer.
final class Load implements AutoCloseable {

    private static final int SENDERS = 3;

    private final HttpClient client = HttpClient.newHttpClient();
    private final IntFunction<String> addresses;
    private final String token;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger(1);
    private final Set<Integer> taken = new ConcurrentSkipListSet<>();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger refused = new AtomicInteger();
    private final Set<String> said = new ConcurrentSkipListSet<>();
    private volatile boolean isOver;

    /// @param addresses of a node, for the number of an attempt
    Load(IntFunction<String> addresses, String token) {
        this.addresses = addresses;
        this.token = token;
    }

    Load start() {
        for (int i = 0; i < SENDERS; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                while (!isOver) bring(next.getAndIncrement());
            }));
        }
        threads.add(Thread.ofPlatform().start(() -> {
            while (!isOver) taken.stream().skip(taken.size() / 2).findFirst().ifPresent(this::ask);
        }));
        return this;
    }

    static String digest(int number) {
        return "sha256:%064x".formatted(number);
    }

    /// Numbers of artifacts whose document and deployment were both answered with yes.
    Set<Integer> taken() {
        return taken;
    }

    /// How many requests were refused for a while.
    int refused() {
        return refused.get();
    }

    /// With which words.
    Set<String> said() {
        return said;
    }

    /// Answers that no one should get.
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /// Waits until so many more are taken.
    void more(int count) throws InterruptedException {
        int wanted = taken.size() + count;
        for (int i = 0; taken.size() < wanted; i++) {
            if (i > 1200) throw new AssertionError("only %d of %d are taken".formatted(taken.size(), wanted));
            Thread.sleep(50);
        }
    }

    private void bring(int number) {
        String bill = """
                {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
                 "metadata": {"component": {"name": "n%d"}},
                 "components": [{"type": "library", "name": "left-out", "version": "1.0.0", "purl": "pkg:npm/left-out@1.0.0"}]}
                """.formatted(number);
        String path = "/api/v1/documents?project=load&name=load&kind=image&wait=1s&artifact=" + digest(number);
        String deployment = """
                {"artifact": "%s", "environment": "prod", "workload": "w%d", "since": "2026-01-01T00:00:00Z"}
                """.formatted(digest(number), number);
        if (sent("POST", path, bill, number) && sent("PUT", "/api/v1/deployments", deployment, number))
            taken.add(number);
    }

    /// Until it is taken.
    private boolean sent(String method, String path, String body, int number) {
        for (int attempt = number; !isOver; attempt++) {
            HttpResponse<String> answer = send(method, path, body, attempt);
            if (answer != null && answer.statusCode() < 300 && answer.statusCode() != 202) return true;
            pause();
        }
        return false;
    }

    private void ask(int number) {
        String path = "/api/v1/gate?environment=prod&artifact=" + digest(number);
        HttpResponse<String> answer = send("GET", path, "", number);
        if (answer != null && answer.statusCode() == 200 && !answer.body().contains("\"verdict\":\"violated\"")) {
            wrong.add(answer.body());
        }
    }

    /// @return `null` when the node is not there, or refuses for a while
    private HttpResponse<String> send(String method, String path, String body, int attempt) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(addresses.apply(attempt) + path))
                            .timeout(Duration.ofSeconds(60))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() < 300) return answer;
            boolean isHonest = answer.statusCode() == 503
                    && answer.headers().firstValue("Content-Type").orElse("").equals("application/problem+json")
                    && answer.headers().firstValue("Retry-After").isPresent();
            if (isHonest) {
                said.add(answer.body());
                refused.incrementAndGet();
            } else wrong.add("%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
            return null;
        } catch (IOException _) {
            refused.incrementAndGet();
            return null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends after what is under way.
    void stop() throws InterruptedException {
        isOver = true;
        for (Thread thread : threads) thread.join();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        client.close();
    }
}
