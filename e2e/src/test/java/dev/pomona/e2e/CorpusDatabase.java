// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Affected;
import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.advisory.VersionRange;
import dev.pomona.model.advisory.VersionRange.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Reads the advisory databases of the matching corpus: buckets of an ecosystem and a source, in them packages,
/// in them vulnerabilities with affected or patched versions in words.
final class CorpusDatabase {

    private static final Map<String, String> ECOSYSTEMS = Map.ofEntries(
            Map.entry("cargo", "crates.io"),
            Map.entry("cocoapods", "CocoaPods"),
            Map.entry("composer", "Packagist"),
            Map.entry("conan", "ConanCenter"),
            Map.entry("erlang", "Hex"),
            Map.entry("go", "Go"),
            Map.entry("maven", "Maven"),
            Map.entry("npm", "npm"),
            Map.entry("nuget", "NuGet"),
            Map.entry("pip", "PyPI"),
            Map.entry("pub", "Pub"),
            Map.entry("rubygems", "RubyGems"),
            Map.entry("swift", "SwiftURL"));

    private CorpusDatabase() {}

    static Object yaml(String text) {
        return new Load(LoadSettings.builder().setCodePointLimit(64 << 20).build()).loadFromString(text);
    }

    /// The advisories of one database; distributions, which name no ecosystem of libraries, are left out.
    static List<Advisory> read(String yaml) {
        var advisories = new ArrayList<Advisory>();
        for (Map<?, ?> bucket : maps(yaml(yaml))) {
            String name = String.valueOf(bucket.get("bucket"));
            int colons = name.indexOf("::");
            String ecosystem = colons < 0 ? null : ECOSYSTEMS.get(name.substring(0, colons));
            if (ecosystem == null) continue;
            for (Map<?, ?> packages : maps(bucket.get("pairs"))) {
                var packageName = new PackageName(ecosystem, String.valueOf(packages.get("bucket")));
                for (Map<?, ?> entry : maps(packages.get("pairs"))) {
                    if (!(entry.get("value") instanceof Map<?, ?> value)) continue;
                    String source = name.substring(colons + 2).toLowerCase(Locale.ROOT);
                    advisories.add(advisory(String.valueOf(entry.get("key")), source, packageName, value));
                }
            }
        }
        return advisories;
    }

    private static Advisory advisory(String id, String source, PackageName name, Map<?, ?> value) {
        List<?> vulnerable = list(value.get("VulnerableVersions"));
        List<VersionRange> ranges = new ArrayList<>();
        if (vulnerable.isEmpty()) {
            ranges.addAll(complement(list(value.get("PatchedVersions"))));
        } else {
            for (Object text : vulnerable) {
                Bounds bounds = Bounds.parse(String.valueOf(text));
                ranges.add(bounds.range());
            }
        }
        var affected = new Affected(name, ranges, List.of(), List.of(), List.of());
        return new Advisory(
                id,
                source,
                List.of(),
                List.of(),
                null,
                null,
                null,
                "",
                "",
                List.of(),
                List.of(),
                List.of(affected),
                List.of());
    }

    /// What lies between the patched stretches, which come from the newest to the oldest.
    private static List<VersionRange> complement(List<?> patched) {
        var ranges = new ArrayList<VersionRange>();
        String from = "0";
        for (Object text : patched.reversed()) {
            Bounds bounds = Bounds.parse(String.valueOf(text));
            ranges.add(new Bounds(from, bounds.from(), false).range());
            from = bounds.to() == null ? "" : bounds.to();
        }
        if (!from.isEmpty()) ranges.add(new Bounds(from, null, false).range());
        return ranges;
    }

    /// @param to `null` for no end
    private record Bounds(String from, @Nullable String to, boolean toIsIncluded) {

        /// `>= 1, < 2`, `<= 2` or Maven's `[1,2)`.
        static Bounds parse(String text) {
            String from = "0";
            String to = null;
            boolean included = false;
            String plain = text.strip();
            if (plain.startsWith("[")) {
                int comma = plain.indexOf(',');
                String end = plain.substring(comma + 1, plain.length() - 1).strip();
                return new Bounds(plain.substring(1, comma).strip(), end, plain.endsWith("]"));
            }
            for (String part : plain.split(",", -1)) {
                String each = part.strip();
                if (each.startsWith(">=")) {
                    from = each.substring(2).strip();
                } else if (each.startsWith("<")) {
                    included = each.startsWith("<=");
                    to = each.substring(included ? 2 : 1).strip();
                } else {
                    throw new IllegalArgumentException("unknown range: " + text);
                }
            }
            return new Bounds(from, to, included);
        }

        VersionRange range() {
            var events = new ArrayList<Event>();
            events.add(new Event.Introduced(from));
            if (to != null) events.add(toIsIncluded ? new Event.LastAffected(to) : new Event.Fixed(to));
            return new VersionRange(VersionRange.Kind.ECOSYSTEM, events);
        }
    }

    static List<Map<?, ?>> maps(@Nullable Object value) {
        var maps = new ArrayList<Map<?, ?>>();
        for (Object each : list(value)) {
            if (each instanceof Map<?, ?> map) maps.add(map);
        }
        return maps;
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
