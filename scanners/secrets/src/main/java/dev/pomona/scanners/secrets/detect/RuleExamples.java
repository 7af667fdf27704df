// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.rule.RuleFile;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.scanners.secrets.rule.RuleProblem;
import dev.pomona.scanners.secrets.rule.SecretRule;
import dev.pomona.syntax.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Runs each rule over its own examples, by the detector that scans use: each example has exactly one secret, or
/// at least one where the rule looks for each of several, and each counterexample none.
public final class RuleExamples {

    private RuleExamples() {}

    /// @return what disagrees, sorted; the places are those of the examples
    public static List<RuleProblem> check(List<RuleFile> files) {
        var problems = new ArrayList<RuleProblem>();
        for (RuleFile file : files) {
            for (RuleFile.Entry entry : file.entries()) check(file, entry, problems);
        }
        return problems.stream().sorted().toList();
    }

    private static void check(RuleFile file, RuleFile.Entry entry, List<RuleProblem> problems) {
        SecretRule rule = entry.rule();
        var detector = new SecretDetector(RulePack.of(List.of(rule)), SecretOptions.DEFAULT);
        List<Node> examples = entry.node().items("examples");
        for (int i = 0; i < rule.examples().size(); i++) {
            Detection detection = detect(detector, rule, rule.examples().get(i));
            int count = detection.findings().stream()
                    .mapToInt(finding -> finding.locations().size())
                    .sum();
            if (count == 1 || (count > 1 && rule.each() != null)) continue;
            String reasons = detection.suppressions().isEmpty()
                    ? ""
                    : ": " + detection.suppressions().getFirst().reason();
            String message = "the rule finds %s in its example%s".formatted(count == 0 ? "nothing" : count, reasons);
            problems.add(problem(file, examples.get(i), message));
        }
        List<Node> counterexamples = entry.node().items("counterexamples");
        for (int i = 0; i < rule.counterexamples().size(); i++) {
            Detection detection = detect(detector, rule, rule.counterexamples().get(i));
            if (detection.findings().isEmpty()) continue;
            problems.add(problem(file, counterexamples.get(i), "the rule finds a secret in its counterexample"));
        }
    }

    private static Detection detect(SecretDetector detector, SecretRule rule, String text) {
        return detector.detect(text.getBytes(StandardCharsets.UTF_8), Origin.of(path(rule)), () -> {});
    }

    /// A path at which the rule looks: what its first glob stands for, with `x` for whatever may be there.
    static String path(SecretRule rule) {
        if (rule.files().isEmpty()) return "settings.txt";
        String glob = rule.files().getFirst().replace("**/", "");
        return glob.replaceAll("\\{([^,}]*)[^}]*}", "$1")
                .replaceAll("\\[!?(.)[^]]*]", "$1")
                .replaceAll("[*?]+", "x");
    }

    private static RuleProblem problem(RuleFile file, Node at, String message) {
        return new RuleProblem(file.name(), at.line(), at.column(), message, "");
    }
}
