// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerKeyTest {

    private static final byte[] MESSAGE = "a verdict".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private ServerKey open(String name, char[] passphrase) {
        return ServerKey.open(folder.resolve(name), passphrase, new SecureRandom());
    }

    @Test
    void isMadeOnceAndReadAgain() throws Exception {
        ServerKey first = open("key", null);
        ServerKey second = open("key", null);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.sign(MESSAGE)).isEqualTo(first.sign(MESSAGE));
        assertThat(ServerKey.verify(ServerKey.readPublicPem(first.publicPem()), MESSAGE, second.sign(MESSAGE)))
                .isTrue();
        assertThat(open("other", null).verify(MESSAGE, first.sign(MESSAGE))).isFalse();
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))))
                    .isEqualTo("rw-------");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void nodesThatStartAtOnceHaveTheSame() throws Exception {
        try (var nodes = Executors.newFixedThreadPool(8)) {
            Callable<String> node = () -> open("key", null).id();
            var ids = nodes.invokeAll(List.of(node, node, node, node, node, node, node, node)).stream()
                    .map(future -> future.resultNow())
                    .distinct();
            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void aPassphraseKeepsTheFileShut() throws Exception {
        ServerKey first = open("key", "open sesame".toCharArray());
        assertThat(open("key", "open sesame".toCharArray()).id()).isEqualTo(first.id());
        assertThatThrownBy(() -> open("key", "open barley".toCharArray())).isInstanceOf(KeyException.class);
        assertThatThrownBy(() -> open("key", null))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("passphrase");
        assertThat(Files.readString(folder.resolve("key"))).startsWith("pomona-key-1 sealed ");
    }

    @Test
    void refusesWhatIsNoKey() throws Exception {
        for (String text : List.of(
                "", "x", "pomona-key-1 plain ", "pomona-key-1 plain !!", "pomona-key-1 plain AAAA", "x".repeat(5000))) {
            Files.writeString(folder.resolve("bad"), text);
            assertThatThrownBy(() -> open("bad", null)).isInstanceOf(KeyException.class);
        }
    }

    @Test
    void encryptsForOnePurpose() {
        ServerKey key = open("key", null);
        byte[] sealed = key.seal(MESSAGE, "webhook 1");
        assertThat(key.unseal(sealed, "webhook 1")).isEqualTo(MESSAGE);
        assertThat(key.seal(MESSAGE, "webhook 1")).isNotEqualTo(sealed);
        assertThatThrownBy(() -> key.unseal(sealed, "webhook 2")).isInstanceOf(KeyException.class);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> key.unseal(changed, "webhook 1")).isInstanceOf(KeyException.class);
        }
        assertThatThrownBy(() -> key.unseal(new byte[3], "webhook 1")).isInstanceOf(KeyException.class);
        assertThat(key.toString()).contains(key.id());
    }
}
