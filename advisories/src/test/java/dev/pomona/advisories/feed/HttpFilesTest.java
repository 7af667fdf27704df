// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpFilesTest {

    @TempDir
    private Path scratch;

    private final LocalServer server = new LocalServer();
    private final Transfer transfer = new Transfer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readsAFileOrTellsThatThereIsNone() throws Exception {
        server.put("a", "content".getBytes(StandardCharsets.UTF_8));
        try (var files = files(false)) {
            assertThat(files.get(URI.create(server.base() + "/a"), 100, transfer))
                    .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("content"));
            assertThat(files.get(URI.create(server.base() + "/b"), 100, transfer))
                    .isEmpty();
            assertThatExceptionOfType(FeedException.class)
                    .isThrownBy(() -> files.get(URI.create(server.base() + "/a"), 3, transfer))
                    .withMessageContaining("3 bytes");
        }
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void offlineOpensNoConnection() {
        try (var files = files(true)) {
            assertThatExceptionOfType(FeedException.class)
                    .isThrownBy(() -> files.get(URI.create(server.base() + "/a"), 100, transfer));
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void writesUserAndPasswordSoThatTheyAreReadBack() {
        URI uri = HttpFiles.withUser(URI.create("https://old@repo.example:8443/m2?x=1"), "me@x", "a:b/?#% ü");
        assertThat(uri.getUserInfo()).isEqualTo("me@x:a:b/?#% ü");
        assertThat(uri.getHost()).isEqualTo("repo.example");
        assertThat(uri.getRawQuery()).isEqualTo("x=1");
        assertThat(HttpFiles.shown(uri)).isEqualTo("https://repo.example:8443/m2");
    }

    private HttpFiles files(boolean offline) {
        var network = new Network(offline, HttpSettings.DEFAULT, _ -> {}, new Random(1), InstantSource.system());
        return new HttpFiles(network, scratch);
    }
}
