// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.report.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Manifests that no lock file answers for: what they state, and one gap for what stays open.
final class Unlocked {

    private Unlocked() {}

    /// @param missing the file that would tell, for the gap
    static void report(
            Project project, String path, String kind, @Nullable Purl root, List<Declared> declared, String missing) {
        List<Component> components = components(project, path, declared);
        long open =
                components.stream().filter(component -> !component.isResolved()).count();
        if (open > 0) {
            project.gap(
                    Gap.Kind.UNRESOLVED,
                    path,
                    "there is no %s for it: %d of %d requirements have no exact version"
                            .formatted(missing, open, components.size()));
        }
        manifest(project, path, kind, root, components);
    }

    /// Without a gap, for what lock files never tell.
    static void reportBeside(Project project, String path, String kind, @Nullable Purl root, List<Declared> declared) {
        manifest(project, path, kind, root, components(project, path, declared));
    }

    private static List<Component> components(Project project, String path, List<Declared> declared) {
        List<Component> components = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Declared one : declared) {
            if (one.isLocal()) continue;
            Optional<Component> component = one.component(Relation.DIRECT);
            if (component.isEmpty())
                problems.add("line %d: a version can't be so".formatted(one.at().line()));
            component.ifPresent(components::add);
        }
        project.problems(Gap.Kind.MALFORMED, path, problems);
        return components;
    }

    private static void manifest(
            Project project, String path, String kind, @Nullable Purl root, List<Component> components) {
        List<Dependency> edges = root == null
                ? List.of()
                : components.stream()
                        .map(component -> new Dependency(root, component.purl()))
                        .toList();
        project.reporter().manifest(new Manifest(path, kind, root, components, edges));
    }
}
