// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.report;

import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Style;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.History;
import java.io.PrintStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Locale;

/// One secret: what and where, how sure, and how to make it worthless.
final class SecretLines {

    private static final int SEVERITY_WIDTH = 8;
    private static final int INDENT = 4;

    private final Terminal terminal;
    private final PrintStream out;

    SecretLines(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
    }

    void print(Finding finding, Detail.Secret secret) {
        int line = finding.locations().getFirst().line();
        var facts = new ArrayList<String>();
        if (line > 0) facts.add("line " + line);
        if (secret.name() != null) facts.add("in " + Escape.line(secret.name()));
        if (!secret.layers().isEmpty()) facts.add("inside " + Escape.line(String.join(", ", secret.layers())));
        out.printf(
                "  %s  %s  %s  %s%n",
                terminal.styled(
                        Style.of(finding.severity()),
                        Lines.padded(finding.severity().name(), SEVERITY_WIDTH)),
                terminal.styled(Style.BOLD, Escape.line(secret.title())),
                Escape.line(secret.redacted()),
                terminal.styled(Style.DIM, String.join(", ", facts)));
        dim("%s: %s%s".formatted(word(secret.proof()), secret.proofReason(), verification(secret)));
        if (secret.history() != null) dim(history(secret.history()));
        dim(secret.remedy());
    }

    private static String verification(Detail.Secret secret) {
        var verification = secret.verification();
        return verification == null ? "" : "; %s: %s".formatted(word(verification.status()), verification.reason());
    }

    private static String history(History history) {
        if (history.first() == null || history.last() == null) {
            return "in no commit: content %s".formatted(shortened(history.blob()));
        }
        String where = history.isPresent() ? "" : history.isReachable() ? "gone since; " : "on no branch any more; ";
        if (history.first().equals(history.last())) return "%sin %s".formatted(where, commit(history.first()));
        return "%sfrom %s to %s".formatted(where, commit(history.first()), commit(history.last()));
    }

    private static String commit(History.Commit commit) {
        return "%s (%s, %s)"
                .formatted(shortened(commit.id()), LocalDate.ofInstant(commit.time(), ZoneOffset.UTC), commit.author());
    }

    private static String shortened(String id) {
        return id.substring(0, Math.min(12, id.length()));
    }

    private void dim(String text) {
        String line = Lines.shortened(Escape.line(text), terminal.width() - INDENT);
        out.println(" ".repeat(INDENT) + terminal.styled(Style.DIM, line));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
