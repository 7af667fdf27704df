// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.verify;

import dev.pomona.model.finding.Verification;
import dev.pomona.scanners.secrets.rule.Verify;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/// Puts one question to an issuer. Proxies and certificate authorities are the JDK's (`https.proxyHost`,
/// `javax.net.ssl.trustStore`, …). No redirect is followed, no answer is kept.
final class Issuers implements AutoCloseable {

    private static final int LONGEST_ANSWER = 256 * 1024;

    private final HttpClient client;
    private final UnaryOperator<URI> route;
    private final Duration timeout;

    private Issuers(UnaryOperator<URI> route, Duration timeout) {
        this.route = route;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// At the addresses that the rules name.
    static Issuers online() {
        return new Issuers(UnaryOperator.identity(), Duration.ofSeconds(15));
    }

    /// Elsewhere, for tests.
    static Issuers at(UnaryOperator<URI> route, Duration timeout) {
        return new Issuers(route, timeout);
    }

    /// @return what it says; the reason has nothing of the secret and nothing of the answer but its status
    /// @throws InterruptedException when the thread is interrupted meanwhile
    Verification ask(Verify verify, String secret, Map<String, String> groups) throws InterruptedException {
        String host = RequestTemplate.host(verify);
        HttpRequest request;
        try {
            request = new RequestTemplate(verify).request(secret, groups, route, timeout);
        } catch (IllegalArgumentException _) {
            return unknown("it can't be put into a request to " + host);
        }
        var handler = HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LONGEST_ANSWER);
        var answer = client.sendAsync(request, handler);
        try {
            return judged(verify, host, answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            answer.cancel(true);
            return unknown(host + " did not answer in time");
        } catch (ExecutionException e) {
            // no message of it is passed on: some have the address, and so the secret, in them
            return unknown(host + (isTimeout(e) ? " did not answer in time" : " could not be asked"));
        }
    }

    private static boolean isTimeout(ExecutionException e) {
        return e.getCause() instanceof java.net.http.HttpTimeoutException;
    }

    private static Verification judged(Verify verify, String host, HttpResponse<byte[]> response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        boolean isLive = matches(verify.live(), response.statusCode(), body);
        boolean isDead = matches(verify.dead(), response.statusCode(), body);
        if (isLive && !isDead) return new Verification(Verification.Status.LIVE, host + " accepts it");
        if (isDead && !isLive) return new Verification(Verification.Status.DEAD, host + " refuses it");
        return unknown("%s answers with status %d, which says neither".formatted(host, response.statusCode()));
    }

    private static boolean matches(Verify.Answer answer, int status, String body) {
        return (answer.status().isEmpty() || answer.status().contains(status))
                && (answer.contains() == null || body.contains(answer.contains()));
    }

    private static Verification unknown(String reason) {
        return new Verification(Verification.Status.UNKNOWN, reason);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
