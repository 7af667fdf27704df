// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.versions.Version;
import dev.pomona.versions.VersionScheme;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A version range of Maven: intervals in brackets, separated by commas
/// (<https://maven.apache.org/pom.html#dependency-version-requirement-specification>).
record VersionRequirement(List<Interval> intervals) {

    private static final int MAX_INTERVALS = 100;

    /// @param low `null` when open below
    /// @param high `null` when open above
    record Interval(
            @Nullable String low,
            boolean includesLow,
            @Nullable String high,
            boolean includesHigh) {

        boolean allows(Version version, VersionScheme scheme) {
            if (low != null) {
                int order = version.compareTo(scheme.parse(low));
                if (order < 0 || (order == 0 && !includesLow)) return false;
            }
            if (high == null) return true;
            int order = version.compareTo(scheme.parse(high));
            return order < 0 || (order == 0 && includesHigh);
        }
    }

    static boolean isRange(String version) {
        return version.startsWith("[") || version.startsWith("(");
    }

    /// Empty when it is no range.
    static Optional<VersionRequirement> parse(String text) {
        var intervals = new ArrayList<Interval>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            if (!isRange(rest) || intervals.size() == MAX_INTERVALS) return Optional.empty();
            int end = closing(rest);
            if (end < 0) return Optional.empty();
            String inner = rest.substring(1, end);
            int comma = inner.indexOf(',');
            String low = (comma < 0 ? inner : inner.substring(0, comma)).strip();
            String high = (comma < 0 ? inner : inner.substring(comma + 1)).strip();
            if (high.indexOf(',') >= 0 || (comma < 0 && low.isEmpty())) return Optional.empty();
            intervals.add(new Interval(
                    low.isEmpty() ? null : low,
                    rest.charAt(0) == '[',
                    high.isEmpty() ? null : high,
                    rest.charAt(end) == ']'));
            rest = rest.substring(end + 1).strip();
            if (rest.startsWith(",")) rest = rest.substring(1).strip();
        }
        return intervals.isEmpty() ? Optional.empty() : Optional.of(new VersionRequirement(List.copyOf(intervals)));
    }

    private static int closing(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == ']' || text.charAt(i) == ')') return i;
        }
        return -1;
    }

    /// The only version that it allows; `null` when it allows more.
    @Nullable
    String exact() {
        if (intervals.size() != 1) return null;
        Interval only = intervals.getFirst();
        boolean exact = only.low() != null && only.low().equals(only.high()) && only.includesLow();
        return exact && only.includesHigh() ? only.low() : null;
    }

    boolean allows(Version version, VersionScheme scheme) {
        return intervals.stream().anyMatch(interval -> interval.allows(version, scheme));
    }

    /// The highest version that it allows, as Maven takes it; `null` when it allows none of them.
    @Nullable
    String highest(Collection<String> versions, VersionScheme scheme) {
        Version best = null;
        for (String text : versions) {
            Version version = scheme.parse(text);
            if (allows(version, scheme) && (best == null || version.compareTo(best) > 0)) best = version;
        }
        return best == null ? null : best.text();
    }
}
