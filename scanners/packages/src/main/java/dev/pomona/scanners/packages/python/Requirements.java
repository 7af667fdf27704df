// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scanners.packages.project.ProjectPath;
import dev.pomona.scanners.packages.python.RequirementsFile.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All requirements files of a scan: each is a manifest of its own, and the constraints that hold for it
/// resolve what it leaves open.
///
/// A constraints file names what may be installed rather than what is; its pins are reported all the same,
/// because they are most often there for packages that nothing else names.
final class Requirements {

    /// A file that repeats names asks for the square of them.
    private static final int MOST_EDGES = 200_000;

    private final Project project;
    private final Map<String, RequirementsFile> files = new TreeMap<>();
    private final Inclusions inclusions;

    private Requirements(Project project) {
        this.project = project;
        project.files().all().stream()
                .map(facts -> facts.path())
                .filter(Requirements::isNamedSo)
                .forEach(path -> project.text(path).ifPresent(text -> files.put(path, RequirementsParser.parse(text))));
        this.inclusions = Inclusions.of(project, files);
    }

    /// By name: `requirements*.txt`, `*-requirements.in`, `constraints.txt`, `*.pip`, and anything in a folder
    /// `requirements`.
    static boolean isNamedSo(String path) {
        String name = ProjectPath.name(path).toLowerCase(Locale.ROOT);
        if (name.endsWith(".pip")) return true;
        if (!name.endsWith(".txt") && !name.endsWith(".in")) return false;
        String folder = ProjectPath.name(ProjectPath.folder(path)).toLowerCase(Locale.ROOT);
        return name.contains("requirements")
                || name.contains("constraints")
                || name.startsWith("reqs")
                || folder.equals("requirements")
                || folder.equals("reqs");
    }

    static void read(Project project) {
        var requirements = new Requirements(project);
        for (String path : requirements.files.keySet()) {
            project.context().checkTime();
            requirements.report(path);
        }
    }

    private void report(String path) {
        RequirementsFile file = project(path);
        project.problems(Gap.Kind.MALFORMED, path, file.problems());
        if (compiledFrom(path).isPresent()) return;
        boolean constraints = isConstraints(path);
        Map<String, Line.Required> sources = sources(path, file);
        Map<String, Pin> pins = pins(path);
        List<Component> components = new ArrayList<>();
        Map<String, Set<Purl>> byName = new HashMap<>();
        int open = 0;
        for (Line line : file.lines()) {
            Component component = switch (line) {
                case Line.Required required -> {
                    boolean limit = constraints && required.requirement().pin() == null;
                    yield limit ? null : component(path, file, required, pins, sources);
                }
                case Line.Linked linked ->
                    linked(linked, GroupScope.ofFile(path), Location.at(path, linked.number(), linked.column()))
                            .orElse(null);
                case Line.Included _ -> null;
            };
            if (component == null) continue;
            components.add(component);
            byName.computeIfAbsent(component.purl().name(), _ -> new LinkedHashSet<>(1))
                    .add(component.purl());
            if (!component.isResolved()) open++;
        }
        if (open > 0) {
            project.gap(
                    Gap.Kind.UNRESOLVED,
                    path,
                    "%d of %d requirements have no exact version, and no constraints or compiled file resolve them"
                            .formatted(open, components.size()));
        }
        lockManifests(path, file);
        String kind = constraints ? "python-constraints" : "python-requirements";
        List<Dependency> edges = edges(file, byName);
        if (edges.size() >= MOST_EDGES) {
            project.gap(Gap.Kind.LIMIT, path, "more dependencies between packages than are kept");
        }
        project.reporter().manifest(new Manifest(path, kind, null, components, edges));
    }

    private RequirementsFile project(String path) {
        RequirementsFile file = files.get(path);
        if (file == null) throw new IllegalStateException(path);
        return file;
    }

    private static boolean isConstraints(String path) {
        return ProjectPath.name(path).toLowerCase(Locale.ROOT).contains("constraints");
    }

    /// The compiled file that answers for an `….in` file: `….txt` beside it.
    private Optional<String> compiledFrom(String path) {
        if (!path.endsWith(".in")) return Optional.empty();
        String compiled = path.substring(0, path.length() - 3) + ".txt";
        RequirementsFile file = files.get(compiled);
        return file != null && isCompiled(file) ? Optional.of(compiled) : Optional.empty();
    }

    private static boolean isCompiled(RequirementsFile file) {
        return file.compiled()
                || file.lines().stream()
                        .anyMatch(line -> line instanceof Line.Required required
                                && !required.via().isEmpty());
    }

    /// What was written by hand and then compiled into this file, by name; empty when that file isn't there.
    private Map<String, Line.Required> sources(String path, RequirementsFile file) {
        Map<String, Line.Required> sources = new HashMap<>();
        if (!isCompiled(file) || !path.endsWith(".txt")) return sources;
        String source = path.substring(0, path.length() - 4) + ".in";
        for (String each : inclusions.withIncluded(source)) {
            RequirementsFile written = files.get(each);
            if (written == null) continue;
            for (Line line : written.lines()) {
                if (line instanceof Line.Required required) {
                    sources.putIfAbsent(required.requirement().key(), required);
                }
            }
        }
        return sources;
    }

