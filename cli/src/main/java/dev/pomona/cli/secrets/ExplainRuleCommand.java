// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.secrets;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/// `pomona secrets explain RULE`: what one rule looks for, and what to do about it.
public final class ExplainRuleCommand implements Command {

    @Override
    public String description() {
        return "Tells of one rule for secrets what it looks for, what proves a match, and how such a secret is revoked.";
    }

    @Override
    public String arguments() {
        return "RULE";
    }

    @Override
    public Arity arity() {
        return Arity.ONE;
    }

    @Override
    public List<Setting> settings() {
        return List.of(SecretSettings.RULES);
    }

    @Override
    public ExitCode run(Invocation invocation) {
        String named = invocation.arguments().getFirst();
        String id = named.startsWith("secret-") ? named.substring("secret-".length()) : named;
        SecretRule rule = SecretSetup.of(invocation).rules().rules().stream()
                .filter(candidate -> candidate.id().equals(id) || candidate.id().equals(named))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException("there is no rule '%s'; 'pomona secrets rules' lists all".formatted(named)));
        print(rule, invocation.terminal().out());
        return ExitCode.PASSES;
    }

    private static void print(SecretRule rule, PrintStream out) {
        line("rule", rule.ruleId().value(), out);
        line("what", rule.summary(), out);
        line("issuer", rule.provider(), out);
        line("severity", rule.severity().name().toLowerCase(Locale.ROOT), out);
        line("confidence", rule.confidence().name().toLowerCase(Locale.ROOT), out);
        line("keywords", String.join(", ", rule.keywords()), out);
        switch (rule.shape()) {
            case SecretRule.Shape.Token token -> line("pattern", token.pattern(), out);
            case SecretRule.Shape.Assigned assigned -> {
                line("value", assigned.value(), out);
                if (assigned.name() != null) line("name", assigned.name(), out);
            }
        }
        if (!rule.files().isEmpty()) line("files", String.join(", ", rule.files()), out);
        if (!rule.near().isEmpty()) line("near", String.join(", ", rule.near()), out);
        if (!rule.proofs().isEmpty()) line("proof", String.join(", ", rule.proofs()), out);
        if (rule.verify() != null) {
            line(
                    "verify",
                    "asks "
                            + URI.create(rule.verify().url().replaceAll("[{}]", "_"))
                                    .getHost(),
                    out);
        }
        line("revoke", rule.revoke(), out);
        rule.references().forEach(reference -> line("see", reference, out));
    }

    private static void line(String name, String text, PrintStream out) {
        out.printf("%-11s %s%n", name, Escape.line(text));
    }
}
