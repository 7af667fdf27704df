// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sarif;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.formats.vulnerability.Pages;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rules of a SARIF run: one for each vulnerability, since GitHub shows severity, help and tags by rule.
final class SarifRules {

    /// Tags that GitHub takes for a rule.
    private static final int MAX_TAGS = 20;

    private final TreeMap<String, Finding> examples = new TreeMap<>();
    private final TreeMap<String, Integer> indexes = new TreeMap<>();

    private SarifRules() {}

    static SarifRules of(List<Finding> findings) {
        var rules = new SarifRules();
        for (Finding finding : findings) rules.examples.putIfAbsent(id(finding), finding);
        for (String id : rules.examples.keySet()) rules.indexes.put(id, rules.indexes.size());
        return rules;
    }

    /// Which rule a finding is a result of.
    static String id(Finding finding) {
        return switch (finding.detail()) {
            case Detail.VulnerableComponent detail -> detail.vulnerability().id();
            case Detail.Secret _ -> finding.rule().value();
        };
    }

    int index(Finding finding) {
        Integer index = indexes.get(id(finding));
        if (index == null) throw new IllegalArgumentException("no rule for " + finding.fingerprint());
        return index;
    }

    void write(JsonOut json) {
        json.array("rules");
        for (Finding example : examples.values()) {
            switch (example.detail()) {
                case Detail.VulnerableComponent detail -> rule(example, detail.vulnerability(), json);
                case Detail.Secret secret -> rule(example, secret, json);
            }
        }
        json.end();
    }

    private static void rule(Finding example, Vulnerability vulnerability, JsonOut json) {
        String summary = vulnerability.summary().isEmpty() ? vulnerability.id() : vulnerability.summary();
        json.object()
                .field("id", vulnerability.id())
                .text("name", example.rule())
                .inlineObject("shortDescription")
                .field("text", SarifText.plain(shortened(summary)))
                .end()
                .inlineObject("fullDescription")
                .field("text", SarifText.plain(shortened(summary)))
                .end()
                .field("helpUri", Pages.home(vulnerability.id()))
                .object("help")
                .field("text", SarifText.plain(help(vulnerability)))
                .field("markdown", markdown(vulnerability))
                .end()
                .inlineObject("defaultConfiguration")
                .field("level", level(example.severity()))
                .end()
                .object("properties")
                .field("security-severity", securitySeverity(vulnerability.score(), example.severity()))
                .texts("tags", tags(vulnerability))
                .end()
                .end();
    }

    private static void rule(Finding example, Detail.Secret secret, JsonOut json) {
        String title = SarifText.plain(shortened(secret.title()));
        String remedy = SarifText.plain(shortened(secret.remedy()));
        json.object()
                .text("id", example.rule())
                .text("name", example.rule())
                .inlineObject("shortDescription")
                .field("text", title)
                .end()
                .inlineObject("fullDescription")
                .field("text", title)
                .end()
                .object("help")
                .field("text", remedy)
                .field("markdown", SarifText.markdown(shortened(secret.remedy())))
                .end()
                .inlineObject("defaultConfiguration")
                .field("level", level(example.severity()))
                .end()
                .object("properties")
                .field("security-severity", securitySeverity(null, example.severity()))
                .texts("tags", List.of("security", "secret", "external/cwe/cwe-798"))
                .end()
                .end();
    }

    /// GitHub refuses descriptions of more than 1024 characters.
    private static String shortened(String text) {
        if (text.length() <= 1000) return text;
        int end = Character.isHighSurrogate(text.charAt(998)) ? 998 : 999;
        return text.substring(0, end) + "\u2026";
    }

    static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM, UNKNOWN -> "warning";
            case LOW, NONE -> "note";
        };
    }

    /// A number from 0 to 10 by which GitHub sorts; without a score the middle of what the word stands for.
    private static @Nullable String securitySeverity(@Nullable Double score, Severity severity) {
        if (score != null) return String.format(Locale.ROOT, "%.1f", score);
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.0";
            case NONE -> "0.0";
            case UNKNOWN -> null;
        };
    }

    private static List<String> tags(Vulnerability vulnerability) {
        var tags = new ArrayList<String>();
        tags.add("security");
        if (vulnerability.malware()) tags.add("malware");
        if (vulnerability.kev() != null) tags.add("known-exploited");
        for (int cwe : vulnerability.weaknesses()) {
            tags.add(String.format(Locale.ROOT, "external/cwe/cwe-%03d", cwe));
        }
        return tags.subList(0, Math.min(MAX_TAGS, tags.size()));
    }

    private static String help(Vulnerability vulnerability) {
        var lines = new ArrayList<String>();
        if (!vulnerability.summary().isEmpty()) lines.add(vulnerability.summary());
        if (!vulnerability.aliases().isEmpty()) {
            lines.add("Also known as " + String.join(", ", vulnerability.aliases()) + ".");
        }
        if (vulnerability.malware()) lines.add("The package was made to do harm.");
        var kev = vulnerability.kev();
        if (kev != null) lines.add("Known to be exploited since %s (CISA KEV).".formatted(kev.dateAdded()));
        if (vulnerability.vector() != null) lines.add(vulnerability.vector());
        lines.add(Pages.home(vulnerability.id()));
        return String.join("\n", lines);
    }

    private static String markdown(Vulnerability vulnerability) {
        var out = new StringBuilder();
        for (String line : help(vulnerability).split("\n", -1)) {
            if (line.startsWith("https://")) out.append('<').append(line).append('>');
            else out.append(SarifText.markdown(line));
            out.append("\n\n");
        }
        for (String page : Pages.of(vulnerability)) {
            if (page.indexOf('{') < 0 && page.indexOf('}') < 0)
                out.append("- <").append(page).append(">\n");
        }
        return out.toString().strip();
    }
}
