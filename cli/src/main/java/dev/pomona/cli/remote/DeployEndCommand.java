// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import java.util.List;

/// `pomona deploy end`.
public final class DeployEndCommand extends RemoteCommand {

    private static final Setting AT =
            Setting.value("at", "TIME", "when it ended, such as 2026-01-31T00:00:00Z (default: now)", null, USER);

    @Override
    public String description() {
        return """
                Tells the server that what ran in an environment under a name has ended. To put another artifact in its
                place, 'pomona deploy record' is enough.""";
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
        return List.of(
                AT,
                RemoteSettings.ENVIRONMENT,
                RemoteSettings.INSTANCE,
                RemoteSettings.SERVER,
                RemoteSettings.WORKLOAD);
    }

    @Override
    protected ExitCode run(Invocation invocation, Remote remote) throws RemoteException {
        var answer = remote.send(
                "DELETE",
                Remote.withQuery(
                        "/deployments",
                        List.of(
                                "environment",
                                required(invocation, RemoteSettings.ENVIRONMENT),
                                "workload",
                                required(invocation, RemoteSettings.WORKLOAD),
                                "instance",
                                text(invocation, RemoteSettings.INSTANCE),
                                "at",
                                text(invocation, AT))),
                "{}");
        invocation.terminal().out().println(answer.isTrue("ended") ? "ended" : "known already");
        return ExitCode.PASSES;
    }
}
