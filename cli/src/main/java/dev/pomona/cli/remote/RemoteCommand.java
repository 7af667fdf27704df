// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import java.util.Optional;

/// A command that asks a control plane. When it can't be asked the command ends as incomplete:
/// nothing is known, which is neither a yes nor a no.
abstract class RemoteCommand implements Command {

    @Override
    public final ExitCode run(Invocation invocation) {
        try {
            return run(invocation, Remote.of(invocation));
        } catch (RemoteException e) {
            invocation.terminal().warn(String.valueOf(e.getMessage()));
            return ExitCode.INCOMPLETE;
        }
    }

    abstract ExitCode run(Invocation invocation, Remote remote) throws RemoteException;

    static String text(Invocation invocation, Setting setting) {
        return invocation.settings().text(setting).orElse("");
    }

    /// @throws UsageException when it is not set
    static String required(Invocation invocation, Setting setting) {
        Optional<String> text = invocation.settings().text(setting);
        return text.orElseThrow(() -> new UsageException("%s is missing".formatted(setting.flag())));
    }
}
