// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A package URL: the identity of a component (ECMA-427, <https://github.com/package-url/purl-spec>).
///
/// Always in canonical form, so two purls are equal exactly when their texts are, and ordered as their texts
/// are. The rules of the registered types hold: which parts are in lower case, who needs a namespace and who
/// has none.
public final class Purl implements Comparable<Purl> {

    static final int MAX_LENGTH = 1 << 16;

    private final String type;
    private final @Nullable String namespace;
    private final String name;
    private final @Nullable String version;
    private final SortedMap<String, String> qualifiers;
    private final @Nullable String subpath;

    /// Written when first asked for; two threads that write it at once write the same.
    private @Nullable String text;

    /// @param type in any case
    /// @param namespace segments joined by `/`, decoded; `null` or empty when there is none
    /// @param name decoded
    /// @param version decoded; `null` or empty when the package in general is meant
    /// @param qualifiers values decoded; empty values count as not there
    /// @param subpath segments joined by `/`, decoded; `null` or empty when there is none
    /// @throws InvalidPurlException when these are no parts of a purl of that type
    public Purl(
            String type,
            @Nullable String namespace,
            String name,
            @Nullable String version,
            Map<String, String> qualifiers,
            @Nullable String subpath) {
        this.type = checkedType(type);
        PurlType rules = PurlType.of(this.type);
        this.qualifiers = checkedQualifiers(qualifiers);
        rules.check(this.type, this.qualifiers);
        this.namespace = rules.namespace(this.type, joined(namespace, false));
        this.name = rules.name(this.type, checkedName(this.type, name), this.qualifiers);
        this.version = rules.version(this.type, version == null || version.isEmpty() ? null : checked(version));
        this.subpath = joined(subpath, true);
    }

    /// A purl without qualifiers and subpath.
    ///
    /// @throws InvalidPurlException when these are no parts of a purl of that type
    public static Purl of(String type, @Nullable String namespace, String name, @Nullable String version) {
        return new Purl(type, namespace, name, version, Collections.emptySortedMap(), null);
    }

    /// Reads a package URL in any permitted spelling.
    ///
    /// @throws InvalidPurlException when the text is none
    public static Purl parse(String text) {
        return new PurlReader(text, false).read();
    }

    /// Reads a package URL as [#parse] does, and also one whose qualifiers have keys with capital letters,
    /// which the standard forbids but older tools write.
    ///
    /// @throws InvalidPurlException when the text is none
    public static Purl normalize(String text) {
        return new PurlReader(text, true).read();
    }

    /// Lower case, e.g. `maven`.
    public String type() {
        return type;
    }

    /// Segments joined by `/`, decoded; `null` when there is none.
    public @Nullable String namespace() {
        return namespace;
    }

    /// Decoded, never empty.
    public String name() {
        return name;
    }

    /// Decoded; `null` when the package in general is meant.
    public @Nullable String version() {
        return version;
    }

    /// Sorted by key, values decoded and not empty; empty when there are none.
    public SortedMap<String, String> qualifiers() {
        return qualifiers;
    }

    /// Segments joined by `/`, decoded; `null` when there is none.
    public @Nullable String subpath() {
        return subpath;
    }

    public Purl withVersion(@Nullable String newVersion) {
        return new Purl(type, namespace, name, newVersion, qualifiers, subpath);
    }

    public Purl withQualifiers(Map<String, String> newQualifiers) {
        return new Purl(type, namespace, name, version, newQualifiers, subpath);
    }

    /// The package without version, subpath and all qualifiers but those its type needs: what an advisory
    /// names.
    public Purl coordinates() {
        var needed = new TreeMap<>(qualifiers);
        needed.keySet().retainAll(PurlType.of(type).qualifiers());
        return new Purl(type, namespace, name, null, needed, null);
    }

    /// Whether this, where others state something about it, means another: what it leaves out of version and
    /// qualifiers may be anything.
    public boolean covers(Purl actual) {
        return type.equals(actual.type)
                && Objects.equals(namespace, actual.namespace)
                && name.equals(actual.name)
                && (version == null || version.equals(actual.version))
                && actual.qualifiers.entrySet().containsAll(qualifiers.entrySet());
    }

    /// The canonical text.
    @Override
    public String toString() {
        String written = text;
        if (written == null) {
            written = write();
            text = written;
        }
        return written;
    }

