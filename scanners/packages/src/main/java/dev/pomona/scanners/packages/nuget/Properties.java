// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// MSBuild properties while a project is evaluated. A property may have several values where a condition that the
/// files do not decide chooses among them.
final class Properties {

    /// Conditions rarely choose among more than a few values; more are not followed.
    private static final int MOST_ALTERNATIVES = 16;

    private static final int MOST_LENGTH = 4096;

    /// Set from outside on every build, so that nothing can be said about them from the files alone.
    private static final Set<String> SET_BY_THE_BUILD = Set.of(
            "configuration",
            "platform",
            "targetframework",
            "targetframeworks",
            "targetframeworkidentifier",
            "targetframeworkversion",
            "runtimeidentifier",
            "os",
            "solutiondir",
            "ci");

    private final Map<String, List<String>> values = new HashMap<>();

    void set(String name, List<String> alternatives) {
        values.put(name.toLowerCase(Locale.ROOT), List.copyOf(alternatives));
    }

    void add(String name, List<String> alternatives) {
        String key = name.toLowerCase(Locale.ROOT);
        Set<String> all = new LinkedHashSet<>(values.getOrDefault(key, List.of()));
        for (String alternative : alternatives) if (all.size() < MOST_ALTERNATIVES) all.add(alternative);
        values.put(key, List.copyOf(all));
    }

    boolean isSet(String name) {
        return values.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /// Whether a build may give the property a value that the files do not show.
    static boolean isOpen(String name) {
        return SET_BY_THE_BUILD.contains(name.toLowerCase(Locale.ROOT));
    }

    /// The values of a property; empty when it has none.
    List<String> find(String name) {
        return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /// What a text becomes, once per combination of values; empty when it names a property that has none or calls a
    /// function.
    List<String> expand(String text) {
        List<StringBuilder> results = new ArrayList<>(List.of(new StringBuilder()));
        int at = 0;
        while (true) {
            int start = text.indexOf("$(", at);
            String plain = text.substring(at, start < 0 ? text.length() : start);
            for (StringBuilder result : results) result.append(plain);
            if (start < 0) break;
            int end = text.indexOf(')', start);
            if (end < 0) return List.of();
            List<String> alternatives = find(text.substring(start + 2, end).strip());
            if (alternatives.isEmpty()) return List.of();
            results = combined(results, alternatives);
            at = end + 1;
        }
        return results.stream()
                .map(StringBuilder::toString)
                .map(String::strip)
                .distinct()
                .toList();
    }

    private static List<StringBuilder> combined(List<StringBuilder> starts, List<String> alternatives) {
        var combined = new ArrayList<StringBuilder>();
        for (StringBuilder start : starts) {
            for (String alternative : alternatives) {
                boolean tooMuch =
                        combined.size() >= MOST_ALTERNATIVES || start.length() + alternative.length() > MOST_LENGTH;
                if (!tooMuch) combined.add(new StringBuilder(start).append(alternative));
            }
        }
        return combined;
    }

    /// As [#expand], where exactly one result is possible; else `null`.
    @Nullable
    String expandOne(String text) {
        List<String> all = expand(text);
        return all.size() == 1 ? all.getFirst() : null;
    }
}
