// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a `pyproject.toml` declares, in the tables of the standards (PEP 518, 621, 735) and of Poetry, PDM, uv
/// and Hatch.
///
/// @param name of the project as written, `null` when it has none
/// @param version `null` when it has none or a tool computes it
/// @param declared what the project needs; in the order of the file's tables
/// @param unlocked what no lock file answers for: the build back end's needs, and those of Hatch's environments
/// @param isDynamic whether the dependencies are declared to stand elsewhere (`setup.py`, a requirements file)
/// @param problems entries that could not be understood
record PyProject(
        String path,
        @Nullable String name,
        @Nullable String version,
        List<Declared> declared,
        List<Declared> unlocked,
        boolean isDynamic,
        List<String> problems) {

    PyProject {
        declared = List.copyOf(declared);
        unlocked = List.copyOf(unlocked);
        problems = List.copyOf(problems);
    }

    static PyProject read(Mapping document, String path) {
        return new Reading(document, path).read();
    }

    /// The project as a component would be named; `null` when it has no proper name.
    @Nullable
    Purl purl() {
        return PyPi.purl(name, version).or(() -> PyPi.purl(name, null)).orElse(null);
    }

    private static final class Reading {

        private final Mapping document;
        private final String path;
        private final List<Declared> declared = new ArrayList<>();
        private final List<Declared> unlocked = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();

        Reading(Mapping document, String path) {
            this.document = document;
            this.path = path;
        }

        PyProject read() {
            requirements(document.find("project", "dependencies"), Scope.RUNTIME, declared);
            for (var extra : entries("project", "optional-dependencies")) {
                requirements(extra.value(), Scope.OPTIONAL, declared);
            }
            for (var group : entries("dependency-groups")) {
                requirements(group.value(), GroupScope.ofGroup(group.key()), declared);
            }
            requirements(document.find("tool", "uv", "dev-dependencies"), Scope.DEVELOPMENT, declared);
            for (var group : entries("tool", "pdm", "dev-dependencies")) {
                requirements(group.value(), GroupScope.ofGroup(group.key()), declared);
            }
            for (var environment : entries("tool", "hatch", "envs")) {
                Scope scope = GroupScope.ofGroup(environment.key().equals("default") ? "dev" : environment.key());
                requirements(environment.value().find("dependencies"), scope, unlocked);
                requirements(environment.value().find("extra-dependencies"), scope, unlocked);
            }
            poetry();
            requirements(document.find("build-system", "requires"), Scope.BUILD, unlocked);
            applySources();
            boolean dynamic = document.find("project") != null
                    && document.find("project").items("dynamic").stream()
                            .anyMatch(item -> "dependencies".equals(item.text()));
            return new PyProject(path, stated("name"), stated("version"), declared, unlocked, dynamic, problems);
        }

        private List<Mapping.Entry> entries(String key, String... more) {
            Node node = document.find(key, more);
            return node == null ? List.of() : node.entries();
        }

        private @Nullable String stated(String key) {
            Node standard = document.find("project", key);
            Node poetry = document.find("tool", "poetry", key);
            if (standard != null && standard.text() != null) return standard.text();
            return poetry == null ? null : poetry.text();
        }

        private void requirements(@Nullable Node list, Scope scope, List<Declared> into) {
            if (list == null) return;
            for (Node item : list.items()) {
                if (!(item instanceof Scalar scalar)) continue; // { include-group = … } names a group read on its own
                String text = scalar.raw().strip();
                if (text.startsWith("-e ")) text = text.substring(3).strip();
                try {
                    Link link = text.startsWith("file:") || text.startsWith("git+") ? Link.parse(text) : null;
                    if (link != null && link.name() != null) text = link.name() + " @ " + text;
                    into.add(Declared.of(Requirement.parse(text), scope, item.at(path)));
                } catch (SyntaxException e) {
                    problems.add("line %d: %s".formatted(item.line(), e.getMessage()));
                }
            }
        }

        private void poetry() {
            poetryTable(document.find("tool", "poetry", "dependencies"), Scope.RUNTIME);
            poetryTable(document.find("tool", "poetry", "dev-dependencies"), Scope.DEVELOPMENT);
            for (var group : entries("tool", "poetry", "group")) {
                poetryTable(group.value().find("dependencies"), GroupScope.ofGroup(group.key()));
            }
        }

        private void poetryTable(@Nullable Node table, Scope scope) {
            if (table == null) return;
            for (Mapping.Entry entry : table.entries()) {
                if (entry.key().equals("python")) continue;
                if (!PyPi.isName(entry.key())) {
                    problems.add("line %d: a package can't be named so".formatted(entry.line()));
                    continue;
                }
                List<Node> alternatives = entry.value().items().isEmpty()
                        ? List.of(entry.value())
                        : entry.value().items();
                for (Node alternative : alternatives) {
                    declared.add(PoetryDependency.read(entry.key(), alternative, scope, entry.at(path)));
                }
            }
        }

        /// `[tool.uv.sources]` may say that a requirement is a folder of the project or comes from a
        /// repository.
        private void applySources() {
            var links = new HashMap<String, Link>();
            for (Mapping.Entry source : entries("tool", "uv", "sources")) {
                Link link = source.value().isTrue("workspace")
                        ? new Link(Link.Kind.LOCAL, ".", null, null)
                        : PoetryDependency.link(source.value());
                if (link != null) links.put(PyPi.normalise(source.key()), link);
            }
            declared.replaceAll(one -> {
                Link link = links.get(one.key());
                return link == null ? one : withLink(one, link);
            });
        }

        private static Declared withLink(Declared one, Link link) {
            return new Declared(
                    one.name(),
                    new TreeSet<>(one.extras()),
                    one.wanted(),
                    one.pin(),
                    link,
                    one.conditional(),
                    one.scope(),
                    one.at());
        }
    }
}
