// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.Reporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What a `package.json` says when no lock file resolves it: exact versions are components, ranges stay open.
final class UnlockedManifest {

    private final PackageJson manifest;
    private final Set<String> members;
    private final Map<String, String> catalog;
    private final List<Component> components = new ArrayList<>();
    private final List<String> invalid = new ArrayList<>();
    private int open;

    /// @param members names of the packages of the same workspace, which are no third party's
    /// @param catalog ranges by `catalog:name`, see [Catalogs]
    UnlockedManifest(PackageJson manifest, Set<String> members, Map<String, String> catalog) {
        this.manifest = manifest;
        this.members = members;
        this.catalog = catalog;
    }

    void report(Reporter reporter) {
        for (PackageJson.Requirement requirement : manifest.requirements().values()) read(requirement);
        Purl root = manifest.purl();
        List<Dependency> edges = root == null
                ? List.of()
                : components.stream()
                        .map(component -> new Dependency(root, component.purl()))
                        .toList();
        reporter.manifest(new Manifest(manifest.path(), "npm-manifest", root, components, edges));
        if (open > 0) {
            reporter.gap(new Gap(
                    Gap.Kind.UNRESOLVED,
                    manifest.path(),
                    "no lock file (package-lock.json, npm-shrinkwrap.json, yarn.lock, pnpm-lock.yaml, bun.lock) here "
                            + "or in a workspace above: %d of %d requirements stay open"
                                    .formatted(open, components.size())));
        }
        if (!invalid.isEmpty()) {
            reporter.gap(new Gap(
                    Gap.Kind.MALFORMED,
                    manifest.path(),
                    "%d requirements are not of packages, the first on line %s"
                            .formatted(invalid.size(), invalid.getFirst())));
        }
    }

    private void read(PackageJson.Requirement requirement) {
        Specifier specifier = Specifier.parse(requirement.spec());
        if (specifier.kind() == Specifier.Kind.CATALOG) {
            String range = catalog.get(Catalogs.key(specifier.text(), requirement.name()));
            if (range != null) specifier = Specifier.parse(range);
        }
        boolean member = members.contains(requirement.name()) && specifier.name() == null;
        if (specifier.kind() == Specifier.Kind.LOCAL || (member && isFromRegistry(specifier))) return;
        boolean exact = specifier.kind() == Specifier.Kind.EXACT;
        Purl purl = Coordinates.purl(
                Objects.requireNonNullElse(specifier.name(), requirement.name()), exact ? specifier.text() : null);
        if (purl == null) {
            invalid.add(String.valueOf(requirement.location().line()));
            return;
        }
        if (!exact) open++;
        components.add(new Component(
                withAddress(purl, specifier),
                requirement.spec(),
                requirement.scope(),
                Relation.DIRECT,
                List.of(requirement.location()),
                List.of(),
                List.of()));
    }

    private static boolean isFromRegistry(Specifier specifier) {
        return specifier.kind() == Specifier.Kind.EXACT || specifier.kind() == Specifier.Kind.RANGE;
    }

    private static Purl withAddress(Purl purl, Specifier specifier) {
        return switch (specifier.kind()) {
            case GIT -> Coordinates.fromGit(purl, specifier.text());
            case URL -> Coordinates.fromUrl(purl, specifier.text());
            case EXACT, RANGE, ARCHIVE, LOCAL, CATALOG, OTHER -> purl;
        };
    }
}