    @Override
    public int compareTo(Purl other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Purl that && toString().equals(that.toString()));
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    private String write() {
        var out = new StringBuilder(64).append("pkg:").append(type).append('/');
        if (namespace != null) segments(namespace, out).append('/');
        if (type.equals("git")) segments(name, out);
        else PercentEncoding.encode(name, out);
        if (version != null) PercentEncoding.encode(version, out.append('@'));
        char separator = '?';
        for (var qualifier : qualifiers.entrySet()) {
            out.append(separator).append(qualifier.getKey()).append('=');
            PercentEncoding.encode(qualifier.getValue(), out);
            separator = '&';
        }
        if (subpath != null) segments(subpath, out.append('#'));
        return out.toString();
    }

    private static StringBuilder segments(String joined, StringBuilder out) {
        int start = 0;
        for (int slash = joined.indexOf('/'); slash >= 0; slash = joined.indexOf('/', start)) {
            PercentEncoding.encode(joined.substring(start, slash), out).append('/');
            start = slash + 1;
        }
        return PercentEncoding.encode(start == 0 ? joined : joined.substring(start), out);
    }

    private static String checkedType(String type) {
        boolean lower = true;
        for (int i = 0; i < type.length(); i++) {
            char c = type.charAt(i);
            boolean capital = c >= 'A' && c <= 'Z';
            boolean letter = capital || (c >= 'a' && c <= 'z');
            lower &= !capital;
            if (!letter && (i == 0 || ((c < '0' || c > '9') && c != '.' && c != '-'))) {
                throw new InvalidPurlException(
                        "a purl's type is letters, digits, dots and dashes, but got '%s'".formatted(type));
            }
        }
        if (type.isEmpty()) throw new InvalidPurlException("a purl needs a type");
        return lower ? type : type.toLowerCase(Locale.ROOT);
    }

    private static String checkedName(String type, String name) {
        String stripped = stripSlashes(name);
        if (stripped.isEmpty()) throw new InvalidPurlException("a %s purl needs a name".formatted(type));
        return checked(stripped);
    }

    private static SortedMap<String, String> checkedQualifiers(Map<String, String> given) {
        if (given.isEmpty()) return Collections.emptySortedMap();
        var sorted = new TreeMap<String, String>();
        for (var qualifier : given.entrySet()) {
            String key = qualifier.getKey();
            for (int i = 0; i < key.length(); i++) {
                char c = key.charAt(i);
                boolean letter = c >= 'a' && c <= 'z';
                if (!letter && (i == 0 || ((c < '0' || c > '9') && c != '.' && c != '-' && c != '_'))) {
                    throw new InvalidPurlException(
                            "a qualifier's key is small letters, digits, dots, dashes and underscores, but got '%s'"
                                    .formatted(key));
                }
            }
            if (key.isEmpty()) throw new InvalidPurlException("a qualifier needs a key");
            if (!qualifier.getValue().isEmpty()) sorted.put(key, checked(qualifier.getValue()));
        }
        return Collections.unmodifiableSortedMap(sorted);
    }

    /// Joins the segments that say something.
    private static @Nullable String joined(@Nullable String segments, boolean relative) {
        if (segments == null || segments.isEmpty()) return null;
        checked(segments);
        if (segments.indexOf('/') < 0 && !(relative && segments.charAt(0) == '.')) return segments;
        var out = new StringBuilder(segments.length());
        for (String segment : segments.split("/", -1)) {
            if (segment.isEmpty() || (relative && (segment.equals(".") || segment.equals("..")))) continue;
            if (!out.isEmpty()) out.append('/');
            out.append(segment);
        }
        return out.isEmpty() ? null : out.toString();
    }

    private static String stripSlashes(String name) {
        int from = 0;
        int to = name.length();
        while (from < to && name.charAt(from) == '/') from++;
        while (to > from && name.charAt(to - 1) == '/') to--;
        return name.substring(from, to);
    }

    /// Refuses what can't be written: half a surrogate pair, or too much.
    private static String checked(String part) {
        if (part.length() > MAX_LENGTH) {
            throw new InvalidPurlException(
                    "a purl has at most %d characters, but got %d".formatted(MAX_LENGTH, part.length()));
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (!Character.isSurrogate(c)) continue;
            if (Character.isHighSurrogate(c) && i + 1 < part.length() && Character.isLowSurrogate(part.charAt(i + 1)))
                i++;
            else throw new InvalidPurlException("a purl holds whole characters, but got half of a surrogate pair");
        }
        return part;
    }
}
