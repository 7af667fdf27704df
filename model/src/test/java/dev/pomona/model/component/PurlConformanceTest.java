// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every case of the public conformance data of purl-spec.
class PurlConformanceTest {

    private static final String MIXED_CASE_KEY =
            "ECMA-427, Qualifiers: a key has lower case letters only. The cases of gem"
                    + " and rpm want such a purl refused; parse refuses it, normalize reads it";

    /// Cases that contradict the standard and other cases, each with its reason.
    private static final Map<String, String> WRONG = Map.of(
            "parse pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1?classifier=sources&repositorY_url=https://repo.spring.io/release",
            MIXED_CASE_KEY,
            "parse pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1?type=pom&repositorY_url=repo.spring.io/release",
            MIXED_CASE_KEY);

    @Test
    void readsBuildsAndRefusesAsPurlSpecDoes() {
        var folder = Corpus.folder("purl");
        if (folder.isEmpty()) return;
        var files = new ArrayList<Path>(Corpus.files(folder.get().resolve("types"), ".json"));
        files.addAll(Corpus.files(folder.get().resolve("spec"), ".json"));
        var failures = new ArrayList<String>();
        int cases = 0;
        for (Path file : files) {
            for (var each : Corpus.cases(file)) {
                cases++;
                Object expected =
                        Objects.equals(each.get("expected_failure"), true) ? "refused" : each.get("expected_output");
                if (expected instanceof Map<?, ?> parts) expected = parts(Corpus.map(parts));
                Object got = outcome((String) each.get("test_type"), each.get("input"));
                String label = each.get("test_type") + " " + each.get("input");
                if (!Objects.equals(expected, got) && !WRONG.containsKey(label)) {
                    failures.add("%s: %s: expected %s, got %s".formatted(file.getFileName(), label, expected, got));
                }
            }
        }
        System.out.println("purl-spec: " + cases + " cases");
        assertThat(failures).isEmpty();
        assertThat(cases).isPositive();
    }

    private static Object outcome(String kind, Object input) {
        try {
            return switch (kind) {
                case "parse" -> parts(Purl.parse((String) input));
                case "validate" -> Purl.normalize((String) input).toString();
                case "build" -> build(Corpus.map(input)).toString();
                default -> throw new IllegalArgumentException(kind);
            };
        } catch (InvalidPurlException _) {
            return "refused";
        }
    }

    private static Purl build(Map<String, Object> parts) {
        var qualifiers = new TreeMap<String, String>();
        if (parts.get("qualifiers") != null) {
            Corpus.map(parts.get("qualifiers")).forEach((key, value) -> qualifiers.put(key, (String) value));
        }
        return new Purl(
                Objects.requireNonNullElse((String) parts.get("type"), ""),
                (String) parts.get("namespace"),
                Objects.requireNonNullElse((String) parts.get("name"), ""),
                (String) parts.get("version"),
                qualifiers,
                (String) parts.get("subpath"));
    }

    private static List<Object> parts(Purl purl) {
        return Arrays.asList(
                purl.type(), purl.namespace(), purl.name(), purl.version(), purl.qualifiers(), purl.subpath());
    }

    private static List<Object> parts(Map<String, Object> expected) {
        Object qualifiers = expected.get("qualifiers");
        return Arrays.asList(
                expected.get("type"),
                expected.get("namespace"),
                expected.get("name"),
                expected.get("version"),
                qualifiers == null ? Map.of() : qualifiers,
                expected.get("subpath"));
    }
}
