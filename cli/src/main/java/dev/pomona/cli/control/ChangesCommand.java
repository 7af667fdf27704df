// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import static dev.pomona.cli.control.Column.Look.TIME;
import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.advisories.feed.Sleeper;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.remote.Remote;
import dev.pomona.cli.remote.RemoteCommand;
import dev.pomona.cli.remote.RemoteException;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.settings.Setting;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.syntax.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `pomona changes`.
public final class ChangesCommand extends RemoteCommand {

    private static final Setting AFTER =
            Setting.value("after", "PLACE", "read on behind the place that was named last", null, USER);
    private static final Setting FOLLOW = Setting.flag("follow", "go on until interrupted", USER);
    private static final Setting TOPIC = Setting.list("topic", "TOPIC", "show only what is about this", USER);

    private static final String PAGE = "200";
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final List<Column> COLUMNS = List.of(
            Column.of("number", "id"),
            Column.of("at", TIME, "at"),
            Column.of("topic", "topic"),
            Column.of("what", "payload.event", "payload.verdict", "payload.title"),
            Column.of("by", "payload.by"),
            Column.of("about", "key"));

    private final Sleeper sleeper;

    public ChangesCommand() {
        this(Sleeper.ofThread());
    }

    ChangesCommand(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    @Override
    public String description() {
        return """
                Lists what happened, in order, from the oldest that is kept or behind a place. Reading on with --after and
                the place that was named last misses nothing. With --follow it goes on, also over times in which the server
                can't be reached; as JSON each line is then a page with its place.""";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public Arity arity() {
        return Arity.NONE;
    }

    @Override
    public List<Setting> settings() {
        return List.of(AFTER, FOLLOW, RemoteSettings.FORMAT, RemoteSettings.SERVER, TOPIC);
    }

    @Override
    protected ExitCode run(Invocation invocation, Remote remote) throws RemoteException {
        var reader = new Reader(invocation, remote);
        if (!invocation.settings().isOn(FOLLOW)) return reader.once();
        return reader.follow();
    }

    /// One reading of the feed.
    private final class Reader {

        private final Invocation invocation;
        private final Remote remote;
        private final boolean isJson;
        private final List<String> topics;
        private final Table table;
        private String after;

        Reader(Invocation invocation, Remote remote) {
            this.invocation = invocation;
            this.remote = remote;
            this.isJson = isJson(invocation);
            this.topics = invocation.settings().list(TOPIC);
            this.table = new Table(COLUMNS, invocation.terminal());
            this.after = text(invocation, AFTER);
        }

        ExitCode once() throws RemoteException {
            var all = new ArrayList<Node>();
            boolean isMore = true;
            while (isMore) {
                Node page = next();
                if (isJson) all.addAll(wanted(page));
                else table.page(wanted(page));
                isMore = page.isTrue("more");
            }
            if (isJson) {
                document(invocation, json -> json.copy("items", all).field("after", after.isEmpty() ? null : after));
            } else if (!after.isEmpty()) {
                invocation.terminal().note("read on with --after " + after);
            }
            return ExitCode.PASSES;
        }

        /// Ends when it is interrupted, or is asked for what the server has no more.
        ExitCode follow() throws RemoteException {
            Duration pause = PAUSE;
            while (true) {
                boolean isMore = false;
                try {
                    Node page = next();
                    List<Node> items = wanted(page);
                    if (!isJson) table.page(items);
                    else if (!items.isEmpty()) invocation.terminal().out().println(line(items));
                    isMore = page.isTrue("more");
                    pause = PAUSE;
                } catch (RemoteException e) {
                    if (Thread.currentThread().isInterrupted()) throw e;
                    if (pause.equals(PAUSE)) invocation.terminal().warn(e.getMessage() + "; trying again");
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
                invocation.terminal().out().flush();
                try {
                    if (!isMore) sleeper.sleep(pause);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return ExitCode.PASSES;
                }
            }
        }

        private Node next() throws RemoteException {
            Node page = remote.get("/changes", "after", after, "limit", PAGE);
            String place = page.text("after");
            if (place != null) after = place;
            return page;
        }

        private List<Node> wanted(Node page) {
            return page.items("items").stream()
                    .filter(item -> topics.isEmpty() || topics.contains(item.text("topic")))
                    .toList();
        }

        private String line(List<Node> items) {
            return JsonOut.line(json -> json.copy("items", items).field("after", after));
        }
    }
}
