// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.finding.Confidence;
import dev.pomona.scanners.secrets.regex.Regex;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads rule files (`docs/secret-rules.md`). It checks that each field is well-formed by itself; what fields must be
/// together is the matter of [RuleLinter].
public final class RuleReader {

    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Set<String> RULE_KEYS = Set.of(
            "id",
            "provider",
            "category",
            "summary",
            "severity",
            "confidence",
            "keywords",
            "cost",
            "pattern",
            "value",
            "name",
            "each",
            "near",
            "files",
            "entropy",
            "quality",
            "allow",
            "proof",
            "revoke",
            "references",
            "verify",
            "examples",
            "counterexamples");
    private static final Set<String> CATEGORIES = Set.of(
            "cloud",
            "vcs",
            "ci",
            "registry",
            "chat",
            "payment",
            "mail",
            "database",
            "key",
            "ai",
            "monitoring",
            "identity",
            "deployment",
            "saas",
            "configuration",
            "generic");
    private static final List<Severity> SEVERITIES =
            List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW);
    private static final List<Confidence> CONFIDENCES = List.of(Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW);

    private final RuleProblems problems;
    private final List<RuleFile.Entry> entries = new ArrayList<>();

    private RuleReader(RuleProblems problems) {
        this.problems = problems;
    }

    /// Reads one rule, or a list of them under `rules`. Never throws: mistakes are in the result.
    ///
    /// @param name the file's name for messages
    public static RuleFile read(String name, String text) {
        var problems = new RuleProblems(name, text);
        var reader = new RuleReader(problems);
        try {
            reader.document(Yaml.read(text));
        } catch (SyntaxException e) {
            problems.add(e.line(), e.column(), "not well-formed YAML: " + e.getMessage());
        }
        return new RuleFile(name, text, reader.entries, problems.found());
    }

    private void document(Node document) {
        if (document.find("rules") == null) {
            rule(document);
            return;
        }
        new RuleFields(document, problems).onlyKeys(Set.of("rules"));
        List<Node> rules = document.items("rules");
        if (rules.isEmpty()) problems.add(document, "'rules' is a list of rules");
        rules.forEach(this::rule);
    }

    private void rule(Node node) {
        if (!(node instanceof Mapping)) {
            problems.add(node, "a rule is a mapping of fields to values");
            return;
        }
        var fields = new RuleFields(node, problems);
        fields.onlyKeys(RULE_KEYS);
        String id = fields.required("id");
        if (!id.isEmpty() && !KEBAB_CASE.matcher(id).matches()) {
            problems.add(fields.at("id"), "an id is in kebab case, but got '%s'".formatted(id));
            id = "";
        }
        String category = fields.required("category");
        if (!category.isEmpty() && !CATEGORIES.contains(category)) {
            problems.add(
                    fields.at("category"), "unknown category '%s'; docs/secret-rules.md has them".formatted(category));
        }
        Regex[] compiled = new Regex[1];
        SecretRule.Shape shape = shape(fields, compiled);
        checkGlobs(fields);
        var rule = new SecretRule(
                id,
                fields.required("provider"),
                category,
                fields.required("summary"),
                fields.word("severity", SEVERITIES),
                fields.word("confidence", CONFIDENCES),
                fields.lowerCase("keywords"),
                shape,
                each(fields),
                fields.lowerCase("near"),
                fields.texts("files"),
                fields.number("entropy", 8),
                fields.number("quality", 1),
                allow(fields),
                proofs(fields),
                fields.optional("cost"),
                fields.required("revoke"),
                fields.texts("references"),
                fields.has("verify") ? new VerifyReader(problems).read(fields.at("verify"), compiled[0]) : null,
                fields.unbroken("examples"),
                fields.unbroken("counterexamples"));
        if (!id.isEmpty()) entries.add(new RuleFile.Entry(rule, node));
    }

    private SecretRule.Shape shape(RuleFields fields, @Nullable Regex[] compiled) {
        if (fields.has("pattern") == fields.has("value")) {
            problems.add(fields.node(), "a rule has either 'pattern' or 'value'");
        }
        if (fields.has("value")) {
            String value = fields.required("value");
            compiled[0] = fields.pattern(fields.at("value"), value);
            String name = fields.optional("name");
            if (name != null) fields.pattern(fields.at("name"), name);
            if (fields.has("near")) problems.add(fields.at("near"), "'near' goes with 'pattern' only");
            return new SecretRule.Shape.Assigned(value, name);
        }
        if (fields.has("name")) problems.add(fields.at("name"), "'name' goes with 'value' only");
        String pattern = fields.has("pattern") ? fields.required("pattern") : "";
        compiled[0] = fields.pattern(fields.at("pattern"), pattern);
        return new SecretRule.Shape.Token(pattern);
    }

    private static @Nullable String each(RuleFields fields) {
        String each = fields.optional("each");
        if (each != null) fields.pattern(fields.at("each"), each);
        return each;
    }

    private void checkGlobs(RuleFields fields) {
        for (Node item : fields.items("files")) {
            if (!(item instanceof Scalar glob)) continue;
            try {
                PathGlob.of(glob.raw());
            } catch (IllegalArgumentException e) {
                problems.add(item, String.valueOf(e.getMessage()));
            }
        }
    }

    private static List<String> allow(RuleFields fields) {
        List<String> allow = fields.unbroken("allow");
        List<Node> items = fields.has("allow") ? fields.items("allow") : List.of();
        for (int i = 0; i < Math.min(allow.size(), items.size()); i++) fields.pattern(items.get(i), allow.get(i));
        return allow;
    }

    private static List<String> proofs(RuleFields fields) {
        String names = fields.optional("proof");
        return names == null || names.isEmpty() ? List.of() : List.of(names.split(" +", -1));
    }
}
