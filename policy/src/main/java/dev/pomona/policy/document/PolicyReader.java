// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.document;

import dev.pomona.model.decision.Violation;
import dev.pomona.policy.Policy;
import dev.pomona.policy.Rule;
import dev.pomona.policy.Subject;
import dev.pomona.policy.cel.CaseValues;
import dev.pomona.policy.cel.ConditionCompiler;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Yaml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a policy document (`docs/policy.md` describes it).
public final class PolicyReader {

    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Set<String> DOCUMENT_KEYS = Set.of("version", "owner", "marks", "waivers", "rules", "cases");
    private static final Set<String> RULE_KEYS = Set.of("id", "for", "level", "when", "message", "owner", "waivers");
    private static final Set<String> CASE_KEYS = Set.of("name", "given", "expect");

    private final String file;
    private final String text;
    private final Issues issues;
    private final Set<String> ruleIds = new HashSet<>();
    private final ConditionCompiler compiler = new ConditionCompiler();

    private PolicyReader(String file, String text) {
        this.file = file;
        this.text = text;
        this.issues = new Issues(file);
    }

    /// Reads a policy; never throws, mistakes are in the result.
    ///
    /// @param file its name for messages and for the decision
    public static PolicyDocument read(String file, String text) {
        return new PolicyReader(file, text).read();
    }

    private PolicyDocument read() {
        Node document;
        try {
            document = Yaml.read(text);
        } catch (SyntaxException e) {
            issues.add(e.line(), e.column(), String.valueOf(e.getMessage()));
            return new PolicyDocument(new Policy(file, List.of(), true), List.of(), List.copyOf(issues.found()));
        }
        issues.onlyKeys(document, DOCUMENT_KEYS);
        issues.version1(document);
        var rules = new LinkedHashMap<String, Rule>();
        for (Node node : document.items("rules")) {
            Rule rule = rule(node, document.text("owner"));
            if (rule != null && rules.putIfAbsent(rule.id(), rule) != null) {
                issues.add(node, "there are two rules '%s'".formatted(rule.id()));
            }
        }
        if (document.items("rules").isEmpty()) issues.add(document, "'rules' is missing or empty");
        var cases = new ArrayList<PolicyCase>();
        for (Node node : document.items("cases")) {
            PolicyCase read = policyCase(node);
            if (read != null) cases.add(read);
        }
        return new PolicyDocument(
                new Policy(file, List.copyOf(rules.values()), heeds(document, "marks"), heeds(document, "waivers")),
                cases,
                List.copyOf(issues.found()));
    }

    private boolean heeds(Node node, String key) {
        Node weight = node.find(key);
        return weight == null || oneOf(weight, key, Weight.values()) != Weight.IGNORE;
    }

    /// What marks in the files, or waivers of the repository, are worth.
    private enum Weight {
        HEED,
        IGNORE
    }

    private @Nullable Rule rule(Node node, @Nullable String defaultOwner) {
        issues.onlyKeys(node, RULE_KEYS);
        String id = issues.required(node, "id");
        if (id != null) ruleIds.add(id);
        String message = issues.required(node, "message");
        String owner =
                node.text("owner") == null && defaultOwner != null ? defaultOwner : issues.required(node, "owner");
        Subject subject = word(node, "for", Subject.values());
        Violation.Level level = word(node, "level", Violation.Level.values());
        Rule.Condition condition = condition(node, subject);
        if (id != null && !KEBAB_CASE.matcher(id).matches()) {
            issues.add(node, "the id '%s' is not in kebab case".formatted(id));
            return null;
        }
        if (id == null || message == null || owner == null || subject == null || level == null || condition == null) {
            return null;
        }
        if (subject != Subject.FINDING && node.find("waivers") != null) {
            issues.add(node, "'waivers' belongs to rules for findings: nothing else can be waived");
        }
        return new Rule(id, subject, level, message, owner, condition, heeds(node, "waivers"));
    }

    private <E extends Enum<E>> @Nullable E word(Node node, String key, E[] values) {
        if (issues.required(node, key) == null) return null;
        Node value = node.find(key);
        return value == null ? null : oneOf(value, key, values);
    }

    private <E extends Enum<E>> @Nullable E oneOf(Node value, String key, E[] values) {
        var words = new ArrayList<String>();
        for (E candidate : values) {
            if (word(candidate).equals(value.text())) return candidate;
            words.add(word(candidate));
        }
        issues.add(value, "'%s' is one of %s".formatted(key, String.join(", ", words)));
        return null;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private Rule.@Nullable Condition condition(Node rule, @Nullable Subject subject) {
        String expression = issues.required(rule, "when");
        if (expression == null || !(rule.find("when") instanceof Scalar scalar)) return null;
        return switch (compiler.compile(scalar.raw(), subject)) {
            case ConditionCompiler.Result.Compiled(var condition) -> condition;
            case ConditionCompiler.Result.Refused(var mistakes) -> {
                var origin = new ScalarOrigin(text, scalar);
                for (ConditionCompiler.Mistake mistake : mistakes) {
                    ScalarOrigin.Place place = origin.place(mistake.line(), mistake.column());
                    issues.add(place.line(), place.column(), mistake.message());
                }
                yield null;
            }
        };
    }

    private @Nullable PolicyCase policyCase(Node node) {
        issues.onlyKeys(node, CASE_KEYS);
        String name = issues.required(node, "name");
        CaseValues given = CaseValues.read(node.entries("given"), issues::add);
        var expected = new TreeMap<String, Violation.Level>();
        for (Mapping.Entry entry : node.entries("expect")) {
            Violation.Level level = oneOf(entry.value(), entry.key(), Violation.Level.values());
            if (!ruleIds.contains(entry.key())) {
                issues.add(entry.line(), entry.column(), "there is no rule '%s'".formatted(entry.key()));
            } else if (level != null) {
                expected.put(entry.key(), level);
            }
        }
        return name == null ? null : new PolicyCase(name, given, expected, node.line());
    }
}
