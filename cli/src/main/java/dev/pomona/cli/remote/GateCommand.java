// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import java.util.List;

/// `pomona gate`.
public final class GateCommand extends RemoteCommand {

    @Override
    public String description() {
        return """
                Asks the server whether an artifact may run in an environment, as things are now. Ends with 0 when it may,
                with 1 when the policy is violated, and with 3 when that can't be said: the data is incomplete, or the
                server can't be asked.""";
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
        return List.of(RemoteSettings.ENVIRONMENT, RemoteSettings.SERVER);
    }

    @Override
    ExitCode run(Invocation invocation, Remote remote) throws RemoteException {
        var verdict = remote.get(
                "/gate",
                "artifact",
                invocation.arguments().getFirst(),
                "environment",
                required(invocation, RemoteSettings.ENVIRONMENT));
        return Verdicts.print(verdict, invocation.terminal());
    }
}
