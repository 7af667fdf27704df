// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import org.jspecify.annotations.Nullable;

/// A key of pnpm's table of packages, taken apart.
///
/// @param name `null` when the path is an address that does not say it
/// @param version without peers; empty when the path does not say it
/// @param isAddress whether the package is from no registry
record DependencyPath(@Nullable String name, String version, boolean isAddress) {

    static DependencyPath parse(String key) {
        String path = Coordinates.cut(key, '(');
        boolean registry = path.startsWith("/");
        if (registry) path = path.substring(1);
        int at = Coordinates.endOfName(path);
        if (at > 0 && Coordinates.isName(path.substring(0, at))) {
            String version = path.substring(at + 1);
            return isAddress(version)
                    ? new DependencyPath(path.substring(0, at), "", true)
                    : new DependencyPath(path.substring(0, at), version, false);
        }
        return slashed(path, registry);
    }

    /// Version 5: `name/1.0.0_peers`, behind a host when it is not the default registry's.
    private static DependencyPath slashed(String path, boolean registry) {
        int last = path.lastIndexOf('/');
        if (isAddress(path) || last <= 0) return new DependencyPath(null, "", true);
        String version = Coordinates.cut(path.substring(last + 1), '_');
        int previous = path.lastIndexOf('/', last - 1);
        String name = path.substring(previous + 1, last);
        int before = previous <= 0 ? -1 : path.lastIndexOf('/', previous - 1);
        if (path.startsWith("@", before + 1)) name = path.substring(before + 1, last);
        boolean release = !version.isEmpty() && Character.isDigit(version.charAt(0)) && version.indexOf('.') > 0;
        boolean known = Coordinates.isName(name) && (registry || release);
        return known ? new DependencyPath(name, version, false) : new DependencyPath(null, "", true);
    }

    private static boolean isAddress(String text) {
        return text.indexOf(':') >= 0;
    }
}
