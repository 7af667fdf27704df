// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.policy;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.remote.Remote;
import dev.pomona.cli.remote.RemoteCommand;
import dev.pomona.cli.remote.RemoteException;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.TextFile;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Style;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.syntax.Node;
import java.nio.file.Path;
import java.util.List;

/// `pomona policy push`.
public final class PolicyPushCommand extends RemoteCommand {

    private static final Setting DRY_RUN =
            Setting.flag("dry-run", "say what the newest verdicts would have been, and change nothing", USER);
    private static final Setting LAST =
            Setting.value("last", "N", "as many verdicts as a dry run looks at, up to 500", "100", USER);
    private static final Setting ORIGIN =
            Setting.value("origin", "TEXT", "the repository and commit that it is of", null, USER);

    private static final int LARGEST = 500_000;

    @Override
    public String description() {
        return """
                Makes a file the policy by which the server judges everything; verdicts by the one before are reached anew
                within minutes. The waivers in effect stay, unless --waivers gives others. A policy with mistakes is refused
                and changes nothing. With --dry-run nothing is changed either: it lists the verdicts that would have been
                others.""";
    }

    @Override
    public String arguments() {
        return "FILE";
    }

    @Override
    public Arity arity() {
        return Arity.ONE;
    }

    @Override
    public List<Setting> settings() {
        return List.of(DRY_RUN, LAST, ORIGIN, RemoteSettings.SERVER, PolicySettings.WAIVERS);
    }

    @Override
    protected ExitCode run(Invocation invocation, Remote remote) throws RemoteException {
        boolean isDry = invocation.settings().isOn(DRY_RUN);
        String policy = text(invocation.target());
        String origin = text(invocation, ORIGIN);
        String waivers = text(invocation, PolicySettings.WAIVERS);
        String body = JsonOut.line(json -> {
            json.field("policy", policy);
            if (waivers.isEmpty()) json.field("keepWaivers", true);
            else json.field("waivers", text(invocation.folder().resolve(waivers)));
            if (!isDry && !origin.isEmpty()) json.field("origin", origin);
        });
        if (isDry) {
            int last = invocation.settings().count(LAST).orElseThrow();
            tried(remote.send("POST", "/policy/dry-run?last=" + last, body), invocation);
        } else {
            Node set = remote.send("PUT", "/policy", body);
            invocation.terminal().out().printf("policy %s, %s%n", shown(set, "id"), shown(set, "digest"));
        }
        return ExitCode.PASSES;
    }

    private static String text(Path file) {
        return TextFile.ofUser(file, LARGEST).orElseThrow(() -> new UsageException("there is no file " + file));
    }

    private static void tried(Node tried, Invocation invocation) {
        var terminal = invocation.terminal();
        List<Node> changes = tried.items("items");
        for (Node change : changes) {
            Style style = switch (String.valueOf(change.text("wouldBe"))) {
                case "pass" -> Style.GREEN;
                case "violated" -> Style.BRIGHT_RED;
                default -> Style.YELLOW;
            };
            terminal.out()
                    .printf(
                            "%s in %s: %s, would be %s  (verdict %s)%n",
                            shown(change, "artifact"),
                            shown(change, "environment"),
                            shown(change, "was"),
                            terminal.styled(style, shown(change, "wouldBe")),
                            shown(change, "decision"));
            for (Node violation : change.items("violations")) {
                terminal.out()
                        .printf(
                                "  %s %s: %s (%s findings)%n",
                                shown(violation, "level"),
                                shown(violation, "rule"),
                                shown(violation, "message"),
                                shown(violation, "findings"));
            }
        }
        terminal.out().printf("%d of %s verdicts would be others%n", changes.size(), shown(tried, "looked"));
        if (!"0".equals(tried.text("lost"))) {
            terminal.warn("%s verdicts can't be recomputed any more".formatted(shown(tried, "lost")));
        }
    }

    private static String shown(Node node, String field) {
        return Escape.line(String.valueOf(node.text(field)));
    }
}
