// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.server.KeyRotation;
import dev.pomona.server.keys.KeyException;
import dev.pomona.server.ops.LogLines;
import dev.pomona.store.postgres.PostgresException;
import dev.pomona.store.sql.StoreException;
import java.nio.file.Path;
import java.util.logging.Level;

/// Changes the server's key.
final class ServerKeyRun {

    private ServerKeyRun() {}

    static ExitCode rotate(Invocation invocation) {
        var terminal = invocation.terminal();
        LogLines.install(terminal.err(), Level.WARNING, LogLines.Format.TEXT);
        Path to = invocation
                .settings()
                .text(ServerKeyCommand.TO)
                .map(invocation.folder()::resolve)
                .orElse(null);
        try {
            KeyRotation.Rotated rotated = KeyRotation.run(
                    ServerRun.options(invocation), to, invocation.settings().isOn(ServerKeyCommand.LEAKED));
            terminal.out()
                    .printf(
                            "the key is %s now, and was %s%n%d secrets and answers are encrypted anew; %d audit trails are"
                                    + " signed anew%n",
                            rotated.now(), rotated.before(), rotated.encrypted(), rotated.trails());
            Path file = rotated.file();
            if (file == null) terminal.note("it is in the database; all nodes find it there");
            else terminal.note("it is in %s; give it to all nodes, and make a backup".formatted(file));
            for (String tenant : rotated.doubtful()) {
                terminal.warn("the end of the audit trail of %s had no signature of the key before"
                        .formatted(Escape.line(tenant)));
            }
            if (rotated.unreadable() > 0) {
                terminal.warn("%d secrets could not be read with the key before either, and are as they were"
                        .formatted(rotated.unreadable()));
            }
            return ExitCode.PASSES;
        } catch (PostgresException | StoreException | KeyException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted", e);
        }
    }
}
