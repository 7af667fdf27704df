// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.cli.Program;
import dev.pomona.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTextTest {

    @TempDir
    Path folder;

    private String backup(Map<String, String> environment) {
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                100,
                false);
        int code = new Program(terminal, InputStream.nullInputStream(), Clock.systemUTC(), environment, folder)
                .run(List.of("backup", "there", "--data-dir", "data"));
        assertThat(code).isEqualTo(2);
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whoeverNamesAFileForASecretDoesNotGoOnWithoutOne() throws IOException {
        Files.writeString(folder.resolve("empty"), "\n");
        for (String name : List.of("POMONA_BACKUP_PASSPHRASE", "POMONA_KEY_PASSPHRASE")) {
            assertThat(backup(Map.of("HOME", folder.toString(), name + "_FILE", "empty")))
                    .contains(name + "_FILE", "is empty");
            assertThat(backup(Map.of("HOME", folder.toString(), name + "_FILE", "nowhere")))
                    .contains("can't be read");
            assertThat(backup(Map.of("HOME", folder.toString(), name + "_FILE", "empty", name, "secret text")))
                    .contains("both set")
                    .doesNotContain("secret text");
        }
    }
}
