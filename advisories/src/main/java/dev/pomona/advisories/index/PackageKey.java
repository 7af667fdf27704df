// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import dev.pomona.model.advisory.PackageName;
import java.util.Locale;

/// The one spelling under which a package is filed, where its ecosystem takes several for the same.
public final class PackageKey {

    private PackageKey() {}

    /// The package in the spelling that all its spellings share. Ecosystems without folding rules keep the name
    /// as it is.
    public static PackageName of(PackageName name) {
        String folded = fold(name.ecosystem(), name.name());
        return folded.equals(name.name()) ? name : new PackageName(name.ecosystem(), folded);
    }

    private static String fold(String ecosystem, String name) {
        int colon = ecosystem.indexOf(':');
        return switch (colon < 0 ? ecosystem : ecosystem.substring(0, colon)) {
            case "PyPI" -> pep503(name);
            // Registries that refuse names differing only in case. Go's proxy keeps case, but forks that differ in
            // nothing else were renames of one repository; purls are lower case there.
            case "NuGet", "Packagist", "GitHub Actions", "Hex", "Pub", "ConanCenter", "Go" ->
                name.toLowerCase(Locale.ROOT);
            // crates.io takes `-` and `_` for the same
            case "crates.io" -> name.toLowerCase(Locale.ROOT).replace('_', '-');
            case "SwiftURL" -> swift(name);
            default -> name;
        };
    }

    /// PEP 503: lower case, and runs of `-`, `_` and `.` as one `-`.
    private static String pep503(String name) {
        var folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean separator = c == '-' || c == '_' || c == '.';
            if (!separator) folded.append(Character.toLowerCase(c));
            else if (folded.isEmpty() || folded.charAt(folded.length() - 1) != '-') folded.append('-');
        }
        return folded.toString();
    }

    /// A repository's address without scheme and `.git`.
    private static String swift(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        int scheme = folded.indexOf("://");
        if (scheme >= 0) folded = folded.substring(scheme + 3);
        return folded.endsWith(".git") ? folded.substring(0, folded.length() - 4) : folded;
    }
}
