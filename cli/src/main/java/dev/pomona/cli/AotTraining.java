// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli;

import dev.pomona.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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

    /// Stands for the folder of made-up advisories.
    private static final String ADVISORIES = "ADVISORIES";

    /// A scan that reads everything and one that finds earlier results, every format, and questions; no network.
    private static final List<List<String>> RUNS = List.of(
            List.of("help"),
            List.of("config", "show"),
            List.of("version-order", "npm"),
            List.of("advisories", "update", "--from", ADVISORIES),
            List.of("advisories", "status", "--offline"),
            List.of("scan", "repository", "--offline"),
            List.of("scan", "repository", "--offline"),
            List.of("scan", "repository", "--offline", "--no-cache"),
            List.of("scan", "repository", "--offline", "-o", "json=r.json", "-o", "sarif=r.sarif", "-o", "spdx=r.spdx"),
            List.of("scan", "repository", "--only", "secrets"),
            List.of("secrets", "explain", "github-personal-access-token"),
            List.of("secrets", "history", "history"),
            List.of("secrets", "history", "history", "-f", "json"),
            List.of("sbom", "repository", "-o", "cyclonedx=r.cdx"),
            List.of("query", "pkg:npm/fruit-3@1.0.0"),
            List.of("query", "--format", "jsonl"));

    private AotTraining() {}

    /// @param arguments one: a folder to work in, which the launcher removes afterwards
    public static void main(String[] arguments) throws IOException {
        train(arguments);
        System.exit(0); // as the program ends, so that what this loads is in the cache as well
    }

    private static void train(String[] arguments) throws IOException {
        Main.main(new String[] {"--version"});
        Terminal.ofProcess(System.getenv());
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        AotSample.writeRepository(folder.resolve("repository"));
        AotHistory.write(folder.resolve("history"));
        AotSample.writeAdvisories(folder.resolve("osv"));
        var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var terminal = new Terminal(silence, silence, false, true, 120, true);
        Map<String, String> environment = Map.of("HOME", folder.toString(), "XDG_CACHE_HOME", folder.toString());
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        byte[] purls = "pkg:npm/fruit-3@1.0.0\npkg:pypi/fruit-6@1.0.0\n".getBytes(StandardCharsets.UTF_8);
        for (List<String> run : RUNS) {
            List<String> words = run.stream()
                    .map(word -> word.equals(ADVISORIES) ? folder.resolve("osv").toString() : word)
                    .toList();
            new Program(terminal, new ByteArrayInputStream(purls), clock, environment, folder).run(words);
        }
    }
}
