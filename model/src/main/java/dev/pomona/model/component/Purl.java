// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A package URL: the identity of a component (ECMA-427, <https://github.com/package-url/purl-spec>).
///
/// Always in canonical form, so two purls are equal exactly when their texts are.
///
/// @param type lower case, e.g. `maven`
/// @param namespace segments joined by `/`, decoded; `null` when there is none
/// @param name decoded, never empty
/// @param version decoded; `null` when the package in general is meant
/// @param qualifiers sorted by key, values decoded and not empty; empty when there are none
/// @param subpath segments joined by `/`, decoded; `null` when there is none
public record Purl(
        String type,
        @Nullable String namespace,
        String name,
        @Nullable String version,
        SortedMap<String, String> qualifiers,
        @Nullable String subpath)
        implements Comparable<Purl> {

    public Purl {
        type = type.toLowerCase(Locale.ROOT);
        if (type.isEmpty() || name.isEmpty()) {
            throw new InvalidPurlException(
                    "a purl needs a type and a name, but got '%s' and '%s'".formatted(type, name));
        }
        if (namespace != null && namespace.isEmpty()) namespace = null;
        if (version != null && version.isEmpty()) version = null;
        if (subpath != null && subpath.isEmpty()) subpath = null;
        var sorted = new TreeMap<String, String>();
        qualifiers.forEach((key, value) -> {
            if (!value.isEmpty()) sorted.put(key.toLowerCase(Locale.ROOT), value);
        });
        qualifiers = Collections.unmodifiableSortedMap(sorted);
        switch (type) {
            case "pypi" -> name = name.toLowerCase(Locale.ROOT).replace('_', '-');
            case "github", "bitbucket", "composer", "hex" -> {
                name = name.toLowerCase(Locale.ROOT);
                namespace = namespace == null ? null : namespace.toLowerCase(Locale.ROOT);
            }
            default -> {}
        }
    }

    public static Purl of(String type, @Nullable String namespace, String name, @Nullable String version) {
        return new Purl(type, namespace, name, version, Collections.emptySortedMap(), null);
    }

    public Purl withVersion(@Nullable String newVersion) {
        return new Purl(type, namespace, name, newVersion, qualifiers, subpath);
    }

    public Purl withQualifiers(Map<String, String> newQualifiers) {
        return new Purl(type, namespace, name, version, new TreeMap<>(newQualifiers), subpath);
    }

    /// The package without version, qualifiers and subpath: what an advisory names.
    public Purl coordinates() {
        return of(type, namespace, name, null);
    }

    /// Reads a package URL in any permitted spelling.
    ///
    /// @throws InvalidPurlException when the text is none
    public static Purl parse(String text) {
        String rest = text.strip();
        if (!rest.regionMatches(true, 0, "pkg:", 0, 4)) {
            throw new InvalidPurlException("a purl starts with 'pkg:', but got '%s'".formatted(text));
        }
        rest = rest.substring(4);
        while (rest.startsWith("/")) rest = rest.substring(1);
        String subpath = null;
        int hash = rest.indexOf('#');
        if (hash >= 0) {
            subpath = decode(rest.substring(hash + 1));
            rest = rest.substring(0, hash);
        }
        var qualifiers = new TreeMap<String, String>();
        int question = rest.indexOf('?');
        if (question >= 0) {
            for (String pair : rest.substring(question + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) qualifiers.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
            }
            rest = rest.substring(0, question);
        }
        int slash = rest.indexOf('/');
        if (slash <= 0) {
            throw new InvalidPurlException("a purl needs a type and a name, but got '%s'".formatted(text));
        }
        String type = rest.substring(0, slash);
        rest = rest.substring(slash + 1);
        String version = null;
        int at = rest.lastIndexOf('@');
        if (at > 0) {
            version = decode(rest.substring(at + 1));
            rest = rest.substring(0, at);
        }
        int last = rest.lastIndexOf('/');
        String namespace = last < 0 ? null : decode(rest.substring(0, last));
        return new Purl(type, namespace, decode(rest.substring(last + 1)), version, qualifiers, subpath);
    }

    /// The canonical text.
    @Override
    public String toString() {
        var text = new StringBuilder("pkg:").append(type).append('/');
        if (namespace != null) {
            for (String segment : namespace.split("/", -1))
                encode(segment, text).append('/');
        }
        encode(name, text);
        if (version != null) encode(version, text.append('@'));
        char separator = '?';
        for (var qualifier : qualifiers.entrySet()) {
            encode(
                    qualifier.getValue(),
                    text.append(separator).append(qualifier.getKey()).append('='));
            separator = '&';
        }
        if (subpath != null) {
            separator = '#';
            for (String segment : subpath.split("/", -1)) {
                encode(segment, text.append(separator));
                separator = '/';
            }
        }
        return text.toString();
    }

    @Override
    public int compareTo(Purl other) {
        return toString().compareTo(other.toString());
    }

    private static StringBuilder encode(String part, StringBuilder out) {
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b > 0 && Character.isLetterOrDigit(b)) || ".-_~:".indexOf(b) >= 0;
            if (plain) out.append((char) b);
            else out.append('%').append(String.format(Locale.ROOT, "%02X", b));
        }
        return out;
    }

    private static String decode(String part) {
        if (part.indexOf('%') < 0) return part;
        var bytes = new ByteArrayOutputStream();
        byte[] raw = part.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%' && i + 2 < raw.length) {
                int high = Character.digit(raw[i + 1], 16);
                int low = Character.digit(raw[i + 2], 16);
                if (high >= 0 && low >= 0) {
                    bytes.write(high * 16 + low);
                    i += 2;
                    continue;
                }
            }
            bytes.write(raw[i]);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
