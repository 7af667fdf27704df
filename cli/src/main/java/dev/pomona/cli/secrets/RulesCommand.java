// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.secrets;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// `pomona secrets rules`: every kind of secret that is looked for.
public final class RulesCommand implements Command {

    private static final Setting FORMAT = Setting.value(
                    "format", "FORMAT", "table, json or markdown", "table", Setting.Reach.USER)
            .withLetter('f');

    @Override
    public String description() {
        return """
                Lists every kind of secret that is looked for: what it is, who issues it, what someone can do with it,
                and which checks of its structure prove it. 'pomona secrets explain' tells more of one.""";
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
        return List.of(FORMAT, SecretSettings.RULES);
    }

    @Override
    public ExitCode run(Invocation invocation) {
        String format = invocation.settings().text(FORMAT).orElse("table");
        List<SecretRule> rules = SecretSetup.of(invocation).rules().rules().stream()
                .sorted(Comparator.comparing(SecretRule::id))
                .toList();
        PrintStream out = invocation.terminal().out();
        switch (format) {
            case "table" -> table(rules, out);
            case "json" -> json(rules, out);
            case "markdown" -> out.print(markdown(rules));
            default ->
                throw new UsageException(
                        "rules are written as table, json or markdown, but got '%s'".formatted(format));
        }
        out.flush();
        return ExitCode.PASSES;
    }

    private static void table(List<SecretRule> rules, PrintStream out) {
        int width = rules.stream().mapToInt(rule -> rule.id().length()).max().orElse(0);
        for (SecretRule rule : rules) {
            out.println(Escape.line(String.join(
                            "  ",
                            rule.id() + " ".repeat(width - rule.id().length()),
                            "%-8s".formatted(severity(rule)),
                            rule.summary(),
                            String.join(" ", rule.proofs()))
                    .strip()));
        }
    }

    private static void json(List<SecretRule> rules, PrintStream out) {
        try {
            JsonOut.document(out, json -> {
                json.array("rules");
                for (SecretRule rule : rules) {
                    json.object()
                            .field("id", rule.id())
                            .field("provider", rule.provider())
                            .field("category", rule.category())
                            .field("summary", rule.summary())
                            .field("severity", rule.severity())
                            .field("confidence", rule.confidence())
                            .textsIfAny("proof", rule.proofs())
                            .field("verifiable", rule.verify() != null)
                            .field("revoke", rule.revoke())
                            .textsIfAny("references", rule.references())
                            .end();
                }
                json.end();
            });
        } catch (IOException e) {
            throw new UsageException("the list can't be written: %s".formatted(e.getMessage()), e);
        }
    }

    /// The list as a page of the documentation.
    public static String markdown(List<SecretRule> rules) {
        var text = new StringBuilder("""
                # Secrets that are looked for

                Written by `pomona secrets rules --format markdown`. A finding's rule is `secret-` and the id;
                [Rules for secrets](secret-rules.md) says how one is written, [Proofs](secret-proofs.md) what the checks do.

                | id | what | issuer | severity | proof | asked by `--verify` |
                | --- | --- | --- | --- | --- | --- |
                """);
        for (SecretRule rule : rules) {
            text.append("| `%s` | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            rule.id(),
                            cell(rule.summary()),
                            cell(rule.provider()),
                            severity(rule),
                            String.join(", ", rule.proofs()),
                            rule.verify() == null ? "" : "yes"));
        }
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("`", "'");
    }

    private static String severity(SecretRule rule) {
        return rule.severity().name().toLowerCase(Locale.ROOT);
    }
}
