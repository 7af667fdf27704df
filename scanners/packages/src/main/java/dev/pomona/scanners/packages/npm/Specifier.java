// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What stands beside a name in `dependencies`: a range, a tag, an alias, an address or a folder.
///
/// @param name of the package that is meant, which an alias makes another than the name it is imported by;
///     `null` when the text does not say
/// @param text the range, tag or address without the alias around it
record Specifier(Kind kind, @Nullable String name, String text) {

    enum Kind {
        /// One version: `1.2.3`.
        EXACT,
        /// A range or a tag of the registry.
        RANGE,
        GIT,
        /// An archive at an address.
        URL,
        /// An archive in the project.
        ARCHIVE,
        /// A folder of the project: not a third party's.
        LOCAL,
        /// Named in the workspace's catalog.
        CATALOG,
        /// Made by a script, or of a kind that is not known.
        OTHER
    }

    static Specifier parse(String written) {
        String text = written.strip();
        int colon = text.indexOf(':');
        String protocol = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        return switch (protocol) {
            case "" -> withoutProtocol(text);
            case "npm" -> registry(rest);
            case "jsr" -> jsr(rest);
            case "patch" -> patched(rest);
            case "workspace", "link", "portal" -> new Specifier(Kind.LOCAL, null, rest);
            case "file" -> path(rest);
            case "catalog" -> new Specifier(Kind.CATALOG, null, rest);
            case "git",
                    "git+http",
                    "git+https",
                    "git+ssh",
                    "git+file",
                    "ssh",
                    "github",
                    "gitlab",
                    "bitbucket",
                    "gist" -> new Specifier(Kind.GIT, null, text);
            case "http", "https" -> new Specifier(isRepository(text) ? Kind.GIT : Kind.URL, null, text);
            default -> {
                boolean secureCopy = protocol.indexOf('@') > 0 && protocol.indexOf('/') < 0;
                yield new Specifier(secureCopy ? Kind.GIT : Kind.OTHER, null, text);
            }
        };
    }

    private static Specifier withoutProtocol(String text) {
        if (isPath(text)) return path(text);
        int slash = text.indexOf('/');
        boolean repository = slash > 0 && text.charAt(0) != '@' && text.indexOf(' ') < 0;
        return repository ? new Specifier(Kind.GIT, null, "github:" + text) : range(null, text);
    }

    private static boolean isPath(String text) {
        return text.startsWith("./")
                || text.startsWith("../")
                || text.startsWith("/")
                || text.startsWith("~/")
                || text.equals(".")
                || text.equals("..");
    }

    private static Specifier path(String path) {
        boolean archive = path.endsWith(".tgz") || path.endsWith(".tar.gz") || path.endsWith(".tar");
        return new Specifier(archive ? Kind.ARCHIVE : Kind.LOCAL, null, path);
    }

    /// What follows `npm:`, which is a range, or a name and perhaps a range.
    private static Specifier registry(String rest) {
        int at = Coordinates.endOfName(rest);
        String name = at < 0 ? rest : rest.substring(0, at);
        boolean alias = (at > 0 || !startsRange(rest)) && Coordinates.isName(name);
        return alias ? range(name, at < 0 ? "*" : rest.substring(at + 1)) : range(null, rest);
    }

    private static boolean startsRange(String text) {
        return text.isEmpty() || "0123456789^~<>=*vx ".indexOf(text.charAt(0)) >= 0 || text.equals("latest");
    }

    /// JSR serves its packages to npm as `@jsr/scope__name`.
    private static Specifier jsr(String rest) {
        if (!rest.startsWith("@")) return range(null, rest);
        int at = Coordinates.endOfName(rest);
        String name = at < 0 ? rest : rest.substring(0, at);
        String mirrored = "@jsr/" + name.substring(1).replace("/", "__");
        return range(mirrored, at < 0 ? "*" : rest.substring(at + 1));
    }

    /// `patch:name@npm%3A1.2.3#changes.patch` stands for what it patches.
    private static Specifier patched(String rest) {
        int at = Coordinates.endOfName(rest);
        if (at < 0) return new Specifier(Kind.OTHER, null, rest);
        String range = Coordinates.cut(rest.substring(at + 1), '#').replace("%3A", ":");
        return registry(range.startsWith("npm:") ? range.substring("npm:".length()) : range);
    }

    private static Specifier range(@Nullable String name, String range) {
        String version = exactVersion(range);
        return version == null ? new Specifier(Kind.RANGE, name, range) : new Specifier(Kind.EXACT, name, version);
    }

    /// The version that a range of one version means: `1.2.3`, `=1.2.3`, `v1.2.3`; `null` for all other
    /// ranges.
    private static @Nullable String exactVersion(String range) {
        int start = 0;
        while (start < range.length() && "=v ".indexOf(range.charAt(start)) >= 0) start++;
        int at = start;
        for (int part = 0; part < 3; part++) {
            int from = at;
            while (at < range.length() && range.charAt(at) >= '0' && range.charAt(at) <= '9') at++;
            if (at == from) return null;
            if (part < 2 && (at == range.length() || range.charAt(at++) != '.')) return null;
        }
        for (int i = at; i < range.length(); i++) {
            char c = range.charAt(i);
            boolean suffix = (i > at || c == '-' || c == '+')
                    && (c == '-' || c == '+' || c == '.' || (c < 128 && Character.isLetterOrDigit(c)));
            if (!suffix) return null;
        }
        return range.substring(start);
    }

    private static boolean isRepository(String url) {
        String path = Coordinates.cut(url, '#');
        return path.endsWith(".git") || url.contains("#commit=");
    }
}
