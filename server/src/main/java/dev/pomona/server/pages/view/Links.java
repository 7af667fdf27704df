// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.reading.PressingFlaws;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where pages are.
public final class Links {

    /// What is longer has no page of its own: no router takes such an address.
    private static final int LONGEST = 1000;

    private Links() {}

    public static String project(String key) {
        return page("/projects/", key);
    }

    public static String artifact(String digest) {
        return page("/artifacts/", digest);
    }

    public static String environment(String key) {
        return page("/environments/", key);
    }

    public static String host(String key) {
        return page("/hosts/", key);
    }

    private static String page(String path, String name) {
        return name.length() > LONGEST
                ? "/search?q=" + Show.encoded(name.substring(0, 100))
                : path + Show.encoded(name);
    }

    private static String beginning(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    public static String finding(long id) {
        return "/findings/" + id;
    }

    public static String zeroDay(String asked) {
        return "/zero-day?q=" + Show.encoded(beginning(asked));
    }

    public static String findings(String name, String value) {
        return "/findings?" + name + "=" + Show.encoded(beginning(value));
    }

    /// All about a flaw: its only finding, or who has a vulnerability, or all findings of a rule.
    public static String flaw(PressingFlaws.Flaw flaw) {
        if (flaw.open().value() == 1) return finding(flaw.finding());
        return flaw.kind().equals("VULNERABILITY") ? zeroDay(flaw.rule()) : findings("rule", flaw.rule());
    }

    /// A path and its parameters; those that are `null` or empty are left out.
    ///
    /// @param parameters name, value, name, value, …
    public static String with(String path, @Nullable String... parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i + 1 < parameters.length; i += 2) {
            String name = parameters[i];
            String value = parameters[i + 1];
            if (name != null && value != null && !value.isEmpty()) given.put(name, value);
        }
        if (given.isEmpty()) return path;
        return path + "?"
                + given.entrySet().stream()
                        .map(one -> one.getKey() + "=" + Show.encoded(one.getValue()))
                        .collect(Collectors.joining("&"));
    }
}
