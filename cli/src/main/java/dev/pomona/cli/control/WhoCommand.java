// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.remote.Remote;
import dev.pomona.cli.remote.RemoteCommand;
import dev.pomona.cli.remote.RemoteException;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `pomona who`.
public final class WhoCommand extends RemoteCommand {

    /// More pages than anybody reads; then the server's own search is the better way.
    private static final int MOST_PAGES = 500;

    private static final int MOST_NAMED = 10;

    private static final List<Column> COLUMNS = List.of(
            Column.of("name", "name"),
            Column.of("component", "purl"),
            Column.of("not certain", Column.Look.UNLESS, "certain"),
            Column.of("environment", "runs.environment"),
            Column.of("workload", "runs.workload"),
            Column.of("since", Column.Look.TIME, "runs.since"),
            Column.of("account", "runs.account"),
            Column.of("cluster", "runs.cluster"),
            Column.of("host", "runs.host"),
            Column.of("known", "flaw"),
            Column.of("findings", "findings"),
            Column.of("owners", Column.Look.TEXTS, "owners"),
            Column.of("artifact", "artifact"));

    @Override
    public String description() {
        return """
                Asks the server who runs a component: 'pkg:maven/org.apache.logging.log4j/log4j-core@<2.17.1' (quoted, for
                the shell), one version, bounds joined by commas, a vers: range, or all versions; or by its name alone, as
                'log4j-core@<2.17.1', or by a vulnerability, as CVE-2021-44228. Answers with artifact, environment,
                workload, place, since when, owners, and whether what is known against it is open or waived. Ends with 3 where
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
        return List.of(RemoteSettings.FORMAT, RemoteSettings.SERVER);
    }

    @Override
    protected ExitCode run(Invocation invocation, Remote remote) throws RemoteException {
        boolean isJson = isJson(invocation);
        var table = new Table(COLUMNS, invocation.terminal());
        var places = new ArrayList<Node>();
        String cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Node answer = remote.get("/who", "q", invocation.arguments().getFirst(), "limit", "200", "cursor", cursor);
            List<Node> items = answer.items("items");
            if (!isJson) table.page(items);
            places.addAll(items);
            String next = answer.text("next");
            if (next == null) {
                Node unread = answer.find("unread");
                if (isJson) {
                    document(invocation, json -> {
                        json.copy("items", places);
                        if (unread != null)
                            json.object("unread").copyFields(unread).end();
                    });
                } else {
                    invocation.terminal().note(count(places.size()));
                }
                return unread(unread, invocation);
            }
            cursor = next;
        }
        if (isJson) document(invocation, json -> json.copy("items", places).field("more", true));
        invocation.terminal().warn("there are more than these %s".formatted(count(places.size())));
        return ExitCode.INCOMPLETE;
    }

    private static String count(int places) {
        return places == 1 ? "1 place" : places + " places";
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

    private static String shown(Node node, String field) {
        return Escape.line(String.valueOf(node.text(field)));
    }
}
