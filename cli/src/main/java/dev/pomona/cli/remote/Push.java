// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.syntax.Node;
import java.time.Duration;

/// Brings a document to a server, and tells what it changed there.
public final class Push {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Push() {}

    /// @throws UsageException when the server refuses it
    /// @throws RemoteException when the server can't be asked
    public static void document(byte[] document, String project, Invocation invocation, Remote remote)
            throws RemoteException {
        var settings = invocation.settings();
        Duration wait = settings.duration(RemoteSettings.WAIT).orElseThrow();
        if (wait.compareTo(LONGEST) > 0) throw new UsageException("wait is at most 2m");
        Node taken = remote.push(
                "/documents",
                document,
                "project",
                project,
                "name",
                settings.text(RemoteSettings.NAME).orElse(project),
                "version",
                settings.text(RemoteSettings.RELEASE).orElse(""),
                "artifact",
                settings.text(RemoteSettings.ARTIFACT).orElse(""),
                "kind",
                settings.text(RemoteSettings.KIND).orElse(""),
                "wait",
                wait.toSeconds() + "s");
        print(taken, invocation.terminal());
    }

    /// Brings the owners that a repository names.
    ///
    /// @param text of its CODEOWNERS
    /// @throws UsageException when the server refuses it
    /// @throws RemoteException when the server can't be asked
    public static void codeOwners(String text, String project, Terminal terminal, Remote remote)
            throws RemoteException {
        Node taken = remote.send("PUT", "/projects/%s/owners/codeowners".formatted(Remote.encoded(project)), text);
        terminal.out().printf("owners: %s rules of CODEOWNERS%n", Escape.line(String.valueOf(taken.text("rules"))));
        String leftOut = taken.text("leftOut");
        if (leftOut != null && !leftOut.equals("0")) {
            terminal.warn("%s rules at the end of CODEOWNERS are more than the server takes, and do not count"
                    .formatted(leftOut));
        }
    }

    /// Brings statements about vulnerabilities.
    ///
    /// @throws UsageException when the server refuses them
    /// @throws RemoteException when the server can't be asked
    static void statements(byte[] document, Terminal terminal, Remote remote) throws RemoteException {
        Node taken = remote.push("/vex", document);
        terminal.out()
                .printf(
                        "%s: %s statements about %s open findings, %s verdicts changed%n",
                        taken.isTrue("new") ? "taken" : "known already",
                        Escape.line(String.valueOf(taken.text("statements"))),
                        Escape.line(String.valueOf(taken.text("findings"))),
                        Escape.line(String.valueOf(taken.text("verdicts"))));
    }

    private static void print(Node taken, Terminal terminal) {
        if ("pending".equals(taken.text("state"))) {
            terminal.out()
                    .printf(
                            "being judged: %s; it may have to be sent again should the server stop now%n",
                            Escape.line(String.valueOf(taken.text("digest"))));
            return;
        }
        terminal.out()
                .printf(
                        "%s %s: %s components, %s findings opened, %s closed%n",
                        taken.isTrue("new") ? "taken" : "known already",
                        Escape.line(String.valueOf(taken.text("artifact"))),
                        Escape.line(String.valueOf(taken.text("components"))),
                        Escape.line(String.valueOf(taken.text("opened"))),
                        Escape.line(String.valueOf(taken.text("closed"))));
        if (taken.find("current") != null && !taken.isTrue("current")) {
            terminal.out().println("it does not count: the server has one about the same artifact that was made later");
        }
        for (Node verdict : taken.items("verdicts")) Verdicts.print(verdict, terminal);
    }
}
