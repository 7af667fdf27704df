// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The plain settings of a repository's `config`: `section.key`, in lower case.
///
/// Sections with a second name are passed over, and no other file is included: what is asked of it decides how
/// objects are read, and Git takes that from this file only.
final class GitConfig {

    private final Map<String, String> values = new HashMap<>();

    static GitConfig parse(String text) {
        var config = new GitConfig();
        String section = "";
        for (String raw : (Iterable<String>) text.lines()::iterator) {
            String line = raw.strip();
            if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == ';') continue;
            if (line.charAt(0) == '[') {
                int close = line.indexOf(']');
                section = close < 0 || line.indexOf('"') >= 0
                        ? ""
                        : lower(line.substring(1, close).strip());
                if (close < 0) continue;
                line = line.substring(close + 1).strip();
                if (line.isEmpty()) continue;
            }
            int equals = line.indexOf('=');
            String key = lower(equals < 0 ? line : line.substring(0, equals).strip());
            String value = equals < 0
                    ? "true"
                    : uncommented(line.substring(equals + 1)).strip();
            if (!section.isEmpty()) config.values.put(section + "." + key, value.replace("\"", ""));
        }
        return config;
    }

    private static String uncommented(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == '#' || value.charAt(i) == ';') return value.substring(0, i);
        }
        return value;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// `null` when it isn't set.
    @Nullable
    String value(String key) {
        return values.get(key);
    }
}
