// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.policy;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.policy.document.Issue;
import dev.pomona.policy.document.PolicyDocument;
import dev.pomona.policy.document.PolicyReader;
import dev.pomona.policy.document.WaiverDocument;
import dev.pomona.policy.document.WaiverReader;
import java.util.ArrayList;
import java.util.List;

/// `pomona policy check`: is what is written there sound?
public final class PolicyCheckCommand implements Command {

    @Override
    public String description() {
        return """
                Reads .pomona/policy.yaml and .pomona/waivers.yaml of a folder and shows every mistake with the line
                and a caret below the place. Exits with 2 when there is one.""";
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
        return List.of(PolicySettings.POLICY, PolicySettings.WAIVERS);
    }

    @Override
    public ExitCode run(Invocation invocation) {
        var out = invocation.terminal().out();
        PolicyFiles files = files(invocation);
        var mistakes = new ArrayList<String>();
        files.policySource()
                .ifPresentOrElse(
                        source -> {
                            PolicyDocument document = PolicyReader.read(source.name(), source.text());
                            add(document.issues(), source, mistakes);
                            out.printf(
                                    "%s: %s%n",
                                    Escape.line(source.name()),
                                    summary(
                                            document.issues(),
                                            "%d rules, %d cases"
                                                    .formatted(
                                                            document.policy()
                                                                    .rules()
                                                                    .size(),
                                                            document.cases().size())));
                        },
                        () -> out.println(
                                "no policy of its own: the built-in one holds ('pomona policy show' prints it)"));
        files.waiverSource()
                .ifPresentOrElse(
                        source -> {
                            WaiverDocument document = WaiverReader.read(source.name(), source.text());
                            add(document.issues(), source, mistakes);
                            out.printf(
                                    "%s: %s%n",
                                    Escape.line(source.name()),
                                    summary(
                                            document.issues(),
                                            "%d waivers"
                                                    .formatted(
                                                            document.waivers().size())));
                        },
                        () -> out.println("no waivers"));
        for (String mistake : mistakes) mistake.lines().forEach(line -> out.println(Escape.line(line)));
        return mistakes.isEmpty() ? ExitCode.PASSES : ExitCode.WRONG_USE;
    }

    static PolicyFiles files(Invocation invocation) {
        return new PolicyFiles(invocation.target(), invocation.settings());
    }

    private static void add(List<Issue> issues, PolicyFiles.Source source, List<String> into) {
        issues.forEach(issue -> into.add(issue.render(source.text())));
    }

    private static String summary(List<Issue> issues, String content) {
        if (issues.isEmpty()) return "sound, " + content;
        return issues.size() == 1 ? "1 mistake" : "%d mistakes".formatted(issues.size());
    }
}
