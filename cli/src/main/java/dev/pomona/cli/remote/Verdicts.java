// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Style;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.syntax.Node;

/// Verdicts of the server, for people.
final class Verdicts {

    private Verdicts() {}

    /// Writes one, with what speaks against it.
    ///
    /// @return how a command that asks for it ends; incomplete for a word this program does not
    ///     know
    static ExitCode print(Node verdict, Terminal terminal) {
        String word = String.valueOf(verdict.text("verdict"));
        Style style = switch (word) {
            case "pass" -> Style.GREEN;
            case "violated" -> Style.BRIGHT_RED;
            default -> Style.YELLOW;
        };
        if (word.equals("not-scanned")) {
            terminal.out()
                    .printf(
                            "%s: nothing was pushed about %s, so nothing is known against it and nothing for it%n",
                            terminal.styled(style, word), Escape.line(String.valueOf(verdict.text("artifact"))));
            return ExitCode.INCOMPLETE;
        }
        terminal.out()
                .printf(
                        "%s in %s  (verdict %s)%n",
                        terminal.styled(style, Escape.line(word)),
                        Escape.line(String.valueOf(verdict.text("environment"))),
                        Escape.line(String.valueOf(verdict.text("id"))));
        for (Node violation : verdict.items("violations")) {
            terminal.out()
                    .printf(
                            "  %s %s: %s (%sask %s)%n",
                            shown(violation, "level"),
                            shown(violation, "rule"),
                            shown(violation, "message"),
                            violation.items("findings").isEmpty() ? "" : findings(violation) + "; ",
                            shown(violation, "owner"));
        }
        for (Node sighting : verdict.items("foundInProduction")) {
            terminal.out()
                    .printf(
                            "  found in production: %s, in %s (%s) since %s%n",
                            shown(sighting, "fingerprint"),
                            shown(sighting, "artifact"),
                            shown(sighting, "environment"),
                            shown(sighting, "since"));
        }
        for (Node check : verdict.items("checks")) {
            terminal.out().printf("  check %s: %s%n", shown(check, "name"), shown(check, "state"));
        }
        for (Node waiver : verdict.items("waivers")) {
            terminal.out()
                    .printf(
                            "  waiver of %s, %s: %s (%s)%n",
                            shown(waiver, "owner"), shown(waiver, "state"), shown(waiver, "reason"), findings(waiver));
        }
        return ending(verdict);
    }

    private static String findings(Node node) {
        int count = node.items("findings").size();
        return count == 1 ? "1 finding" : count + " findings";
    }

    private static String shown(Node node, String field) {
        return Escape.line(String.valueOf(node.text(field)));
    }

    /// How a command ends that asks for a verdict.
    static ExitCode ending(Node verdict) {
        return switch (String.valueOf(verdict.text("verdict"))) {
            case "pass" -> ExitCode.PASSES;
            case "violated" -> ExitCode.POLICY_VIOLATED;
            default -> ExitCode.INCOMPLETE;
        };
    }
}
