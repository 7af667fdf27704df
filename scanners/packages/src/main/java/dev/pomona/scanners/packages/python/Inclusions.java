// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.report.Gap;
import dev.pomona.scanners.packages.project.ProjectPath;
import dev.pomona.scanners.packages.python.RequirementsFile.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which requirements files include or constrain which (`-r`, `-c`).
final class Inclusions {

    private final Map<String, List<String>> included = new HashMap<>();
    private final Map<String, List<String>> includedBy = new HashMap<>();
    private final Map<String, List<String>> constrainedBy = new HashMap<>();

    private Inclusions() {}

    /// Follows every `-r` and `-c`; one that leads nowhere or back to its own file is reported.
    static Inclusions of(Project project, Map<String, RequirementsFile> files) {
        var inclusions = new Inclusions();
        files.forEach((path, file) -> {
            for (Line line : file.lines()) {
                if (line instanceof Line.Included include) inclusions.add(project, files, path, include);
            }
        });
        for (String path : files.keySet()) {
            boolean again = inclusions.included.getOrDefault(path, List.of()).stream()
                    .anyMatch(next -> reach(List.of(next), inclusions.included).contains(path));
            if (again) project.gap(Gap.Kind.MALFORMED, path, "it includes itself");
        }
        return inclusions;
    }

    private void add(Project project, Map<String, RequirementsFile> files, String path, Line.Included include) {
        String file = include.file();
        Optional<String> target = file.contains("://") || file.contains("${")
                ? Optional.empty()
                : ProjectPath.resolve(ProjectPath.folder(path), file);
        if (target.isEmpty() || !files.containsKey(target.get())) {
            String why = target.isEmpty() ? "leads out of what is scanned" : "is not there or not named like one";
            project.gap(
                    Gap.Kind.UNRESOLVED,
                    path,
                    "line %d: the requirements file '%s' %s"
                            .formatted(include.number(), Link.withoutCredentials(file), why));
            return;
        }
        if (include.constraint()) {
            put(constrainedBy, path, target.get());
        } else {
            put(included, path, target.get());
            put(includedBy, target.get(), path);
        }
    }

    private static void put(Map<String, List<String>> map, String key, String value) {
        map.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(value);
    }

    /// A file and all that it includes.
    Set<String> withIncluded(String path) {
        return reach(List.of(path), included);
    }

    /// The files whose pins hold when `path` is installed, alone or as part of what includes it.
    Set<String> constraintsOf(String path) {
        if (constrainedBy.isEmpty()) return Set.of();
        Set<String> together = reach(reach(List.of(path), includedBy), included);
        Set<String> constraints = new LinkedHashSet<>();
        for (String file : together) constraints.addAll(constrainedBy.getOrDefault(file, List.of()));
        Set<String> all = reach(constraints, included);
        List<String> nested = new ArrayList<>();
        for (String file : all) nested.addAll(constrainedBy.getOrDefault(file, List.of()));
        all.addAll(reach(nested, included));
        return all;
    }

    private static Set<String> reach(Collection<String> from, Map<String, List<String>> next) {
        Set<String> reached = new LinkedHashSet<>(from);
        Deque<String> waiting = new ArrayDeque<>(reached);
        while (!waiting.isEmpty()) {
            for (String path : next.getOrDefault(waiting.remove(), List.of())) {
                if (reached.add(path)) waiting.add(path);
            }
        }
        return reached;
    }
}
