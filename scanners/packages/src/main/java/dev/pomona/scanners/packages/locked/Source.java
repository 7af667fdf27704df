// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.locked;

import dev.pomona.model.component.Digest;
import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.syntax.Element;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Toml;
import dev.pomona.syntax.Xml;
import dev.pomona.syntax.Yaml;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file that is being read, and where to say what in it could not be understood.
///
/// The readers answer `null` for a text that is not well-formed, after they have reported the gap.
public record Source(FileView file, Reporter reporter) {

    private static final int LONGEST_DECLARATION = 200;
    private static final Pattern ENCODING =
            Pattern.compile("encoding\\s{0,9}=\\s{0,9}[\"']([A-Za-z0-9._-]{1,40})[\"']");

    public String path() {
        return file.path();
    }

    public String folder() {
        return file.facts().folder();
    }

    public @Nullable Node json() {
        return attempt(view -> Json.read(view.text()));
    }

    /// JSON with comments and trailing commas.
    public @Nullable Node relaxedJson() {
        return attempt(view -> Json.readRelaxed(view.text()));
    }

    public @Nullable Mapping toml() {
        return attempt(view -> Toml.read(view.text()));
    }

    /// The first document.
    public @Nullable Node yaml() {
        return attempt(view -> Yaml.read(view.text()));
    }

    public @Nullable Element xml() {
        return attempt(view -> Xml.read(xmlText(view)));
    }

    /// The JDK's parser writes to standard error about broken bytes, so it gets characters: by the byte order mark,
    /// else
    /// by the declared encoding where that is not UTF-8.
    private static String xmlText(FileView file) {
        String text = file.text();
        int end = text.startsWith("<?xml") ? text.indexOf("?>") : -1;
        if (end < 0 || end > LONGEST_DECLARATION) return text;
        Matcher encoding = ENCODING.matcher(text.substring(0, end));
        if (!encoding.find() || encoding.group(1).toUpperCase(Locale.ROOT).startsWith("UTF-")) return text;
        try {
            return new String(file.bytes(), Charset.forName(encoding.group(1)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new SyntaxException("the encoding %s is not known".formatted(encoding.group(1)), 1, 1);
        }
    }

    private <T> @Nullable T attempt(Function<FileView, T> read) {
        try {
            return read.apply(file);
        } catch (SyntaxException e) {
            malformed(e.describe());
            return null;
        }
    }

    public void malformed(String message) {
        reporter.gap(new Gap(Gap.Kind.MALFORMED, path(), message));
    }

    public void unsupported(String message) {
        reporter.gap(new Gap(Gap.Kind.UNSUPPORTED, path(), message));
    }

    public void unresolved(String message) {
        reporter.gap(new Gap(Gap.Kind.UNRESOLVED, path(), message));
    }

    /// A package that comes from a place instead of a registry: nothing tells a version that could be matched.
    public void unversioned(String name, Location at) {
        unresolved(
                "line %d: %s comes from a place without versions, so it can't be matched".formatted(at.line(), name));
    }

    public void limit(String message) {
        reporter.gap(new Gap(Gap.Kind.LIMIT, path(), message));
    }

    /// A purl with a version; `null`, after a gap, when name or version are missing or impossible.
    public @Nullable Purl purl(
            String type, @Nullable String namespace, @Nullable String name, @Nullable String version, Location at) {
        if (version == null || version.isBlank()) {
            unsupported("line %d: an entry without version".formatted(at.line()));
            return null;
        }
        Purl coordinates = coordinates(type, namespace, name, at);
        return coordinates == null ? null : versioned(coordinates, version.strip(), at);
    }

    /// A purl without version; `null`, after a gap, when the name is missing or impossible.
    public @Nullable Purl coordinates(String type, @Nullable String namespace, @Nullable String name, Location at) {
        try {
            return Purl.of(type, namespace, name == null ? "" : name.strip(), null);
        } catch (InvalidPurlException e) {
            malformed("line %d: %s".formatted(at.line(), e.getMessage()));
            return null;
        }
    }

    private @Nullable Purl versioned(Purl coordinates, String version, Location at) {
        try {
            return coordinates.withVersion(version);
        } catch (InvalidPurlException e) {
            malformed("line %d: %s".formatted(at.line(), e.getMessage()));
            return null;
        }
    }

    /// The purl with qualifiers, or as it is where they can't be written.
    public static Purl qualified(Purl purl, Map<String, String> qualifiers) {
        try {
            return purl.withQualifiers(qualifiers);
        } catch (InvalidPurlException e) {
            return purl;
        }
    }

    /// The purl of a project; `null` where its name or version can't be written.
    public static @Nullable Purl root(String type, String name, @Nullable String version) {
        try {
            return Purl.of(type, null, name, version);
        } catch (InvalidPurlException e) {
            return null;
        }
    }

    /// The digest that a text states in hexadecimal; `null` when it is none of this algorithm.
    public static @Nullable Digest hex(Digest.Algorithm algorithm, @Nullable String text) {
        if (text == null || text.length() != algorithm.bytes() * 2) return null;
        try {
            return Digest.of(algorithm, HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// The digest that a text states in Base64; `null` when it is none of this algorithm.
    public static @Nullable Digest base64(Digest.Algorithm algorithm, @Nullable String text) {
        if (text == null) return null;
        try {
            byte[] digest = Base64.getDecoder().decode(text);
            return digest.length == algorithm.bytes() ? Digest.of(algorithm, digest) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