    private record Pin(String version, Location at) {}

    private Map<String, Pin> pins(String path) {
        Map<String, Pin> pins = new HashMap<>();
        for (String constraints : inclusions.constraintsOf(path)) {
            for (Line line : project(constraints).lines()) {
                if (!(line instanceof Line.Required required)) continue;
                String version = required.requirement().pin();
                if (version == null) continue;
                Location at = Location.at(constraints, required.number(), required.column());
                pins.putIfAbsent(required.requirement().key(), new Pin(version, at));
            }
        }
        return pins;
    }

    private @Nullable Component component(
            String path,
            RequirementsFile file,
            Line.Required line,
            Map<String, Pin> pins,
            Map<String, Line.Required> sources) {
        Requirement requirement = line.requirement();
        Location at = Location.at(path, line.number(), line.column());
        Declared declared = Declared.of(requirement, GroupScope.ofFile(path), at);
        if (declared.isLocal()) return null;
        Relation relation = relation(path, file, line, sources);
        Component stated = declared.component(relation).orElse(null);
        if (stated == null) return null;
        List<Location> locations = new ArrayList<>(List.of(at));
        Pin pin = pins.get(requirement.key());
        Purl purl = stated.purl();
        if (!stated.isResolved() && requirement.url() == null && pin != null && !line.open()) {
            purl = purl.withVersion(pin.version());
            locations.add(pin.at());
        }
        Line.Required source = sources.get(requirement.key());
        String wanted =
                source == null ? stated.requirement() : source.requirement().wanted();
        return new Component(purl, wanted, stated.scope(), relation, locations, line.digests(), List.of());
    }

    private static Relation relation(
            String path, RequirementsFile file, Line.Required line, Map<String, Line.Required> sources) {
        if (isConstraints(path)) return Relation.UNKNOWN;
        if (!isCompiled(file)) return Relation.DIRECT;
        if (line.via().stream().anyMatch(Requirements::isSource)
                || sources.containsKey(line.requirement().key())) {
            return Relation.DIRECT;
        }
        return line.via().isEmpty() && sources.isEmpty() ? Relation.UNKNOWN : Relation.TRANSITIVE;
    }

    /// Whether a `via` note names a file of the project (`-r dev.in`, `shop (pyproject.toml)`) rather than a
    /// package.
    private static boolean isSource(String via) {
        if (via.startsWith("-r ")) return true;
        return !via.startsWith("-") && (via.endsWith(".toml") || !PyPi.isName(withoutExtras(via)));
    }

    private static String withoutExtras(String name) {
        int bracket = name.indexOf('[');
        return bracket < 0 ? name : name.substring(0, bracket);
    }

    /// A file compiled from `pyproject.toml` or `setup.cfg`, beside it or one folder above, answers for that.
    private void lockManifests(String path, RequirementsFile file) {
        for (String manifest : List.of("pyproject.toml", "setup.cfg", "setup.py")) {
            boolean named = file.lines().stream()
                    .anyMatch(line -> line instanceof Line.Required required
                            && required.via().stream().anyMatch(via -> via.contains(manifest)));
            if (!named) continue;
            String folder = ProjectPath.folder(path);
            String beside = ProjectPath.in(folder, manifest);
            project.lock(project.has(beside) ? beside : ProjectPath.in(ProjectPath.folder(folder), manifest));
        }
    }

    /// The component that an address tells of: its archive's name, `#egg=`, or else the last part of a
    /// repository's address names it. Empty for folders of the project.
    static Optional<Component> linked(Line.Linked line, Scope scope, Location at) {
        Link link = line.link();
        if (link.kind() == Link.Kind.LOCAL && link.version() == null) return Optional.empty();
        String name = link.name() == null ? lastName(link.url()) : link.name();
        return PyPi.purl(name, link.version(), link.qualifiers())
                .map(purl -> new Component(
                        purl, link.url(), scope, Relation.DIRECT, List.of(at), line.digests(), List.of()));
    }

    private static String lastName(String url) {
        int reference = url.lastIndexOf('@');
        String name = reference > url.lastIndexOf('/') ? url.substring(0, reference) : url;
        name = name.substring(name.lastIndexOf('/') + 1);
        return name.endsWith(".git") ? name.substring(0, name.length() - 4) : name;
    }

    private static List<Dependency> edges(RequirementsFile file, Map<String, Set<Purl>> byName) {
        List<Dependency> edges = new ArrayList<>();
        for (Line line : file.lines()) {
            if (!(line instanceof Line.Required required)) continue;
            for (String via : required.via()) {
                for (Purl from : byName.getOrDefault(PyPi.normalise(withoutExtras(via)), Set.of())) {
                    for (Purl to : byName.getOrDefault(required.requirement().key(), Set.of())) {
                        if (edges.size() >= MOST_EDGES) return edges;
                        if (!from.equals(to)) edges.add(new Dependency(from, to));
                    }
                }
            }
        }
        return edges;
    }
}
