// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import static dev.pomona.advisories.feed.LocalServer.bytes;
import static dev.pomona.advisories.feed.LocalServer.cut;
import static dev.pomona.advisories.feed.LocalServer.endless;
import static dev.pomona.advisories.feed.LocalServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpReaderTest {

    private static final HttpSettings PATIENT = settings(Duration.ofSeconds(20));
    private static final HttpSettings HASTY = settings(Duration.ofMillis(500));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] CONTENT = "the content".getBytes(StandardCharsets.UTF_8);
    private static final long LIMIT = 1 << 20;

    @TempDir
    private Path scratch;

    private final LocalServer server = new LocalServer();
    private final RecordingSleeper sleeper = new RecordingSleeper();
    private final Transfer transfer = new Transfer();
    private HttpSettings settings = PATIENT;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readsAFileAndRemembersItsTag() throws Exception {
        server.put("a/b.csv", CONTENT);
        try (var body = body("a/b.csv", null)) {
            assertThat(body.file()).hasBinaryContent(CONTENT);
            assertThat(body.validator().etag()).isNotNull();
        }
        assertThat(scratch).isEmptyDirectory();
        assertThat(transfer.bytes()).isEqualTo(CONTENT.length);
        assertThat(transfer.retries()).isEmpty();
    }

    @Test
    void asksWhetherItChanged() throws Exception {
        server.put("file", CONTENT);
        Validator known;
        try (var body = body("file", null)) {
            known = body.validator();
        }
        assertThat(get("file", known)).isEqualTo(new Fetched.NotModified());
        assertThat(server.requests()).containsExactly("/file", "/file if not " + known.etag());
        server.put("file", "changed".getBytes(StandardCharsets.UTF_8));
        try (var body = body("file", known)) {
            assertThat(body.file()).hasContent("changed");
        }
    }

    @Test
    void seesTheSameContentWhereTheServerKnowsNoTags() throws Exception {
        server.next("file", bytes(CONTENT), bytes(CONTENT));
        Validator known;
        try (var body = body("file", null)) {
            known = body.validator();
        }
        assertThat(known.etag()).isNull();
        assertThat(get("file", known)).isEqualTo(new Fetched.NotModified());
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void waitsAsLongAsTheServerAsks() throws Exception {
        server.put("file", CONTENT);
        server.next(
                "file", status(429, "Retry-After", "7"), status(503, "Retry-After", "Thu, 01 Jan 2026 00:00:30 GMT"));
        body("file", null).close();
        assertThat(sleeper.slept()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(30));
        assertThat(transfer.retries())
                .containsExactly(
                        server.base() + "/file: HTTP status 429; again after 7000 ms",
                        server.base() + "/file: HTTP status 503; again after 30000 ms");
    }

    @Test
    void givesUpWhenAskedToWaitTooLong() {
        server.next("file", status(429, "Retry-After", "3600"));
        failure("file").hasMessageContaining("HTTP status 429").hasMessageContaining("3600 s");
        assertThat(sleeper.slept()).isEmpty();
    }

    @Test
    void backsOffAndGivesUpInTheEnd() {
        server.next("file", status(500), status(502), status(504), status(503));
        failure("file").hasMessageContaining("HTTP status 504").hasMessageContaining("3 attempts");
        assertThat(sleeper.slept()).hasSize(2);
        assertThat(sleeper.slept().get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(sleeper.slept().get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void doesNotInsistWhereItIsNotWanted() {
        server.next("file", status(403));
        failure("file").hasMessageContaining("HTTP status 403");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void tellsAMissingFile() throws Exception {
        assertThat(get("nothing", null)).isEqualTo(new Fetched.Missing());
    }

    @Test
    void doesNotWaitForAServerThatSaysNothing() throws Exception {
        server.put("file", CONTENT);
        server.next("file", server::hang);
        settings = HASTY;
        body("file", null).close();
        assertThat(transfer.retries()).first().asString().contains("nothing arrived for 500 ms");
    }

    @Test
    void doesNotWaitForABodyThatStops() throws Exception {
        server.put("file", CONTENT);
        server.next("file", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(CONTENT);
            exchange.getResponseBody().flush();
            server.hang(exchange);
        });
        settings = HASTY;
        try (var body = body("file", null)) {
            assertThat(body.file()).hasBinaryContent(CONTENT);
        }
        assertThat(transfer.retries()).isNotEmpty();
    }

    @Test
    void readsAgainWhatWasCut() throws Exception {
        server.put("file", CONTENT);
        server.next("file", cut(CONTENT, 5000), cut(CONTENT, 12));
        try (var body = body("file", null)) {
            assertThat(body.file()).hasBinaryContent(CONTENT);
        }
        assertThat(transfer.retries()).hasSize(2);
        assertThat(transfer.bytes()).isGreaterThanOrEqualTo(CONTENT.length);
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void saysWhenTheServerDied() {
        server.next("file", server.die(CONTENT, 5000));
        failure("file").hasMessageContaining("no connection");
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void stopsReadingAtTheLimit() {
        server.next("file", endless());
        failure("file").hasMessageContaining("more than the 1048576 bytes");
        assertThat(transfer.bytes()).isLessThan(4 * LIMIT);
        assertThat(scratch).isEmptyDirectory();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void doesNotReadTheBodyOfAnError() {
        server.next("file", exchange -> {
            exchange.sendResponseHeaders(403, 0);
            byte[] block = new byte[1 << 16];
            while (true) exchange.getResponseBody().write(block);
        });
        failure("file").hasMessageContaining("HTTP status 403");
    }

    @Test
    void followsRedirectsButNotForever() throws Exception {
        server.put("there", CONTENT);
        server.next("here", status(302, "Location", "/there"));
        try (var body = body("here", null)) {
            assertThat(body.file()).hasBinaryContent(CONTENT);
        }
        for (int i = 0; i < 10; i++) server.next("round", status(301, "Location", "/round"));
        failure("round").hasMessageContaining("more than 5 redirects");
    }

    @Test
    void neverLeavesAProtectedConnection() throws Exception {
        assertThat(Redirect.target(URI.create("http://a/x"), "https://b/y")).isEqualTo(URI.create("https://b/y"));
        assertThat(Redirect.target(URI.create("https://a/x"), "/y")).isEqualTo(URI.create("https://a/y"));
        for (String location : new String[] {"http://a/y", "file:///etc/passwd", "", "::", "ftp://a/"}) {
            assertThatExceptionOfType(FeedException.class)
                    .as(location)
                    .isThrownBy(() -> Redirect.target(URI.create("https://user:secret@a/x"), location))
                    .withMessageNotContaining("secret");
        }
    }

    @Test
    void givesCredentialsToTheirHostAndNobodyElse() throws Exception {
        try (var other = new LocalServer()) {
            other.put("there", CONTENT);
            server.next("here", status(302, "Location", other.base() + "/there"));
            URI uri = URI.create(server.base().replace("//", "//me:secret@") + "/here");
            try (var reader = reader();
                    var body = (Fetched.Body) reader.get(uri, LIMIT, null, transfer)) {
                assertThat(body.file()).hasBinaryContent(CONTENT);
            }
            assertThat(server.requests()).containsExactly("/here as Basic bWU6c2VjcmV0");
            assertThat(other.requests()).containsExactly("/there");
        }
    }

    @Test
    void keepsCredentialsOutOfMessages() {
        server.next("file", status(503), status(503), status(503));
        URI uri = URI.create(server.base().replace("//", "//me:secret@") + "/file?token=secret");
        try (var reader = reader()) {
            assertThatExceptionOfType(FeedException.class)
                    .isThrownBy(() -> reader.get(uri, LIMIT, null, transfer))
                    .withMessageNotContaining("secret");
        }
        assertThat(transfer.retries()).hasSize(2).noneMatch(retry -> retry.contains("secret"));
    }

    @Test
    void saysWhenThereIsNoRoomForADownload() {
        try (var reader = reader(scratch.resolve("missing"))) {
            assertThatExceptionOfType(FeedException.class)
                    .isThrownBy(() -> reader.get(URI.create(server.base()), LIMIT, null, transfer))
                    .withMessageContaining("no room for a download");
        }
    }

    private static HttpSettings settings(Duration stallTimeout) {
        return new HttpSettings(
                Duration.ofSeconds(20),
                stallTimeout,
                Duration.ofMinutes(1),
                3,
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofSeconds(90));
    }

    private Fetched.Body body(String path, @Nullable Validator known) throws FeedException {
        return (Fetched.Body) get(path, known);
    }

    private Fetched get(String path, @Nullable Validator known) throws FeedException {
        try (var reader = reader()) {
            return reader.get(URI.create(server.base() + "/" + path), LIMIT, known, transfer);
        }
    }

    private AbstractThrowableAssert<?, ?> failure(String path) {
        return assertThatThrownBy(() -> get(path, null)).isInstanceOf(FeedException.class);
    }

    private HttpReader reader() {
        return reader(scratch);
    }

    private HttpReader reader(Path folder) {
        var backoff = new Backoff(settings, InstantSource.fixed(NOW), new Random(7));
        return new HttpReader(settings, backoff, sleeper, folder);
    }
}
