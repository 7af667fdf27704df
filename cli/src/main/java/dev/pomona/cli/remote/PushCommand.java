// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// `pomona push`.
public final class PushCommand extends RemoteCommand {

    private static final Setting VEX =
            Setting.flag("vex", "take the analyses of vulnerabilities in a CycloneDX document for statements", USER);

    private static final int SEEN = 64 << 10;

    @Override
    public String description() {
        return """
                Brings a document to the server: a report of 'pomona scan' as JSON, or a CycloneDX or SPDX document of any
                program. The same document may be sent again at any time. Prints what it changed and the verdict for each
                environment; they do not change how the command ends ('pomona gate' does). What others state about
                vulnerabilities, as OpenVEX or CSAF, is told by its form and is for no project; for the analyses of a
                CycloneDX document say --vex.""";
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
                VEX,
                RemoteSettings.WAIT);
    }

    @Override
    protected ExitCode run(Invocation invocation, Remote remote) throws RemoteException {
        Path file = invocation.target();
        try {
            byte[] document = Files.readAllBytes(file);
            if (invocation.settings().isOn(VEX) || isVex(document)) {
                Push.statements(document, invocation.terminal(), remote);
            } else {
                Push.document(document, required(invocation, RemoteSettings.PROJECT), invocation, remote);
            }
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file '%s'".formatted(file), e);
        } catch (IOException e) {
            throw new UsageException("'%s' can't be read: %s".formatted(file, e.getMessage()), e);
        }
        return ExitCode.PASSES;
    }

    /// By what only such documents have near their beginning; the server looks closer.
    private static boolean isVex(byte[] document) {
        String start = new String(document, 0, Math.min(document.length, SEEN), StandardCharsets.UTF_8);
        return start.contains("openvex.dev/ns") || start.contains("\"csaf_version\"");
    }
}
