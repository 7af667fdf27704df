// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Digest;
import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Purl;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Names, versions and digests as the Python Package Index has them.
public final class PyPi {

    private PyPi() {}

    /// The name that all spellings of a package share (PEP 503).
    public static String normalise(String name) {
        var normal = new StringBuilder(name.length());
        boolean separated = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean separator = c == '-' || c == '_' || c == '.';
            if (!separator) normal.append(c);
            else if (!separated) normal.append('-');
            separated = separator;
        }
        return normal.toString().toLowerCase(Locale.ROOT);
    }

    /// Whether a text can name a package: ASCII letters and digits, with `-`, `_` and `.` inside (PEP 508).
    public static boolean isName(String text) {
        if (text.isEmpty() || !isLetterOrDigit(text.charAt(0)) || !isLetterOrDigit(text.charAt(text.length() - 1))) {
            return false;
        }
        return text.chars().allMatch(c -> isLetterOrDigit((char) c) || c == '-' || c == '_' || c == '.');
    }

    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /// Whether a text can be a version, generously: those of before PEP 440 are still about.
    public static boolean isVersion(String text) {
        return !text.isEmpty()
                && text.length() <= 200
                && text.chars().allMatch(c -> isLetterOrDigit((char) c) || ".-_+!*".indexOf(c) >= 0)
                && text.indexOf('*') < 0;
    }

    /// @return empty when name or version can't be
    public static Optional<Purl> purl(@Nullable String name, @Nullable String version, Map<String, String> qualifiers) {
        if (name == null || !isName(name) || (version != null && !isVersion(version))) return Optional.empty();
        try {
            return Optional.of(Purl.of("pypi", null, normalise(name), version).withQualifiers(qualifiers));
        } catch (InvalidPurlException e) {
            return Optional.empty(); // longer than any name
        }
    }

    public static Optional<Purl> purl(@Nullable String name, @Nullable String version) {
        return purl(name, version, Map.of());
    }

    /// A digest written as `sha256:…` or `sha256=…`; empty for other algorithms and malformed ones.
    public static Optional<Digest> digest(@Nullable String text) {
        if (text == null) return Optional.empty();
        int separator = text.indexOf(':');
        if (separator < 0) separator = text.indexOf('=');
        return separator < 0 ? Optional.empty() : digest(text.substring(0, separator), text.substring(separator + 1));
    }

    public static Optional<Digest> digest(String algorithm, @Nullable String hex) {
        Digest.Algorithm known = switch (algorithm.strip().toLowerCase(Locale.ROOT)) {
            case "md5" -> Digest.Algorithm.MD5;
            case "sha1" -> Digest.Algorithm.SHA1;
            case "sha256" -> Digest.Algorithm.SHA256;
            case "sha384" -> Digest.Algorithm.SHA384;
            case "sha512" -> Digest.Algorithm.SHA512;
            default -> null;
        };
        if (known == null || hex == null) return Optional.empty();
        try {
            return Optional.of(new Digest(known, hex.strip()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
