// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.UsageException;

/// A command that needs the server's classes, which are on the class path of such commands alone.
abstract class ServerCommand implements Command {

    @Override
    public final ExitCode run(Invocation invocation) {
        try {
            return runWithServer(invocation);
        } catch (NoClassDefFoundError e) {
            throw new UsageException("the server is not on the class path; start it with the 'pomona' script", e);
        }
    }

    /// Calls a class that touches the server's.
    abstract ExitCode runWithServer(Invocation invocation);
}
