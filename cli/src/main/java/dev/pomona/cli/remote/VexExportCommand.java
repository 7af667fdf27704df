// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import java.util.List;

/// `pomona vex export`.
public final class VexExportCommand extends RemoteCommand {

    private static final Setting FORMAT =
            Setting.value("format", "FORMAT", "openvex, csaf or cyclonedx", "openvex", USER);

    @Override
    public String description() {
        return """
                Prints what was found out about the vulnerabilities of an artifact, as a VEX document for others: OpenVEX,
                CSAF or CycloneDX. As long as nothing changes it is the same to the byte.""";
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
        return List.of(FORMAT, RemoteSettings.SERVER);
    }

    @Override
    protected ExitCode run(Invocation invocation, Remote remote) throws RemoteException {
        String digest = invocation.arguments().getFirst();
        invocation
                .terminal()
                .out()
                .print(remote.text(
                        "/artifacts/" + Remote.encoded(digest) + "/vex", "format", text(invocation, FORMAT)));
        return ExitCode.PASSES;
    }
}
