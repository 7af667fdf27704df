// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.syntax.Node;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `pomona who`.
public final class WhoCommand extends RemoteCommand {

    /// More pages than anybody reads; then the server's own search is the better way.
    private static final int MOST_PAGES = 500;

    private static final int MOST_NAMED = 10;

    @Override
    public String description() {
        return """
                Asks the server who runs a component: 'pkg:maven/org.apache.logging.log4j/log4j-core@<2.17.1' (quoted, for
                the shell), one version, bounds joined by commas, a vers: range, or all versions; or by its name alone, as
                'log4j-core@<2.17.1', or by a vulnerability, as CVE-2021-44228. Answers with artifact, environment,
                workload, place, since when, owners, and whether what is known against it is waived. Ends with 3 where
                something runs of which not everything was seen, since it may be in there as well.""";
    }

    @Override
    public String arguments() {
        return "QUESTION";
    }

    @Override
    public Arity arity() {
        return Arity.ONE;
    }

    @Override
    public List<Setting> settings() {
        return List.of(RemoteSettings.SERVER);
    }

    @Override
    protected ExitCode run(Invocation invocation, Remote remote) throws RemoteException {
        PrintStream out = invocation.terminal().out();
        String cursor = "";
        long places = 0;
        for (int page = 0; page < MOST_PAGES; page++) {
            Node answer = remote.get("/who", "q", invocation.arguments().getFirst(), "limit", "200", "cursor", cursor);
            for (Node place : answer.items("items")) {
                print(place, out);
                places++;
            }
            String next = answer.text("next");
            if (next == null) {
                out.printf("%d places%n", places);
                return unread(answer.find("unread"), invocation);
            }
            cursor = next;
        }
        invocation.terminal().warn("there are more than these %d places".formatted(places));
        return ExitCode.INCOMPLETE;
    }

    /// Says in what it may be besides.
    private static ExitCode unread(@Nullable Node unread, Invocation invocation) {
        if (unread == null || unread.items("first").isEmpty()) return ExitCode.PASSES;
        List<Node> first = unread.items("first");
        invocation
                .terminal()
                .warn("%s%d artifacts run in which not everything was seen; it may be in there as well:"
                        .formatted(unread.isTrue("more") ? "more than " : "", first.size()));
        first.stream()
                .limit(MOST_NAMED)
                .forEach(one ->
                        invocation.terminal().warn("  %s %s".formatted(shown(one, "name"), shown(one, "artifact"))));
        return ExitCode.INCOMPLETE;
    }

    private static void print(Node place, PrintStream out) {
        Node runs = place.find("runs");
        String where = runs == null
                ? "does not run"
                : "%s in %s%s since %s"
                        .formatted(shown(runs, "workload"), shown(runs, "environment"), at(runs), shown(runs, "since"));
        String owners = place.items("owners").stream()
                .map(owner -> Escape.line(String.valueOf(owner.text())))
                .collect(Collectors.joining(", "));
        out.printf(
                "%s %s  %s  %s  %s%s%n",
                shown(place, "name"),
                shown(place, "artifact"),
                shown(place, "purl") + (place.isTrue("certain") ? "" : " (version not certain)"),
                where,
                flaw(place),
                owners.isEmpty() ? "" : "  " + owners);
    }

    private static String at(Node runs) {
        var at = new StringBuilder();
        for (String part : List.of("account", "cluster", "host")) {
            if (runs.text(part) != null) at.append(' ').append(shown(runs, part));
        }
        return at.isEmpty() ? "" : " at" + at;
    }

    private static String flaw(Node place) {
        return switch (String.valueOf(place.text("flaw"))) {
            case "open" -> "%s findings open".formatted(shown(place, "findings"));
            case "waived" -> "waived";
            default -> "nothing known against it";
        };
    }

    private static String shown(Node node, String field) {
        return Escape.line(String.valueOf(node.text(field)));
    }
}
