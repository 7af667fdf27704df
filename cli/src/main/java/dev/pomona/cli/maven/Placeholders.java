// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Replaces `${env.NAME}` and `${user.home}` in the values of a settings file. What it doesn't know
/// stays as it is, and what a variable holds is not looked at again.
final class Placeholders {

    private final Map<String, String> environment;

    Placeholders(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    String replace(String text) {
        var replaced = new StringBuilder();
        int from = 0;
        while (true) {
            int start = text.indexOf("${", from);
            int end = start < 0 ? -1 : text.indexOf('}', start);
            if (end < 0) return replaced.append(text, from, text.length()).toString();
            String value = value(text.substring(start + 2, end));
            replaced.append(text, from, start);
            replaced.append(value == null ? text.substring(start, end + 1) : value);
            from = end + 1;
        }
    }

    private @Nullable String value(String name) {
        if (name.startsWith("env.")) return environment.get(name.substring("env.".length()));
        return name.equals("user.home") ? home(environment) : null;
    }

    static String home(Map<String, String> environment) {
        return environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    }
}
