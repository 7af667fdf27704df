// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.model.advisory.PackageName;
import dev.pomona.versions.InvalidVersionException;
import dev.pomona.versions.Version;
import dev.pomona.versions.VersionScheme;
import dev.pomona.versions.VersionSchemes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the versions of one package, each spelling once. Used by one thread.
final class VersionOrder {

    private static final VersionScheme SEMVER =
            VersionSchemes.named("semver").orElseThrow(() -> new IllegalStateException("no SemVer"));

    private final VersionScheme scheme;
    private final boolean isGo;
    private final Map<String, Optional<Version>> read = new HashMap<>();

    private VersionOrder(VersionScheme scheme, boolean isGo) {
        this.scheme = scheme;
        this.isGo = isGo;
    }

    /// The order of the package's ecosystem, else of the purl's type, else SemVer's.
    static VersionOrder of(PackageName name, String purlType) {
        VersionScheme scheme = VersionSchemes.forEcosystem(name.ecosystem())
                .or(() -> VersionSchemes.forPurlType(purlType))
                .orElse(SEMVER);
        return new VersionOrder(scheme, name.ecosystem().equals("Go"));
    }

    /// The version; `null` when the ecosystem would not take it for one.
    @Nullable
    Version read(String text) {
        return read.computeIfAbsent(text, this::parse).orElse(null);
    }

    private Optional<Version> parse(String text) {
        try {
            return Optional.of(scheme.parse(isGo ? goRelease(text) : text));
        } catch (InvalidVersionException e) {
            return Optional.empty();
        }
    }

    /// Go's own releases are no SemVer: `go1.21rc2` stands in the Go database as `1.21.0-rc.2`.
    private static String goRelease(String text) {
        String rest = text.startsWith("go") ? text.substring(2) : text;
        int word = 0;
        while (word < rest.length() && (Character.digit(rest.charAt(word), 10) >= 0 || rest.charAt(word) == '.'))
            word++;
        String preview = rest.substring(word);
        int letters = preview.startsWith("rc") ? 2 : preview.startsWith("beta") ? 4 : 0;
        if (letters == 0 || preview.length() == letters) return rest;
        String numbers = rest.substring(0, word);
        String patch = numbers.indexOf('.') == numbers.lastIndexOf('.') ? ".0" : "";
        return numbers + patch + "-" + preview.substring(0, letters) + "." + preview.substring(letters);
    }
}
