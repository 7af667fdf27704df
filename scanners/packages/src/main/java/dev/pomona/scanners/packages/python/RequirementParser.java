// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One pass over a requirement (PEP 508), with the older forms that pip still takes: versions in brackets, a
/// comma at the end, wildcards behind any operator.
final class RequirementParser {

    private final String text;
    private final List<String> pins = new ArrayList<>(1);
    private int position;

    RequirementParser(String text) {
        this.text = text;
    }

    Requirement parse() {
        skipSpace();
        String name = name();
        SortedSet<String> extras = extras();
        String url = null;
        String specifier = "";
        if (next() == '@') {
            position++;
            url = url();
        } else {
            specifier = specifier();
        }
        String marker = marker();
        return new Requirement(name, extras, specifier, url, marker, pins);
    }

    private String name() {
        int start = position;
        while (position < text.length()
                && (PyPi.isLetterOrDigit(text.charAt(position)) || "-_.".indexOf(text.charAt(position)) >= 0)) {
            position++;
        }
        String name = text.substring(start, position);
        if (!PyPi.isName(name)) {
            position = start;
            throw failure("a requirement starts with a name");
        }
        skipSpace();
        return name;
    }

    private SortedSet<String> extras() {
        var extras = new TreeSet<String>();
        if (next() != '[') return extras;
        int end = text.indexOf(']', position);
        if (end < 0) throw failure("'[' is never closed");
        for (String extra : text.substring(position + 1, end).split(",", -1)) {
            String name = extra.strip();
            if (name.isEmpty()) continue;
            if (!PyPi.isName(name)) throw failure("an extra can't be named so");
            extras.add(PyPi.normalise(name));
        }
        position = end + 1;
        skipSpace();
        return extras;
    }

    private String url() {
        skipSpace();
        int start = position;
        while (position < text.length() && !Character.isWhitespace(text.charAt(position))) position++;
        if (start == position) throw failure("a URL is missing");
        String url = text.substring(start, position);
        skipSpace();
        return url;
    }

    private String specifier() {
        boolean bracketed = next() == '(';
        if (bracketed) {
            position++;
            skipSpace();
        }
        int start = position;
        int end = position;
        while (position < text.length() && "=<>!~".indexOf(text.charAt(position)) >= 0) {
            clause();
            end = position;
            skipSpace();
            if (next() != ',') break;
            position++;
            skipSpace();
        }
        if (bracketed) {
            if (next() != ')') throw failure("')' is missing");
            position++;
            skipSpace();
        }
        return text.substring(start, end).strip();
    }

    private void clause() {
        int start = position;
        while (position < text.length() && "=<>!~".indexOf(text.charAt(position)) >= 0) position++;
        String operator = text.substring(start, position);
        switch (operator) {
            case "==", "===", "~=", "!=", "<=", ">=", "<", ">" -> {}
            default -> {
                position = start;
                throw failure("'%s' compares no versions".formatted(operator));
            }
        }
        skipSpace();
        int from = position;
        while (position < text.length() && isVersionPart(text.charAt(position))) position++;
        String version = text.substring(from, position);
        if (version.isEmpty()) throw failure("a version is missing after '%s'".formatted(operator));
        boolean exact = operator.equals("==") || operator.equals("===");
        if (exact && PyPi.isVersion(version)) pins.add(version);
    }

    private static boolean isVersionPart(char c) {
        return PyPi.isLetterOrDigit(c) || ".-_+!*".indexOf(c) >= 0;
    }

    private @Nullable String marker() {
        if (position == text.length()) return null;
        if (next() != ';') throw failure("this is no part of a requirement");
        String marker = text.substring(position + 1).strip();
        return marker.isEmpty() ? null : marker;
    }

    /// The character here; zero at the end.
    private char next() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) position++;
    }

    private SyntaxException failure(String message) {
        return new SyntaxException(message, 1, position + 1);
    }
}
