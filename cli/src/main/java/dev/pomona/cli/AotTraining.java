// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli;

import dev.pomona.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// Runs what most people run, so that the ahead-of-time cache holds the classes it needs. Started by the launcher.
public final class AotTraining {

    private AotTraining() {}

    /// @param arguments one: a folder to work in, which the launcher removes afterwards
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var terminal = new Terminal(silence, silence, false, true, 120);
        Map<String, String> environment = Map.of("HOME", folder.toString(), "XDG_CACHE_HOME", folder.toString());
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        for (List<String> run : List.of(List.of("help"), List.of("config", "show"), List.of("version-order", "npm"))) {
            new Program(terminal, new ByteArrayInputStream(new byte[0]), clock, environment, folder).run(run);
        }
    }
}
