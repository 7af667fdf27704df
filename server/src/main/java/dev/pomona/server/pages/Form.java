// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.web.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of a form that was sent, as `application/x-www-form-urlencoded`.
final class Form {

    private static final int MOST_FIELDS = 2000;

    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    /// @throws ProblemException when it is damaged or has too many fields
    Form(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.isEmpty()) return;
        String[] parts = text.split("&", MOST_FIELDS + 1);
        if (parts.length > MOST_FIELDS) throw ProblemException.invalid("form", "has too many fields");
        for (String part : parts) {
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals));
            String value = decoded(equals < 0 ? "" : part.substring(equals + 1));
            fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value.replace("\r\n", "\n"));
        }
    }

    /// The field's text without blanks around it; empty when there is none.
    Optional<String> text(String name) {
        return all(name).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /// @throws ProblemException when it is missing or longer
    String required(String name, int longest) {
        String text = text(name).orElseThrow(() -> ProblemException.invalid(name, "is missing"));
        if (text.length() > longest) {
            throw ProblemException.invalid(name, "is longer than %d characters".formatted(longest));
        }
        return text;
    }

    List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("form", "has a damaged % escape");
        }
    }
}
