// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.syntax.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// `pomona gate`.
public final class GateCommand extends RemoteCommand {

    private static final Setting SUMMARY = Setting.value(
            "summary", "FILE", "write the signed verification summary there: in-toto in a DSSE envelope", null, USER);

    @Override
    public String description() {
        return """
                Asks the server whether an artifact may run in an environment, as things are now. Ends with 0 when it may,
                with 1 when the policy is violated, and with 3 when that can't be said: the data is incomplete, or the
                server can't be asked. A document that is being judged is waited for. The verdict is kept: 'pomona replay' with
                its number computes it once more.""";
    }

    @Override
    public String arguments() {
        return "ARTIFACT";
    }

    @Override
    public Arity arity() {
        return Arity.ONE;
    }

    @Override
    public List<Setting> settings() {
        return List.of(RemoteSettings.ENVIRONMENT, RemoteSettings.FORMAT, RemoteSettings.SERVER, SUMMARY);
    }

    @Override
    protected ExitCode run(Invocation invocation, Remote remote) throws RemoteException {
        var verdict = remote.get(
                "/gate",
                "artifact",
                invocation.arguments().getFirst(),
                "environment",
                required(invocation, RemoteSettings.ENVIRONMENT));
        keepSummary(invocation, verdict);
        if (isJson(invocation)) {
            document(invocation, json -> json.copyFields(verdict));
            return Verdicts.ending(verdict);
        }
        return Verdicts.print(verdict, invocation.terminal());
    }

    private static void keepSummary(Invocation invocation, Node verdict) {
        String file = text(invocation, SUMMARY);
        Node summary = verdict.find("summary");
        if (file.isEmpty() || summary == null) return;
        try {
            Files.writeString(invocation.folder().resolve(file), JsonOut.line(json -> json.copyFields(summary)) + "\n");
        } catch (IOException e) {
            throw new UsageException("'%s' can't be written: %s".formatted(file, e.getMessage()), e);
        }
    }
}
