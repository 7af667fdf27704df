// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.remote.Push;
import dev.pomona.cli.remote.Remote;
import dev.pomona.cli.remote.RemoteException;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.TextFile;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.formats.json.JsonReportWriter;
import dev.pomona.model.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// Sends the report of a scan to a control plane, with the waivers that were looked at in it, and the owners that the
/// repository names.
final class ReportPush {

    private static final Setting PUSH = Setting.value(
            "push", "URL", "send the report to this control plane; its token is POMONA_TOKEN", null, USER);

    static final List<Setting> SETTINGS = List.of(
            RemoteSettings.ARTIFACT,
            RemoteSettings.KIND,
            RemoteSettings.NAME,
            RemoteSettings.PROJECT,
            PUSH,
            RemoteSettings.RELEASE,
            RemoteSettings.WAIT);

    private static final List<String> CODEOWNERS = List.of(
            ".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".bitbucket/CODEOWNERS");
    private static final int LARGEST_CODEOWNERS = 8 << 20;

    private final Invocation invocation;
    private final Remote remote;
    private final String project;

    private ReportPush(Invocation invocation, Remote remote, String project) {
        this.invocation = invocation;
        this.remote = remote;
        this.project = project;
    }

    /// Empty when nobody asks for it.
    ///
    /// @throws UsageException when it is asked for and can't work: that is said before the machine
    ///     works
    static Optional<ReportPush> of(Invocation invocation) {
        Optional<String> address = invocation.settings().text(PUSH);
        if (address.isEmpty()) return Optional.empty();
        String project = invocation
                .settings()
                .text(RemoteSettings.PROJECT)
                .orElseThrow(() -> new UsageException("--push wants --project, the project the report is of"));
        return Optional.of(new ReportPush(invocation, Remote.at(address.get(), invocation), project));
    }

    /// @return whether it arrived
    boolean send(Report report) {
        var bytes = new ByteArrayOutputStream();
        try {
            JsonReportWriter.write(report, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            // results only on standard output: what the server says is told beside it
            var beside = new Terminal(
                    invocation.terminal().err(), invocation.terminal().err(), false, false, 100, true);
            Push.document(bytes.toByteArray(), project, with(beside), remote);
            Optional<String> owners = codeOwners();
            if (owners.isPresent()) Push.codeOwners(owners.get(), project, beside, remote);
            invocation.terminal().err().flush();
            return true;
        } catch (RemoteException e) {
            invocation.terminal().warn("the report was not pushed: %s".formatted(e.getMessage()));
            return false;
        }
    }

    /// The first that GitHub, GitLab or Bitbucket would take.
    private Optional<String> codeOwners() {
        if (!Files.isDirectory(invocation.target())) return Optional.empty();
        return CODEOWNERS.stream()
                .map(name -> TextFile.ofRepository(invocation.target(), name, LARGEST_CODEOWNERS))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Invocation with(Terminal terminal) {
        return new Invocation(
                invocation.arguments(),
                invocation.settings(),
                terminal,
                invocation.in(),
                invocation.clock(),
                invocation.environment(),
                invocation.folder());
    }
}
