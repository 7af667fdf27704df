// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Reads files over HTTP: conditionally, within limits, again after a pause when the fault may pass.
///
/// Proxies and certificate authorities are the JDK's (`https.proxyHost`, `javax.net.ssl.trustStore`, …). A
/// redirect from https to http is refused, and credentials are sent to the host they were given for and to no
/// other.
final class HttpReader implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HttpSettings settings;
    private final Backoff backoff;
    private final Sleeper sleeper;
    private final Path scratch;
    private final HttpClient client;

    HttpReader(HttpSettings settings, Backoff backoff, Sleeper sleeper, Path scratch) {
        this.settings = settings;
        this.backoff = backoff;
        this.sleeper = sleeper;
        this.scratch = scratch;
        this.client = HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// The outcome of one attempt.
    private sealed interface Attempt {
        record Done(Fetched fetched) implements Attempt {}

        record Again(String reason, @Nullable String retryAfter) implements Attempt {}
    }

    Fetched get(URI uri, long limit, @Nullable Validator known, Transfer transfer) throws FeedException {
        String shown = Addresses.shown(uri);
        for (int attempt = 1; ; attempt++) {
            switch (attempt(uri, limit, known, transfer)) {
                case Attempt.Done(Fetched fetched) -> {
                    return fetched;
                }
                case Attempt.Again(String reason, String retryAfter) -> {
                    Duration wait = backoff.after(attempt, retryAfter);
                    if (attempt == settings.attempts()) {
                        throw new FeedException("%s: %s (%d attempts)".formatted(shown, reason, attempt));
                    }
                    if (wait.compareTo(settings.maxRetryAfter()) > 0) {
                        throw new FeedException("%s: %s, asks to come back in %d s, longer than the %d s allowed"
                                .formatted(
                                        shown,
                                        reason,
                                        wait.toSeconds(),
                                        settings.maxRetryAfter().toSeconds()));
                    }
                    transfer.retried("%s: %s; again after %d ms".formatted(shown, reason, wait.toMillis()));
                    pause(wait, shown);
                }
            }
        }
    }

    private void pause(Duration wait, String shown) throws FeedException {
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedException("%s: interrupted".formatted(shown), e);
        }
    }

    private Attempt attempt(URI uri, long limit, @Nullable Validator known, Transfer transfer) throws FeedException {
        Path part;
        try {
            part = Files.createTempFile(scratch, "http-", ".part");
        } catch (IOException e) {
            throw new FeedException("no room for a download in %s: %s".formatted(scratch, Reason.of(e)), e);
        }
        boolean kept = false;
        try {
            Attempt attempt = attempt(uri, part, limit, known, transfer);
            kept = attempt instanceof Attempt.Done(Fetched.Body _);
            return attempt;
        } finally {
            if (!kept) new Fetched.Body(part, new Validator(null, null, ""), true).close();
        }
    }

    private Attempt attempt(URI start, Path part, long limit, @Nullable Validator known, Transfer transfer)
            throws FeedException {
        URI uri = start;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            var received = new AtomicLong();
            HttpResponse<String> response;
            try {
                response = send(request(uri, start, known), part, limit, received);
            } catch (FileSubscriber.HopelessException e) {
                throw new FeedException("%s: %s".formatted(Addresses.shown(uri), Reason.of(e)), e);
            } catch (IOException e) {
                return new Attempt.Again(Reason.of(e), null);
            } finally {
                transfer.received(received.get());
            }
            int status = response.statusCode();
            if (REDIRECTS.contains(status)) {
                uri = Redirect.target(
                        uri, response.headers().firstValue("Location").orElse(""));
            } else {
                return answer(response, uri, part, known);
            }
        }
        throw new FeedException("%s: more than %d redirects".formatted(Addresses.shown(start), MAX_REDIRECTS));
    }

    private static Attempt answer(HttpResponse<String> response, URI uri, Path part, @Nullable Validator known)
            throws FeedException {
        int status = response.statusCode();
        if (status == 200) {
            var validator = new Validator(
                    response.headers().firstValue("ETag").orElse(null),
                    response.headers().firstValue("Last-Modified").orElse(null),
                    response.body());
            if (known != null && known.digest().equals(validator.digest())) {
                return new Attempt.Done(new Fetched.NotModified());
            }
            return new Attempt.Done(new Fetched.Body(part, validator, true));
        }
        if (status == 304 && known != null) return new Attempt.Done(new Fetched.NotModified());
        if (status == 404 || status == 410) return new Attempt.Done(new Fetched.Missing());
        String reason = "HTTP status " + status;
        if (!PASSING.contains(status)) throw new FeedException(Addresses.shown(uri) + ": " + reason);
        return new Attempt.Again(
                reason, response.headers().firstValue("Retry-After").orElse(null));
    }

    private static HttpRequest request(URI uri, URI start, @Nullable Validator known) {
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        var request = HttpRequest.newBuilder(withoutUser(uri))
                .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .header("User-Agent", "pomona")
                .header("Accept", "*/*");
        if (known != null && known.etag() != null) request.header("If-None-Match", known.etag());
        if (known != null && known.lastModified() != null) request.header("If-Modified-Since", known.lastModified());
        String user = start.getUserInfo();
        if (user != null && sameHost(uri, start)) {
            byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        return request.build();
    }

    private static URI withoutUser(URI uri) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(Addresses.shown(uri) + query);
    }

    private static boolean sameHost(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    private HttpResponse<String> send(HttpRequest request, Path part, long limit, AtomicLong received)
            throws IOException, FeedException {
        // Only the body of a 200 is wanted; any other could be as large as it likes.
        HttpResponse.BodyHandler<String> handler = info -> {
            try {
                if (info.statusCode() == 200) return new FileSubscriber(part, limit, received);
                return new DroppingSubscriber();
            } catch (IOException e) {
                return new DroppingSubscriber(e);
            }
        };
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(request, handler);
        long deadline = System.nanoTime() + settings.totalTimeout().toNanos();
        long seen = 0;
        while (true) {
            try {
                return response.get(settings.stallTimeout().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long now = received.get();
                if (now == seen || System.nanoTime() - deadline > 0) {
                    response.cancel(true);
                    throw new HttpTimeoutException(
                            now == seen
                                    ? "nothing arrived for %d ms"
                                            .formatted(settings.stallTimeout().toMillis())
                                    : "not done within %d s"
                                            .formatted(settings.totalTimeout().toSeconds()));
                }
                seen = now;
            } catch (InterruptedException e) {
                response.cancel(true);
                Thread.currentThread().interrupt();
                throw new FeedException("%s: interrupted".formatted(Addresses.shown(request.uri())), e);
            } catch (ExecutionException e) {
                throw unwrapped(e);
            }
        }
    }

    private static IOException unwrapped(ExecutionException problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileSubscriber.HopelessException hopeless) return hopeless;
        }
        return problem.getCause() instanceof IOException io ? io : new IOException(problem.getCause());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
