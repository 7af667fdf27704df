// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scanners.packages.project.ProjectPath;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Pipenv: `Pipfile.lock` with the `Pipfile` beside it, or the `Pipfile` alone.
///
/// The lock file states no edges; what the `Pipfile` does not name came with something else.
final class PipfileLock {

    private PipfileLock() {}

    static void read(Project project, String path) {
        Node document = project.json(path).orElse(null);
        if (document == null) return;
        Node meta = document.find("_meta");
        if (meta == null && !document.entries().isEmpty()) {
            project.gap(Gap.Kind.MALFORMED, path, "_meta is not there");
        }
        Node specification = document.find("_meta", "pipfile-spec");
        if (specification != null && !"6".equals(specification.text())) {
            project.gap(Gap.Kind.UNSUPPORTED, path, "pipfile-spec is not 6; read as 6");
        }
        var packages = new LockedPackages(project, path);
        for (Mapping.Entry category : document.entries()) {
            if (category.key().equals("_meta")) continue;
            Scope scope = scope(category.key());
            for (Mapping.Entry entry : category.value().entries()) add(packages, entry, scope);
        }
        String manifest = ProjectPath.in(ProjectPath.folder(path), "Pipfile");
        Optional<List<Declared>> declared = declared(project, manifest);
        declared.ifPresent(all -> {
            packages.declare(packages.graph().addLocal(), all);
            packages.graph().takeOthersForTransitive();
            project.lock(manifest);
        });
        packages.report("pipfile-lock", null, manifest);
    }

    private static Scope scope(String category) {
        return switch (category) {
            case "default", "packages" -> Scope.RUNTIME;
            case "develop", "dev-packages" -> Scope.DEVELOPMENT;
            default -> GroupScope.ofGroup(category);
        };
    }

    private static void add(LockedPackages packages, Mapping.Entry entry, Scope scope) {
        Node value = entry.value();
        Link link = PoetryDependency.link(value);
        String version = PoetryDependency.pin(value.entries().isEmpty() ? value.text() : value.text("version"));
        if (link != null && link.kind() == Link.Kind.LOCAL && link.version() == null) return;
        if (version == null && link != null) version = link.version();
        Map<String, String> qualifiers = link == null ? new TreeMap<>() : link.qualifiers();
        List<Digest> digests = new ArrayList<>();
        for (String hash : LockedPackages.texts(value.items("hashes")))
            PyPi.digest(hash).ifPresent(digests::add);
        packages.add(entry.key(), version, qualifiers, scope, digests, entry.at(packages.path()));
    }

    static void readManifest(Project project, String path) {
        declared(project, path).ifPresent(all -> Unlocked.report(project, path, "pipfile", null, all, "Pipfile.lock"));
    }

    private static Optional<List<Declared>> declared(Project project, String manifest) {
        return project.toml(manifest).map(document -> {
            List<Declared> declared = new ArrayList<>();
            List<String> problems = new ArrayList<>();
            for (Mapping.Entry category : document.entries()) {
                switch (category.key()) {
                    case "source", "requires", "scripts", "pipenv" -> {}
                    default -> {
                        for (Mapping.Entry entry : category.value().entries()) {
                            if (PyPi.isName(entry.key())) {
                                declared.add(PoetryDependency.read(
                                        entry.key(), entry.value(), scope(category.key()), entry.at(manifest)));
                            } else {
                                problems.add("line %d: a package can't be named so".formatted(entry.line()));
                            }
                        }
                    }
                }
            }
            project.problems(Gap.Kind.MALFORMED, manifest, problems);
            return declared;
        });
    }
}
