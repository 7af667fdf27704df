// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Purl;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names and versions of npm packages, and the package URLs made of them.
///
/// Names keep their case: the registry refuses capitals today, but old names with capitals are other
/// packages than those without.
final class Coordinates {

    private static final int LONGEST_NAME = 512;
    private static final int LONGEST_VERSION = 512;

    private Coordinates() {}

    /// The package URL of a package; `null` when the name or the version can't be one.
    static @Nullable Purl purl(@Nullable String name, @Nullable String version) {
        if (name == null || !isName(name)) return null;
        String known = version == null || version.isEmpty() ? null : version;
        if (known != null && (known.length() > LONGEST_VERSION || !isPlain(known))) return null;
        int slash = name.indexOf('/');
        try {
            return slash < 0
                    ? Purl.of("npm", null, name, known)
                    : Purl.of("npm", name.substring(0, slash), name.substring(slash + 1), known);
        } catch (InvalidPurlException e) {
            return null;
        }
    }

    /// The same package fetched from a Git repository.
    static Purl fromGit(Purl purl, String url) {
        return with(purl, "vcs_url", GitAddress.of(url));
    }

    /// The same package fetched from an address outside any registry.
    static Purl fromUrl(Purl purl, String url) {
        return with(purl, "download_url", GitAddress.withoutSecrets(cut(cut(url, '#'), '?')));
    }

    /// An address that no purl can hold is left out.
    private static Purl with(Purl purl, String key, String address) {
        try {
            return purl.withQualifiers(Map.of(key, address));
        } catch (InvalidPurlException e) {
            return purl;
        }
    }

    /// `name` or `@scope/name`, by what any registry has ever taken: no spaces, no further slashes.
    static boolean isName(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || !isPlain(name)) return false;
        int slash = name.indexOf('/');
        if (name.charAt(0) == '@') {
            return slash > 1 && slash < name.length() - 1 && name.indexOf('/', slash + 1) < 0;
        }
        return slash < 0 && name.charAt(0) != '.';
    }

    /// Where the name ends in `name@rest` and `@scope/name@rest`; -1 when there is no `@rest`.
    static int endOfName(String descriptor) {
        return descriptor.isEmpty() ? -1 : descriptor.indexOf('@', 1);
    }

    static String cut(String text, char mark) {
        int at = text.indexOf(mark);
        return at < 0 ? text : text.substring(0, at);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7F || c == 0xFFFD || c == '\\' || Character.isSurrogate(c)) return false;
        }
        return true;
    }
}
