// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scanners.packages.project.ProjectPath;
import dev.pomona.syntax.Ini;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The declarative configuration of setuptools in `setup.cfg`.
final class SetupCfg {

    private SetupCfg() {}

    static void read(Project project, String path) {
        String folder = ProjectPath.folder(path);
        if (project.isLocked(path) || project.isLocked(ProjectPath.in(folder, "pyproject.toml"))) return;
        project.read(path, Ini::read).ifPresent(document -> report(project, path, document));
    }

    private static void report(Project project, String path, Mapping document) {
        List<Declared> declared = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Mapping.Entry option : document.entries("options")) {
            Scope scope = switch (option.key().replace('-', '_')) {
                case "install_requires" -> Scope.RUNTIME;
                case "setup_requires" -> Scope.BUILD;
                case "tests_require" -> Scope.TEST;
                default -> null;
            };
            if (scope != null) requirements(project, path, option.value(), scope, declared, problems);
        }
        for (Mapping.Entry extra : document.entries("options.extras_require")) {
            requirements(project, path, extra.value(), Scope.OPTIONAL, declared, problems);
        }
        project.problems(Gap.Kind.MALFORMED, path, problems);
        Unlocked.report(project, path, "python-setup-cfg", root(document), declared, "lock file");
    }

    private static @Nullable Purl root(Mapping document) {
        Node metadata = document.find("metadata");
        if (metadata == null) return null;
        String version = metadata.text("version");
        return PyPi.purl(metadata.text("name"), version)
                .or(() -> PyPi.purl(metadata.text("name"), null))
                .orElse(null);
    }

    private static void requirements(
            Project project, String path, Node value, Scope scope, List<Declared> declared, List<String> problems) {
        String text = value.text();
        if (text == null) return;
        if (text.startsWith("file:")) {
            for (String file : text.substring(5).split("[,\n]", -1)) {
                boolean read = ProjectPath.resolve(ProjectPath.folder(path), file)
                        .filter(project::has)
                        .isPresent();
                if (!read) {
                    project.gap(
                            Gap.Kind.UNRESOLVED,
                            path,
                            "line %d: the requirements file '%s' was not read".formatted(value.line(), file.strip()));
                }
            }
            return;
        }
        int line = value.line() - 1;
        for (String entry : text.split("\n", -1)) {
            line++;
            Location at = Location.at(path, line, line == value.line() ? value.column() : 1);
            if (entry.isBlank()) continue;
            try {
                declared.add(Declared.of(Requirement.parse(withoutComment(entry)), scope, at));
            } catch (SyntaxException e) {
                problems.add("line %d: %s".formatted(line, e.getMessage()));
            }
        }
    }

    private static String withoutComment(String entry) {
        int comment = entry.indexOf(" #");
        return comment < 0 ? entry : entry.substring(0, comment);
    }
}
