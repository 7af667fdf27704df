// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.formats.json.JsonOut;
import java.util.List;

/// `pomona deploy record`.
public final class DeployRecordCommand extends RemoteCommand {

    private static final Setting SINCE =
            Setting.value("since", "TIME", "when it started, such as 2026-01-31T00:00:00Z (default: now)", null, USER);

    @Override
    public String description() {
        return """
                Tells the server that an artifact runs in an environment from now on. What ran there under the same name has
                ended. It may be said again at any time.""";
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
        return List.of(
                RemoteSettings.ACCOUNT,
                RemoteSettings.CLUSTER,
                RemoteSettings.ENVIRONMENT,
                RemoteSettings.HOST,
                RemoteSettings.INSTANCE,
                RemoteSettings.SERVER,
                SINCE,
                RemoteSettings.WORKLOAD);
    }

    @Override
    protected ExitCode run(Invocation invocation, Remote remote) throws RemoteException {
        String environment = required(invocation, RemoteSettings.ENVIRONMENT);
        String workload = required(invocation, RemoteSettings.WORKLOAD);
        var answer = remote.send("PUT", "/deployments", JsonOut.line(json -> {
            json.field("artifact", invocation.arguments().getFirst())
                    .field("environment", environment)
                    .field("workload", workload);
            for (Setting setting : List.of(
                    RemoteSettings.INSTANCE,
                    RemoteSettings.ACCOUNT,
                    RemoteSettings.CLUSTER,
                    RemoteSettings.HOST,
                    SINCE)) {
                String value = text(invocation, setting);
                if (!value.isEmpty()) json.field(setting.name(), value);
            }
        }));
        invocation.terminal().out().println(answer.isTrue("new") ? "recorded" : "known already");
        return ExitCode.PASSES;
    }
}
