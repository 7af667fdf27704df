// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.component.Purl;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Under which names advisories speak of a component.
final class AdvisoryPackages {

    /// The OSV ecosystem of each purl type that has just one.
    private static final Map<String, String> ECOSYSTEMS = Map.ofEntries(
            Map.entry("bitnami", "Bitnami"),
            Map.entry("cargo", "crates.io"),
            Map.entry("cocoapods", "CocoaPods"),
            Map.entry("composer", "Packagist"),
            Map.entry("conan", "ConanCenter"),
            Map.entry("cran", "CRAN"),
            Map.entry("gem", "RubyGems"),
            Map.entry("github", "GitHub Actions"),
            Map.entry("githubactions", "GitHub Actions"),
            Map.entry("golang", "Go"),
            Map.entry("hackage", "Hackage"),
            Map.entry("hex", "Hex"),
            Map.entry("julia", "Julia"),
            Map.entry("maven", "Maven"),
            Map.entry("npm", "npm"),
            Map.entry("nuget", "NuGet"),
            Map.entry("opam", "opam"),
            Map.entry("pub", "Pub"),
            Map.entry("pypi", "PyPI"),
            Map.entry("swift", "SwiftURL"));

    private AdvisoryPackages() {}

    /// The names to look up; for a Maven artifact that has moved also those of its other coordinates. Empty
    /// when no advisory source covers this type of purl, or the purl does not tell its distribution.
    ///
    /// @param known the ecosystems with data, from which the parts of a distribution are taken
    static List<PackageName> of(Purl purl, SortedSet<String> known) {
        String ecosystem = ECOSYSTEMS.get(purl.type());
        if (ecosystem == null) return Distributions.packages(purl, known);
        String name = name(purl);
        Stream<String> names = ecosystem.equals("Maven")
                ? Stream.concat(Stream.of(name), MavenRelocations.of(name).stream())
                : Stream.of(name);
        return names.map(each -> new PackageName(ecosystem, each)).toList();
    }

    static SortedSet<String> libraryEcosystems() {
        return new TreeSet<>(ECOSYSTEMS.values());
    }

    private static String name(Purl purl) {
        return switch (purl.type()) {
            case "maven" -> joined(purl, ":");
            case "conan", "hex", "cran", "hackage", "bitnami", "opam", "julia" -> purl.name();
            // the standard library has its own name in the Go database
            case "golang" -> purl.namespace() == null && purl.name().equals("std") ? "stdlib" : joined(purl, "/");
            default -> joined(purl, "/");
        };
    }

    private static String joined(Purl purl, String separator) {
        @Nullable String namespace = purl.namespace();
        return namespace == null ? purl.name() : namespace + separator + purl.name();
    }
}
