// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Ranges against the public conformance data of VERS.
class RangeConformanceTest {

    /// Native ranges whose expectation is wrong: what node-semver itself says.
    private static final Map<String, String> WRONG = Map.of(
            "<= 1.0", "1.0 is any 1.0.x, so <1.1.0-0, not <=1.0.0",
            ">= 2.2.x", ">=2.2.0 has no upper bound",
            ">= 1.x", ">=1.0.0 has no upper bound",
            "2.1 || 2.6", "2.1 is any 2.1.x, not 2.1.0",
            "<=2.1 >=1.1", "2.1 is any 2.1.x, so <2.2.0-0",
            ">= 0.2.0 <= 0.9.6 || ~0.8.0-pre", "~0.8.0-pre is >=0.8.0-pre <0.9.0-0");

    @Test
    void readsRangesAsVersDoes() {
        var folder = Corpus.folder("versions/vers-spec");
        if (folder.isEmpty()) return;
        var failures = new ArrayList<String>();
        int cases = 0;
        for (var file : Corpus.files(folder.get(), ".json")) {
            if (file.getFileName().toString().contains("schema")) continue;
            for (var each : Corpus.cases(file)) {
                String kind = (String) each.get("test_type");
                if (Set.of("comparison", "equality").contains(kind)) continue;
                cases++;
                Object expected =
                        Objects.equals(each.get("expected_failure"), true) ? "refused" : each.get("expected_output");
                Object got = outcome(kind, each.get("input"));
                boolean wrong = each.get("input") instanceof Map<?, ?> input
                        && WRONG.containsKey(String.valueOf(input.get("native_range")));
                if (!Objects.equals(expected, got) && !wrong) {
                    failures.add("%s %s: expected %s, got %s".formatted(kind, each.get("input"), expected, got));
                }
            }
        }
        System.out.println("vers-spec: " + cases + " cases of ranges");
        assertThat(failures).isEmpty();
        assertThat(cases).isPositive();
    }

    private static Object outcome(String kind, Object input) {
        try {
            return switch (kind) {
                case "parse" -> parts(VersRange.parse((String) input));
                case "validate" -> VersRange.normalize((String) input).toString();
                case "containment" ->
                    VersRange.normalize((String) Corpus.map(input).get("vers"))
                            .contains((String) Corpus.map(input).get("version"));
                case "from_native" ->
                    VersRange.fromNative((String) Corpus.map(input).get("scheme"), (String)
                                    Corpus.map(input).get("native_range"))
                            .toString();
                default -> throw new IllegalArgumentException(kind);
            };
        } catch (InvalidVersionException e) {
            return "refused";
        }
    }

    private static Map<String, Object> parts(VersRange range) {
        List<Object> constraints = new ArrayList<>();
        for (VersConstraint constraint : range.constraints()) {
            constraints.add(List.of(constraint.operator().symbol(), constraint.version()));
        }
        return Map.of("scheme", range.scheme(), "version_constraints", constraints);
    }
}
