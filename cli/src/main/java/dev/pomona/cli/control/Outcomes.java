// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.syntax.Node;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What became of several findings that were dealt with at once, each for itself.
final class Outcomes {

    private Outcomes() {}

    /// Tells what was done, and apart from it what was refused and why.
    static void print(Node answer, Terminal terminal) {
        for (Node outcome : answer.items("outcomes")) {
            List<Node> done = outcome.items("done");
            if (!done.isEmpty()) {
                terminal.out()
                        .printf(
                                "done: %s; verdicts changed: %s%n",
                                done.stream()
                                        .map(Node::text)
                                        .map(Outcomes::shown)
                                        .collect(Collectors.joining(", ")),
                                shown(outcome.text("verdicts")));
            }
            for (Node one : outcome.items("refused")) {
                terminal.warn("%s: %s".formatted(one.text("id"), one.text("reason")));
            }
        }
    }

    /// Whether nothing was refused.
    static boolean isDone(Node answer) {
        return answer.items("outcomes").stream()
                .allMatch(outcome -> outcome.items("refused").isEmpty());
    }

    private static String shown(@Nullable String text) {
        return Escape.line(String.valueOf(text));
    }
}
