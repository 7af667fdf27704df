// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.jar;

import dev.pomona.scanners.packages.maven.Coordinates;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Coordinates that an archive without a model may have, by its manifest and name, the likeliest first.
final class Guesses {

    private static final List<String> VERSIONS =
            List.of("Implementation-Version", "Bundle-Version", "Specification-Version");

    private static final int MAX_PARENTS = 5;

    private Guesses() {}

    static List<Coordinates> of(Map<String, String> manifest, FileName name) {
        String version = name.version() == null ? version(manifest) : name.version();
        if (version == null) return List.of();
        Set<String> groups = new LinkedHashSet<>();
        addGroup(groups, manifest.get("Implementation-Vendor-Id"));
        String bundle = first(manifest.get("Bundle-SymbolicName"));
        String module = first(manifest.get("Automatic-Module-Name"));
        // a bundle is most often named by its group and artifact, or by its group and the end of its artifact
        for (String dotted : new String[] {bundle, module, manifest.get("Implementation-Title")}) {
            if (dotted == null || dotted.indexOf('.') < 0) continue;
            String artifactDotted = name.artifactId().replace('-', '.');
            if (dotted.endsWith("." + artifactDotted)) {
                addGroup(groups, dotted.substring(0, dotted.length() - artifactDotted.length() - 1));
            }
            addGroup(groups, dotted.substring(0, dotted.lastIndexOf('.')));
            addGroup(groups, dotted);
        }
        var guesses = new ArrayList<Coordinates>();
        for (String group : groups) {
            var guess = new Coordinates(group, name.artifactId(), version);
            if (guess.isPublishable()) guesses.add(guess);
        }
        return guesses;
    }

    /// More that is worth asking a repository for, but too vague to be reported unproven.
    static List<Coordinates> provable(Map<String, String> manifest, FileName name) {
        String version = name.version() == null ? version(manifest) : name.version();
        if (version == null) return List.of();
        Set<String> groups = new LinkedHashSet<>();
        groups.add(name.artifactId());
        for (String header : List.of("Bundle-SymbolicName", "Automatic-Module-Name", "Implementation-Title")) {
            String dotted = first(manifest.get(header));
            for (int i = 0; dotted != null && i < MAX_PARENTS && dotted.indexOf('.') > 0; i++) {
                dotted = dotted.substring(0, dotted.lastIndexOf('.'));
                addGroup(groups, dotted);
            }
        }
        return groups.stream()
                .map(group -> new Coordinates(group, name.artifactId(), version))
                .filter(Coordinates::isPublishable)
                .toList();
    }

    private static void addGroup(Set<String> groups, @Nullable String group) {
        if (group != null && group.indexOf('.') > 0 && Coordinates.isName(group)) groups.add(group);
    }

    /// The version that the manifest states; `null` when it states none.
    static @Nullable String version(Map<String, String> manifest) {
        for (String name : VERSIONS) {
            String version = manifest.get(name);
            if (Coordinates.isVersion(version)) return version;
        }
        return null;
    }

    /// A bundle's name without its directives.
    private static @Nullable String first(@Nullable String header) {
        if (header == null) return null;
        int semicolon = header.indexOf(';');
        return (semicolon < 0 ? header : header.substring(0, semicolon)).strip();
    }
}
