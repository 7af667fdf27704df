// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.terminal.Escape;
import java.util.List;

/// `pomona audit verify`.
public final class AuditVerifyCommand extends RemoteCommand {

    @Override
    public String description() {
        return """
                Has the server follow the chain of its audit trail from the first entry on. Ends with 0 when every entry is
                what it was, and with 1 when one was changed, removed or put in; it says where. It names the last entry:
                kept elsewhere and given with --known another time, it shows also a trail that was put back whole.""";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public Arity arity() {
        return Arity.NONE;
    }

    @Override
    public List<Setting> settings() {
        return List.of(RemoteSettings.KNOWN, RemoteSettings.SERVER);
    }

    @Override
    protected ExitCode run(Invocation invocation, Remote remote) throws RemoteException {
        var check = remote.get(
                "/audit/verification",
                "known",
                invocation.settings().text(RemoteSettings.KNOWN).orElse(""));
        String entries = Escape.line(String.valueOf(check.text("entries")));
        if (check.isTrue("whole")) {
            String last = check.text("last");
            invocation
                    .terminal()
                    .out()
                    .printf(
                            "%s entries, all of them what they were%s%n",
                            entries, last == null ? "" : "; the last is " + Escape.line(last));
            return ExitCode.PASSES;
        }
        invocation
                .terminal()
                .out()
                .printf(
                        "%s entries are what they were; then: %s%n",
                        entries, Escape.line(String.valueOf(check.text("problem"))));
        return ExitCode.POLICY_VIOLATED;
    }
}
