// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The order of versions against the public conformance data of VERS and of osv-scalibr.
class OrderConformanceTest {

    private static final Map<String, String> SCALIBR_SCHEMES = Map.ofEntries(
            Map.entry("alpine", "apk"),
            Map.entry("cran", "cran"),
            Map.entry("debian", "deb"),
            Map.entry("hackage", "hackage"),
            Map.entry("maven", "maven"),
            Map.entry("nuget", "nuget"),
            Map.entry("packagist", "composer"),
            Map.entry("pub", "pub"),
            Map.entry("pypi", "pypi"),
            Map.entry("redhat", "rpm"),
            Map.entry("rubygems", "gem"),
            Map.entry("semver", "semver"));

    /// Pairs whose expectation is wrong, each with its reason.
    private static final Map<String, String> WRONG = Map.of(
            "maven: 2-1 <= 2.0.a",
                    "Maven 3.9's own ComparableVersion says >: a number after a hyphen beats a qualifier",
            "maven: 2-1 <= 2.0.0.a", "as above",
            "maven: 1-1 = 1-ga-1", "Maven says < since 3.8.7: ga-1 is one item, a release with a number",
            "packagist: 1.2.3.# = 1.2.3.1",
                    "no order can hold it: the file also has 1.2.3.# = 1.2.3, and 1.2.3 < 1.2.3.1");

    @Test
    void ordersVersionsAsVersDoes() {
        var folder = Corpus.folder("versions/vers-spec");
        if (folder.isEmpty()) return;
        var failures = new ArrayList<String>();
        int cases = 0;
        for (var file : Corpus.files(folder.get(), ".json")) {
            if (file.getFileName().toString().contains("schema")) continue;
            for (var each : Corpus.cases(file)) {
                if (!Set.of("comparison", "equality").contains(each.get("test_type"))) continue;
                cases++;
                var input = Corpus.map(each.get("input"));
                String scheme = (String) input.get("input_scheme");
                var versions = Corpus.list(input.get("versions"));
                if (each.get("test_type").equals("equality")) {
                    String expected = each.get("expected_output").equals(true) ? "=" : "!";
                    check(scheme, scheme, (String) versions.get(0), expected, (String) versions.get(1), failures);
                } else {
                    var sorted = Corpus.list(each.get("expected_output"));
                    for (int i = 1; i < sorted.size(); i++) {
                        check(scheme, scheme, (String) sorted.get(i - 1), "<=", (String) sorted.get(i), failures);
                    }
                }
            }
        }
        System.out.println("vers-spec: " + cases + " cases of order and equality");
        assertThat(failures).isEmpty();
        assertThat(cases).isPositive();
    }

    @Test
    void ordersVersionsAsScalibrDoes() {
        var folder = Corpus.folder("versions/osv-scalibr");
        if (folder.isEmpty()) return;
        var failures = new ArrayList<String>();
        int pairs = 0;
        for (var file : Corpus.files(folder.get(), "-versions.txt")) {
            String name = file.getFileName().toString().replace("-versions.txt", "");
            for (String line : Corpus.lines(file)) {
                if (line.isBlank() || line.startsWith("# ") || line.startsWith("// ")) continue;
                String[] parts = line.strip().split(" ", 3);
                pairs++;
                check(name, SCALIBR_SCHEMES.get(name), parts[0], parts[1], parts[2], failures);
            }
        }
        System.out.println("osv-scalibr: " + pairs + " pairs");
        assertThat(failures).isEmpty();
        assertThat(pairs).isPositive();
    }

    /// @param expected `=`, `!` for not equal, `<`, `>`, or `<=` for neighbours of a sorted list
    private static void check(
            String corpus, String scheme, String left, String expected, String right, List<String> failures) {
        if (WRONG.containsKey("%s: %s %s %s".formatted(corpus, left, expected, right))) return;
        Version a = VersionSchemes.named(scheme).orElseThrow().parse(left);
        Version b = VersionSchemes.named(scheme).orElseThrow().parse(right);
        String got = sign(a.compareTo(b));
        boolean mirrored = Integer.signum(b.compareTo(a)) == -Integer.signum(a.compareTo(b));
        boolean asExpected = switch (expected) {
            case "!" -> !got.equals("=");
            case "<=" -> !got.equals(">");
            default -> got.equals(expected);
        };
        if (!asExpected || !mirrored)
            failures.add("%s: %s %s %s, got %s".formatted(corpus, left, expected, right, got));
    }

    private static String sign(int comparison) {
        return comparison < 0 ? "<" : comparison > 0 ? ">" : "=";
    }
}
