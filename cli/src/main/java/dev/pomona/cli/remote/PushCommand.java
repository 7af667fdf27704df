// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `pomona push`.
public final class PushCommand extends RemoteCommand {

    @Override
    public String description() {
        return """
                Brings a document to the server: a report of 'pomona scan' as JSON, or a CycloneDX or SPDX document of any
                program. The same document may be sent again at any time. Prints what it changed and the verdict for each
                environment; they do not change how the command ends ('pomona gate' does).""";
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
        return List.of(
                RemoteSettings.ARTIFACT,
                RemoteSettings.KIND,
                RemoteSettings.NAME,
                RemoteSettings.PROJECT,
                RemoteSettings.RELEASE,
                RemoteSettings.SERVER,
                RemoteSettings.WAIT);
    }

    @Override
    ExitCode run(Invocation invocation, Remote remote) throws RemoteException {
        Path file = invocation.target();
        String project = required(invocation, RemoteSettings.PROJECT);
        try {
            Push.document(Files.readAllBytes(file), project, invocation, remote);
        } catch (IOException e) {
            throw new UsageException("'%s' can't be read: %s".formatted(file, e.getMessage()), e);
        }
        return ExitCode.PASSES;
    }
}
