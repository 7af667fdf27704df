// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.syntax.Node;

/// Has the server compute a verdict once more that it gave, from the document, data, policy and circumstances it
/// rests on.
public final class VerdictReplay {

    private VerdictReplay() {}

    /// @param id the verdict's number
    /// @throws UsageException when there is no such verdict, or what it rests on is not there any more
    public static ExitCode run(String id, Invocation invocation) {
        Node answer;
        try {
            answer = Remote.of(invocation).get("/verdicts/" + id + "/replay");
        } catch (RemoteException e) {
            invocation.terminal().warn(String.valueOf(e.getMessage()));
            return ExitCode.INCOMPLETE;
        }
        var out = invocation.terminal().out();
        return switch (String.valueOf(answer.text("outcome"))) {
            case "same" -> {
                out.println("the same verdict, byte for byte");
                yield ExitCode.PASSES;
            }
            case "different" -> {
                out.printf("another verdict; version %s gave it%n", Escape.line(String.valueOf(answer.text("engine"))));
                print("kept", answer, invocation);
                print("recomputed", answer, invocation);
                yield ExitCode.POLICY_VIOLATED;
            }
            default -> throw new UsageException(String.valueOf(answer.text("reason")));
        };
    }

    private static void print(String what, Node answer, Invocation invocation) {
        Node verdict = answer.find(what);
        if (verdict == null) return;
        invocation.terminal().out().printf("%s: %s%n", what, JsonOut.line(json -> json.copyFields(verdict)));
    }
}
