// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Replaces `${…}` in a model's values. What only a running build knows (the environment, system properties) stays
/// as it is written, as does everything that leads back to itself or grows beyond reason.
final class Interpolator {

    private static final int MAX_DEPTH = 50;
    private static final int MAX_LENGTH = 4_000;

    /// The model's own values under their paths, `project.version` and so on: they win over properties.
    private final Map<String, String> model;
    private final Map<String, String> properties;

    private final Map<String, String> known = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    /// Properties left to look up: cycles and values that grow would otherwise take exponential time.
    private int budget = 20_000;

    Interpolator(Map<String, String> model, Map<String, String> properties) {
        this.model = model;
        this.properties = properties;
    }

    String resolve(String text) {
        return resolve(text, 0);
    }

    private String resolve(String text, int depth) {
        int start = text.indexOf("${");
        if (start < 0) return text;
        var out = new StringBuilder();
        int at = 0;
        while (start >= 0) {
            int end = text.indexOf('}', start);
            if (end < 0) break;
            out.append(text, at, start);
            String name = text.substring(start + 2, end);
            String value = value(name, depth);
            if (value == null) out.append(text, start, end + 1);
            else out.append(value);
            if (out.length() > MAX_LENGTH) return text;
            at = end + 1;
            start = text.indexOf("${", at);
        }
        return out.append(text, at, text.length()).toString();
    }

    private @Nullable String value(String name, int depth) {
        String done = known.get(name);
        if (done != null) return done;
        String raw = raw(name);
        if (raw == null || depth >= MAX_DEPTH || budget <= 0 || !open.add(name)) return null;
        budget--;
        String value = resolve(raw, depth + 1);
        open.remove(name);
        // what stays open inside of a cycle may be closed when another property is asked for first
        if (!value.contains("${") || open.isEmpty()) known.put(name, value);
        return value;
    }

    private @Nullable String raw(String name) {
        String path = name.startsWith("pom.") ? "project." + name.substring(4) : name;
        String stated = model.get(path);
        if (stated != null) return stated;
        stated = properties.get(name);
        return stated != null ? stated : model.get("project." + name);
    }
}
