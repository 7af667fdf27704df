// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.policy;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.policy.DefaultPolicy;
import java.util.List;

/// `pomona policy show`: the policy that a scan of the folder would be judged by.
public final class PolicyShowCommand implements Command {

    @Override
    public String description() {
        return """
                Prints the policy that holds for a folder. Where it has none of its own that is the built-in one:
                'pomona policy show > .pomona/policy.yaml' makes a start.""";
    }

    @Override
    public String arguments() {
        return "[DIR]";
    }

    @Override
    public Arity arity() {
        return Arity.OPTIONAL;
    }

    @Override
    public boolean worksOnFolder() {
        return true;
    }

    @Override
    public List<Setting> settings() {
        return List.of(PolicySettings.POLICY);
    }

    @Override
    public ExitCode run(Invocation invocation) {
        String text = PolicyCheckCommand.files(invocation)
                .policySource()
                .map(PolicyFiles.Source::text)
                .orElseGet(DefaultPolicy::document);
        text.lines().forEach(line -> invocation.terminal().out().println(Escape.line(line)));
        return ExitCode.PASSES;
    }
}
