// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.project.ProjectPath;
import java.util.List;
import java.util.function.Predicate;

/// Components of Python projects, from lock files first and from manifests where there is none.
public final class PythonScanner implements ProjectScanner {

    private static final ScannerInfo INFO = new ScannerInfo(
            "python",
            1,
            "requirements files, Pipfile, poetry.lock, uv.lock, pdm.lock, pylock.toml, pyproject.toml, setup.cfg, setup.py");

    @Override
    public ScannerInfo info() {
        return INFO;
    }

    @Override
    public boolean wants(FileFacts file) {
        return switch (file.name()) {
            case "poetry.lock",
                    "uv.lock",
                    "pdm.lock",
                    "Pipfile",
                    "Pipfile.lock",
                    "pyproject.toml",
                    "setup.cfg",
                    "setup.py" -> true;
            default -> isPyLock(file.name()) || isScriptLock(file.name()) || Requirements.isNamedSo(file.path());
        };
    }

    private static boolean isPyLock(String name) {
        return name.equals("pylock.toml") || (name.startsWith("pylock.") && name.endsWith(".toml"));
    }

    private static boolean isScriptLock(String name) {
        return name.endsWith(".py.lock");
    }

    @Override
    public void scan(FileSet files, Reporter reporter, ScanContext context) {
        var project = new Project(files, reporter, context);
        List<String> paths = files.all().stream().map(FileFacts::path).toList();
        each(project, paths, "poetry.lock"::equals, PoetryLock::read);
        each(project, paths, name -> name.equals("uv.lock") || isScriptLock(name), UvLock::read);
        each(project, paths, "pdm.lock"::equals, PdmLock::read);
        each(project, paths, PythonScanner::isPyLock, PyLock::read);
        each(project, paths, "Pipfile.lock"::equals, PipfileLock::read);
        Requirements.read(project);
        each(project, paths, "Pipfile"::equals, (all, path) -> {
            if (!all.isLocked(path)) PipfileLock.readManifest(all, path);
        });
        each(project, paths, "pyproject.toml"::equals, PyProjectManifest::read);
        each(project, paths, "setup.cfg"::equals, SetupCfg::read);
        each(project, paths, "setup.py"::equals, SetupPy::read);
    }

    private interface Reader {
        void read(Project project, String path);
    }

    private static void each(Project project, List<String> paths, Predicate<String> named, Reader reader) {
        for (String path : paths) {
            if (!named.test(ProjectPath.name(path))) continue;
            project.context().checkTime();
            reader.read(project, path);
        }
    }
}
