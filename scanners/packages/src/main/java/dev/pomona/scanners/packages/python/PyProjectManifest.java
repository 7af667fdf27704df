// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.report.Gap;
import dev.pomona.scanners.packages.project.ProjectPath;
import java.util.ArrayList;
import java.util.List;

/// `pyproject.toml` as a manifest of its own: alone, or for what the lock file beside it leaves out.
final class PyProjectManifest {

    private static final String KIND = "python-pyproject";

    private PyProjectManifest() {}

    static void read(Project project, String path) {
        project.pyProject(path).ifPresent(pyProject -> report(project, path, pyProject));
    }

    private static void report(Project project, String path, PyProject pyProject) {
        if (project.isLocked(path)) {
            if (!pyProject.unlocked().isEmpty()) {
                Unlocked.reportBeside(project, path, KIND, pyProject.purl(), pyProject.unlocked());
            }
            return;
        }
        List<Declared> all = new ArrayList<>(pyProject.declared());
        all.addAll(pyProject.unlocked());
        Unlocked.report(
                project, path, KIND, pyProject.purl(), all, "lock file (poetry.lock, uv.lock, pdm.lock, pylock.toml)");
        String folder = ProjectPath.folder(path);
        boolean elsewhere =
                project.has(ProjectPath.in(folder, "setup.py")) || project.has(ProjectPath.in(folder, "setup.cfg"));
        if (pyProject.isDynamic() && !elsewhere) {
            project.gap(Gap.Kind.UNRESOLVED, path, "the dependencies are dynamic: a build back end computes them");
        }
    }
}
