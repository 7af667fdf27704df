// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Toml;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One scan's files and its reporter, and which manifests a lock file has answered for.
final class Project {

    /// How many bad entries a gap names before it only counts.
    private static final int NAMED = 3;

    private final FileSet files;
    private final Reporter reporter;
    private final ScanContext context;
    private final Map<String, Optional<PyProject>> pyProjects = new HashMap<>();
    private final Set<String> locked = new HashSet<>();

    Project(FileSet files, Reporter reporter, ScanContext context) {
        this.files = files;
        this.reporter = reporter;
        this.context = context;
    }

    FileSet files() {
        return files;
    }

    Reporter reporter() {
        return reporter;
    }

    ScanContext context() {
        return context;
    }

    boolean has(String path) {
        return files.find(path).isPresent();
    }

    Optional<String> text(String path) {
        return files.find(path).map(FileView::text);
    }

    /// Reads a TOML file; a malformed one becomes a gap.
    Optional<Mapping> toml(String path) {
        return read(path, Toml::read);
    }

    /// Reads a JSON file; a malformed one becomes a gap.
    Optional<Node> json(String path) {
        return read(path, Json::read);
    }

    <T> Optional<T> read(String path, Function<String, T> reader) {
        Optional<String> text = text(path);
        if (text.isEmpty()) return Optional.empty();
        try {
            return Optional.of(reader.apply(text.get()));
        } catch (SyntaxException e) {
            gap(Gap.Kind.MALFORMED, path, e.describe());
            return Optional.empty();
        }
    }

    /// The `pyproject.toml` at a path, read once; empty when there is none or it is malformed.
    Optional<PyProject> pyProject(String path) {
        Optional<PyProject> known = pyProjects.get(path);
        if (known == null) {
            known = toml(path).map(document -> PyProject.read(document, path));
            known.ifPresent(project -> problems(Gap.Kind.MALFORMED, path, project.problems()));
            pyProjects.put(path, known);
        }
        return known;
    }

    /// Notes that a lock file answers for what a manifest declares.
    void lock(String manifest) {
        locked.add(manifest);
    }

    boolean isLocked(String manifest) {
        return locked.contains(manifest);
    }

    void gap(Gap.Kind kind, String path, String message) {
        reporter.gap(new Gap(kind, path, message));
    }

    /// One gap for all bad entries of a file; none when there are none.
    void problems(Gap.Kind kind, String path, List<String> problems) {
        if (problems.isEmpty()) return;
        String named = String.join("; ", problems.subList(0, Math.min(NAMED, problems.size())));
        String more = problems.size() > NAMED ? "; and %d more".formatted(problems.size() - NAMED) : "";
        gap(kind, path, named + more);
    }
}
