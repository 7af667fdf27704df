// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes the text of a purl apart. The parts are checked where a [Purl] is made of them.
final class PurlReader {

    private final String text;
    private final boolean anyCaseOfKeys;

    PurlReader(String text, boolean anyCaseOfKeys) {
        this.text = text.strip();
        this.anyCaseOfKeys = anyCaseOfKeys;
    }

    Purl read() {
        if (text.length() > Purl.MAX_LENGTH) {
            throw new InvalidPurlException(
                    "a purl has at most %d characters, but got %d".formatted(Purl.MAX_LENGTH, text.length()));
        }
        if (!text.regionMatches(true, 0, "pkg:", 0, 4)) throw invalid("starts with 'pkg:'");
        int start = 4;
        while (start < text.length() && text.charAt(start) == '/') start++;
        int end = text.length();
        int hash = text.indexOf('#', start);
        String subpath = null;
        if (hash >= 0) {
            subpath = segments(text.substring(hash + 1), true);
            end = hash;
        }
        int question = text.indexOf('?', start);
        SortedMap<String, String> qualifiers = Collections.emptySortedMap();
        if (question >= 0 && question < end) {
            qualifiers = qualifiers(text.substring(question + 1, end));
            end = question;
        }
        while (end > start && text.charAt(end - 1) == '/') end--;
        int slash = text.indexOf('/', start);
        if (slash < 0 || slash >= end) throw invalid("has a type and a name");
        String type = text.substring(start, slash).toLowerCase(Locale.ROOT);
        start = slash + 1;
        int at = versionMark(start, end);
        String version = null;
        if (at >= 0) {
            version = PercentEncoding.decode(text.substring(at + 1, end));
            end = at;
        }
        int split = split(type, start, end);
        String namespace = split < start ? null : segments(text.substring(start, split), false);
        return new Purl(
                type, namespace, PercentEncoding.decode(text.substring(split + 1, end)), version, qualifiers, subpath);
    }

    /// The `@` before the version. One that opens a segment with a further one behind it is a scope of npm.
    private int versionMark(int start, int end) {
        int at = text.lastIndexOf('@', end - 1);
        if (at < start) return -1;
        boolean opensSegment = at == start || text.charAt(at - 1) == '/';
        int slash = text.indexOf('/', at);
        return opensSegment && slash >= 0 && slash < end ? -1 : at;
    }

    /// The slash between namespace and name: the last one, but for git the one behind the host.
    private int split(String type, int start, int end) {
        if (type.equals("git")) {
            int slash = text.indexOf('/', start);
            return slash >= 0 && slash < end ? slash : start - 1;
        }
        int slash = text.lastIndexOf('/', end - 1);
        return slash < start ? start - 1 : slash;
    }

    private @Nullable String segments(String part, boolean relative) {
        if (part.isEmpty()) return null;
        if (part.indexOf('/') < 0 && part.indexOf('%') < 0 && !part.startsWith(".")) return part;
        var joined = new StringBuilder(part.length());
        for (String encoded : part.split("/", -1)) {
            String segment = PercentEncoding.decode(encoded);
            if (segment.indexOf('/') >= 0) throw invalid("has no slash within a segment");
            if (segment.isEmpty() || (relative && (segment.equals(".") || segment.equals("..")))) continue;
            if (!joined.isEmpty()) joined.append('/');
            joined.append(segment);
        }
        return joined.isEmpty() ? null : joined.toString();
    }

    private SortedMap<String, String> qualifiers(String part) {
        var qualifiers = new TreeMap<String, String>();
        for (String pair : part.split("&", -1)) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            if (equals <= 0) throw invalid("has qualifiers of the form key=value");
            String key = pair.substring(0, equals);
            if (anyCaseOfKeys) key = key.toLowerCase(Locale.ROOT);
            String value = PercentEncoding.decode(pair.substring(equals + 1));
            if (value.isEmpty()) continue;
            if (qualifiers.put(key, value) != null) throw invalid("has each qualifier once");
        }
        return qualifiers;
    }

    private InvalidPurlException invalid(String rule) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return new InvalidPurlException("a purl %s, but got '%s'".formatted(rule, shown));
    }
}
