// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.versions;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.versions.InvalidVersionException;
import dev.pomona.versions.VersionScheme;
import dev.pomona.versions.VersionSchemes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `pomona version-order ECOSYSTEM`: so that anyone can check our order against a registry's own.
public final class VersionOrderCommand implements Command {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    @Override
    public String description() {
        return """
                Reads two versions a line from standard input and prints <, = or > for each line: how the first stands
                to the second in the ecosystem's own order. ECOSYSTEM is an OSV ecosystem (npm, PyPI, Maven, Debian …),
                a purl type (pypi, cargo, deb …) or a scheme of 'vers:' ranges. A line that can't be compared prints ?
                and the reason, and the exit code is 2.""";
    }

    @Override
    public String arguments() {
        return "ECOSYSTEM";
    }

    @Override
    public Arity arity() {
        return Arity.ONE;
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public ExitCode run(Invocation invocation) {
        VersionScheme scheme = scheme(invocation.arguments().getFirst());
        ExitCode outcome = ExitCode.PASSES;
        try {
            var lines = new BufferedReader(new InputStreamReader(invocation.in(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) continue;
                String answer = answer(scheme, line);
                if (answer.startsWith("?")) outcome = ExitCode.WRONG_USE;
                invocation.terminal().out().println(Escape.line(answer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outcome;
    }

    private static VersionScheme scheme(String name) {
        Optional<VersionScheme> scheme = VersionSchemes.forEcosystem(name)
                .or(() -> VersionSchemes.named(name))
                .or(() -> VersionSchemes.forPurlType(name));
        return scheme.orElseThrow(() -> new UsageException("there is no version order for '%s'".formatted(name)));
    }

    private static String answer(VersionScheme scheme, String line) {
        String[] pair = BLANKS.split(line.strip(), -1);
        if (pair.length != 2) return "? two versions are expected";
        try {
            int order = scheme.parse(pair[0]).compareTo(scheme.parse(pair[1]));
            return order < 0 ? "<" : order > 0 ? ">" : "=";
        } catch (InvalidVersionException e) {
            return "? " + e.getMessage();
        }
    }
}
