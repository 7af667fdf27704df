// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import dev.pomona.scanners.secrets.keyword.KeywordIndex;
import dev.pomona.scanners.secrets.regex.Anchor;
import dev.pomona.scanners.secrets.regex.Regex;
import dev.pomona.scanners.secrets.regex.RegexException;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Checks what the fields of a rule must be together, and rules among each other: that a scan with them is
/// fast, that it is clear what the secret is, and that someone has thought of what they must and must not
/// find. Whether they do find it is checked by [dev.pomona.scanners.secrets.detect.RuleExamples].
public final class RuleLinter {

    /// Shorter keywords stand everywhere, and each place costs.
    private static final int SHORTEST_KEYWORD = 4;
    private static final int LONGEST_KEYWORD = 60;
    /// More bytes before the keyword make each place of it expensive.
    private static final int MOST_BEFORE = 1_000;
    /// A name or a prefix in front of what is looked for, and nothing more.
    private static final int SHORTEST_MATCH = 4;

    private final Set<String> proofs;
    private final Map<String, String> ids = new HashMap<>();
    private final List<RuleProblem> found = new ArrayList<>();

    private RuleLinter(Set<String> proofs) {
        this.proofs = proofs;
    }

    /// All problems of the files, those that were found while they were read among them, sorted.
    ///
    /// @param proofs the names of structural checks that there are
    public static List<RuleProblem> lint(List<RuleFile> files, Set<String> proofs) {
        var linter = new RuleLinter(proofs);
        for (RuleFile file : files) {
            var problems = new RuleProblems(file.name(), file.text());
            for (RuleFile.Entry entry : file.entries()) linter.lint(entry, problems, file.name());
            linter.found.addAll(file.problems());
            linter.found.addAll(problems.found());
        }
        return linter.found.stream().sorted().distinct().toList();
    }

    private void lint(RuleFile.Entry entry, RuleProblems problems, String file) {
        SecretRule rule = entry.rule();
        var fields = new RuleFields(entry.node(), problems);
        String other = ids.putIfAbsent(rule.id(), file);
        if (other != null)
            problems.add(fields.at("id"), "there is a rule '%s' in %s already".formatted(rule.id(), other));
        lintKeywords(rule, fields, problems);
        for (String proof : rule.proofs()) {
            if (proofs.contains(proof)) continue;
            problems.add(
                    fields.at("proof"),
                    "there is no check '%s'; there are %s".formatted(proof, String.join(", ", new TreeSet<>(proofs))));
        }
        if (rule.examples().isEmpty()) problems.add(entry.node(), "a rule has 'examples' that it finds");
        if (rule.counterexamples().isEmpty()) {
            problems.add(entry.node(), "a rule has 'counterexamples' that look alike and that it does not find");
        }
        for (String field : List.of("pattern", "value", "name", "each")) {
            if (fields.has(field)) lintAmbiguity(fields.at(field), problems);
        }
        if (fields.has("allow")) fields.items("allow").forEach(item -> lintAmbiguity(item, problems));
        switch (rule.shape()) {
            case SecretRule.Shape.Token(var pattern) -> lintPattern(rule, pattern, fields.at("pattern"), problems);
            case SecretRule.Shape.Assigned _ -> {}
        }
    }

    private static void lintAmbiguity(Node at, RuleProblems problems) {
        if (!(at instanceof Scalar scalar)) return;
        try {
            Regex.compile(scalar.raw())
                    .ambiguity()
                    .ifPresent(ambiguity -> problems.add(scalar, ambiguity.offset(), ambiguity.message()));
        } catch (RegexException _) {
            // told by the reader
        }
    }

    private static void lintKeywords(SecretRule rule, RuleFields fields, RuleProblems problems) {
        if (rule.keywords().isEmpty()) {
            boolean isBounded = !rule.files().isEmpty() && rule.cost() != null;
            if (!isBounded) {
                problems.add(
                        fields.at("keywords"),
                        "'keywords' is missing; only a rule with 'files' and 'cost' may do without");
            }
            return;
        }
        for (String keyword : rule.keywords()) {
            int length = keyword.getBytes(StandardCharsets.UTF_8).length;
            if (length < KeywordIndex.SHORTEST || length > LONGEST_KEYWORD) {
                problems.add(
                        fields.at("keywords"),
                        "a keyword has %d to %d bytes, but got '%s'"
                                .formatted(KeywordIndex.SHORTEST, LONGEST_KEYWORD, keyword));
            } else if (length < SHORTEST_KEYWORD && rule.cost() == null) {
                problems.add(
                        fields.at("keywords"),
                        "the keyword '%s' has fewer than %d bytes; 'cost' says why it is worth it"
                                .formatted(keyword, SHORTEST_KEYWORD));
            }
        }
    }

    private static void lintPattern(SecretRule rule, String pattern, Node at, RuleProblems problems) {
        Regex regex;
        try {
            regex = Regex.compile(pattern);
        } catch (RegexException _) {
            return; // told by the reader
        }
        if (regex.minLength() < SHORTEST_MATCH) {
            problems.add(at, "the pattern can match fewer than %d bytes".formatted(SHORTEST_MATCH));
        }
        if (regex.groupCount() > 1 && regex.group("secret").isEmpty()) {
            problems.add(
                    at, "the pattern has several groups; name one of them 'secret', or write (?: ) for the others");
        }
        if (rule.cost() != null || rule.keywords().isEmpty()) return;
        switch (regex.anchor(rule.keywords())) {
            case Anchor.Anchored anchored -> {
                if (anchored.maxBefore() > MOST_BEFORE) {
                    problems.add(
                            at,
                            "up to %d bytes may stand before the keyword; %d are allowed without 'cost'"
                                    .formatted(anchored.maxBefore(), MOST_BEFORE));
                }
            }
            case Anchor.Unanchored unanchored -> {
                String message = "the pattern can't be anchored at a keyword: " + unanchored.reason();
                if (at instanceof Scalar scalar && scalar.raw().equals(pattern)) {
                    problems.add(scalar, unanchored.offset(), message);
                } else {
                    problems.add(at, message);
                }
            }
        }
    }
}
