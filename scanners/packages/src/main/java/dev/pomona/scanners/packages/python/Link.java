// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where a package comes from when it does not come from an index: a repository, an archive, or a local path.
///
/// @param url without credentials and fragment
/// @param name stated by `#egg=` or the archive's file name; `null` when neither says it
/// @param version stated by the archive's file name, else `null`
record Link(
        Kind kind,
        String url,
        @Nullable String name,
        @Nullable String version) {

    enum Kind {
        REPOSITORY,
        ARCHIVE,
        LOCAL
    }

    static Link parse(String text) {
        String url = text.strip();
        String egg = null;
        int hash = url.indexOf('#');
        if (hash >= 0) {
            egg = egg(url.substring(hash + 1));
            url = url.substring(0, hash);
        }
        Kind kind = kind(url);
        String file = url.substring(Math.max(url.lastIndexOf('/'), url.lastIndexOf('\\')) + 1);
        int query = file.indexOf('?');
        String[] stated =
                kind == Kind.REPOSITORY ? new String[2] : nameAndVersion(query < 0 ? file : file.substring(0, query));
        return new Link(kind, withoutCredentials(url), egg == null ? stated[0] : egg, stated[1]);
    }

    private static Kind kind(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        int scheme = lower.indexOf(':');
        int plus = lower.indexOf('+');
        boolean versioned = plus > 0 && plus < scheme;
        if (lower.startsWith("file:") || scheme < 0 || (scheme == 1)) return Kind.LOCAL;
        if (versioned) return lower.substring(plus + 1).startsWith("file:") ? Kind.LOCAL : Kind.REPOSITORY;
        if (lower.startsWith("git@") || lower.startsWith("git:") || lower.startsWith("ssh:")) return Kind.REPOSITORY;
        return lower.startsWith("http:") || lower.startsWith("https:") || lower.startsWith("ftp:")
                ? Kind.ARCHIVE
                : Kind.LOCAL;
    }

    private static @Nullable String egg(String fragment) {
        for (String pair : fragment.split("&", -1)) {
            if (!pair.startsWith("egg=")) continue;
            String egg = pair.substring(4);
            int bracket = egg.indexOf('[');
            String name = bracket < 0 ? egg : egg.substring(0, bracket);
            if (PyPi.isName(name)) return name;
        }
        return null;
    }

    /// From `name-version-….whl` (PEP 427) or `name-version.tar.gz` (PEP 625 and before).
    private static String[] nameAndVersion(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        String name = null;
        String version = null;
        if (lower.endsWith(".whl")) {
            String[] parts = file.substring(0, file.length() - 4).split("-", -1);
            if (parts.length >= 5) {
                name = parts[0];
                version = parts[1].replace("%2B", "+").replace("%2b", "+");
            }
        } else {
            String stem = withoutArchiveSuffix(file, lower);
            int dash = stem == null ? -1 : stem.lastIndexOf('-');
            if (stem != null && dash > 0) {
                name = stem.substring(0, dash);
                version = stem.substring(dash + 1);
            }
        }
        boolean sound = name != null
                && version != null
                && PyPi.isName(name)
                && PyPi.isVersion(version)
                && Character.isDigit(version.charAt(0));
        return sound ? new String[] {name, version} : new String[2];
    }

    private static @Nullable String withoutArchiveSuffix(String file, String lower) {
        for (String suffix : new String[] {".tar.gz", ".tar.bz2", ".tar.xz", ".tgz", ".zip"}) {
            if (lower.endsWith(suffix)) return file.substring(0, file.length() - suffix.length());
        }
        return null;
    }

    /// The URL without user and password; the user `git` of SSH addresses stays.
    static String withoutCredentials(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0) return url;
        int end = url.indexOf('/', scheme + 3);
        int at = url.lastIndexOf('@', end < 0 ? url.length() : end);
        if (at < scheme + 3) return url;
        String user = url.substring(scheme + 3, at);
        return user.equals("git") ? url : url.substring(0, scheme + 3) + url.substring(at + 1);
    }

    /// How a purl says it.
    Map<String, String> qualifiers() {
        var qualifiers = new TreeMap<String, String>();
        switch (kind) {
            case REPOSITORY -> qualifiers.put("vcs_url", url);
            case ARCHIVE -> qualifiers.put("download_url", url);
            case LOCAL -> {}
        }
        return qualifiers;
    }
}
