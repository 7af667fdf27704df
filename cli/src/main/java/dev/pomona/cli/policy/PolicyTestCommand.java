// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.policy;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Style;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.policy.DefaultPolicy;
import dev.pomona.policy.PolicyException;
import dev.pomona.policy.document.PolicyCase;
import dev.pomona.policy.document.PolicyDocument;
import dev.pomona.policy.document.PolicyReader;
import java.util.List;

/// `pomona policy test`: does the policy do what its own cases say?
public final class PolicyTestCommand implements Command {

    @Override
    public String description() {
        return """
                Runs the cases that a policy carries: for each, the given facts must break exactly the rules under
                'expect'. Exits with 1 when a case fails, and with 2 when the policy is not sound.""";
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
        PolicyFiles.Source source = PolicyCheckCommand.files(invocation)
                .policySource()
                .orElseGet(() -> new PolicyFiles.Source("default", DefaultPolicy.document()));
        PolicyDocument document = PolicyReader.read(source.name(), source.text());
        if (!document.issues().isEmpty()) {
            throw new UsageException("%s is not sound; 'pomona policy check' shows why".formatted(source.name()));
        }
        Terminal terminal = invocation.terminal();
        int failed = 0;
        for (PolicyCase policyCase : document.cases()) {
            List<String> differences = differences(policyCase, document);
            boolean passes = differences.isEmpty();
            if (!passes) failed++;
            String mark = terminal.styled(passes ? Style.GREEN : Style.BRIGHT_RED, passes ? "ok  " : "FAIL");
            terminal.out()
                    .printf(
                            "%s  %s:%d  %s%n",
                            mark, Escape.line(source.name()), policyCase.line(), Escape.line(policyCase.name()));
            differences.forEach(difference -> terminal.out().println("        " + Escape.line(difference)));
        }
        terminal.out().printf("%d cases, %d failed%n", document.cases().size(), failed);
        return failed == 0 ? ExitCode.PASSES : ExitCode.POLICY_VIOLATED;
    }

    private static List<String> differences(PolicyCase policyCase, PolicyDocument document) {
        try {
            return policyCase.run(document.policy().rules());
        } catch (PolicyException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
