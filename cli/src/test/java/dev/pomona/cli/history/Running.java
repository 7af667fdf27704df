// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.cli.Program;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.formats.FormatException;
import dev.pomona.formats.report.JsonReportReader;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The program, run within the test.
public final class Running {

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    /// What a run came to.
    public record Run(int code, String out, String err) {

        public Report report() {
            try {
                return JsonReportReader.read(out.getBytes(StandardCharsets.UTF_8));
            } catch (FormatException e) {
                throw new AssertionError(out + err, e);
            }
        }

        public List<Finding> secrets() {
            return report().findings().stream()
                    .filter(finding -> finding.detail() instanceof Detail.Secret)
                    .toList();
        }
    }

    /// @param home for caches
    public Running(Path home) {
        this.home = home;
        environment.put("HOME", home.toString());
    }

    public Running with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Run run(Path folder, String... arguments) {
        return runWithInput("", folder, arguments);
    }

    public Run runWithInput(String input, Path folder, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                120,
                false);
        int code = new Program(
                        terminal,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        Clock.systemUTC(),
                        environment,
                        folder)
                .run(List.of(arguments));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
