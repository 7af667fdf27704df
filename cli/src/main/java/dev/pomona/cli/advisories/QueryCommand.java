// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.advisories;

import dev.pomona.advisories.match.ComponentMatch;
import dev.pomona.advisories.match.ComponentMatcher;
import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Purl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// `pomona query PURL…`: which known vulnerabilities hold?
public final class QueryCommand implements Command {

    private static final Setting FORMAT = Setting.value(
                    "format",
                    "FORMAT",
                    "table, or jsonl: one JSON object a line for each purl",
                    "table",
                    Setting.Reach.USER)
            .withLetter('f');

    @Override
    public String description() {
        return """
                Tells which known vulnerabilities hold for components, given as package URLs in the arguments or one a
                line on standard input. A purl without version asks for all vulnerabilities of the package. Uses the
                data at hand and fetches nothing. Exits with 3 when there was no data for one of them.""";
    }

    @Override
    public String arguments() {
        return "[PURL…]";
    }

    @Override
    public Arity arity() {
        return Arity.ANY;
    }

    @Override
    public List<Setting> settings() {
        return List.of(FORMAT, AdvisorySettings.SNAPSHOT);
    }

    @Override
    public ExitCode run(Invocation invocation) {
        String format = invocation.settings().text(FORMAT).orElse("table");
        AnswerPrinter printer = switch (format) {
            case "table" ->
                new AnswerTable(invocation.terminal(), invocation.clock().instant());
            case "jsonl", "json" -> new AnswerLines(invocation.terminal().out());
            default -> throw new UsageException("query writes table or jsonl, but got '%s'".formatted(format));
        };
        try {
            Snapshot snapshot = new AdvisoryData(invocation).open();
            var query = new Query(snapshot, printer);
            if (invocation.arguments().isEmpty()) forEachLine(invocation, query::ask);
            else invocation.arguments().forEach(query::ask);
            printer.end();
            return query.outcome;
        } catch (SnapshotException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void forEachLine(Invocation invocation, Consumer<String> action) {
        try {
            var lines = new BufferedReader(new InputStreamReader(invocation.in(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) action.accept(line.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asks purl by purl and keeps the worst that happened.
    private static final class Query {

        private final ComponentMatcher matcher;
        private final Snapshot snapshot;
        private final AnswerPrinter printer;
        private ExitCode outcome = ExitCode.PASSES;

        Query(Snapshot snapshot, AnswerPrinter printer) {
            this.matcher = ComponentMatcher.of(snapshot.index());
            this.snapshot = snapshot;
            this.printer = printer;
        }

        void ask(String text) {
            Purl purl;
            try {
                purl = Purl.parse(text);
            } catch (InvalidPurlException e) {
                printer.refused(text, String.valueOf(e.getMessage()));
                outcome = ExitCode.WRONG_USE;
                return;
            }
            List<ComponentMatch> matches = matcher.query(purl);
            var gaps = new ArrayList<>(matcher.gaps(purl));
            if (snapshot.isStarter()) gaps.add(AdvisoryData.STARTER_ONLY);
            if (!gaps.isEmpty() && outcome == ExitCode.PASSES) outcome = ExitCode.INCOMPLETE;
            printer.answer(
                    purl, matches, gaps, AdvisoryData.about(snapshot, ComponentMatcher.ecosystems(List.of(purl))));
        }
    }
}
