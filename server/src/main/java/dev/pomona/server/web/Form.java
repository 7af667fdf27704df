// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What somebody filled in (`application/x-www-form-urlencoded`).
public final class Form {

    private static final int MOST_FIELDS = 64;

    private final Map<String, String> fields = new HashMap<>();

    private Form() {}

    /// @throws ProblemException when the body is no form, or comes from another site
    public static Form of(Request request) {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "this takes a form");
        }
        boolean isElsewhere = request.header("Origin")
                .filter(origin -> !origin.equals(request.origin()))
                .isPresent();
        if (isElsewhere) throw new ProblemException(ProblemType.CSRF, "the form is of another site");
        var form = new Form();
        String[] parts = new String(request.body(), StandardCharsets.UTF_8).split("&", MOST_FIELDS + 1);
        if (parts.length > MOST_FIELDS) throw ProblemException.invalid("form", "has too many fields");
        for (String part : parts) {
            int equals = part.indexOf('=');
            if (equals < 0) continue;
            form.fields.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("form", "has a damaged % escape");
        }
    }

    /// What a field has; empty when it has nothing or is not there.
    public String get(String name) {
        return fields.getOrDefault(name, "");
    }
}
