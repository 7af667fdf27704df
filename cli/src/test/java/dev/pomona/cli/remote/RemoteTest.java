// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.cli.Program;
import dev.pomona.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://pomona.example.org",
                "http://127.example.org",
                "http://127.0.0.1.example.org",
                "http://localhost.example.org",
                "http://127.0.0.256.",
            })
    void aTokenTravelsInClearToThisMachineOnly(String server) {
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                100,
                false);
        var environment = Map.of("POMONA_TOKEN", "pom_secret", "HOME", folder.toString());
        int code = new Program(terminal, InputStream.nullInputStream(), Clock.systemUTC(), environment, folder)
                .run(List.of("whoami", "--server", server));
        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .containsAnyOf("in clear", "a server is like")
                .doesNotContain("pom_secret");
    }
}
