// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Scope;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the name of a dependency group or of a requirements file says about when its packages are needed.
/// Python leaves these names to people; the words are those that people use.
final class GroupScope {

    private GroupScope() {}

    /// A group is for development unless its name says main, test or build.
    static Scope ofGroup(String group) {
        Scope stated = stated(group);
        if (stated != null) return stated;
        return switch (group.toLowerCase(Locale.ROOT)) {
            case "main", "default", "prod", "production" -> Scope.RUNTIME;
            default -> Scope.DEVELOPMENT;
        };
    }

    /// A file is for what runs unless its name, or a folder of tests or documents around it, says otherwise.
    static Scope ofFile(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Scope stated = stated(name);
        if (stated != null) return stated;
        String[] folders = path.substring(0, path.length() - name.length()).split("/", -1);
        for (int i = folders.length - 1; i >= 0; i--) {
            switch (folders[i]) {
                case "test", "tests", "testing" -> {
                    return Scope.TEST;
                }
                case "doc", "docs" -> {
                    return Scope.DEVELOPMENT;
                }
                default -> {}
            }
        }
        return Scope.RUNTIME;
    }

    private static @Nullable Scope stated(String name) {
        Scope scope = null;
        for (String word : name.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
            switch (word) {
                case "test", "tests", "testing", "pytest", "tox", "nox" -> scope = Scope.TEST;
                case "dev",
                        "devel",
                        "develop",
                        "development",
                        "doc",
                        "docs",
                        "documentation",
                        "lint",
                        "linting",
                        "linters",
                        "typing",
                        "mypy",
                        "ci",
                        "tools",
                        "style",
                        "format",
                        "precommit",
                        "bench",
                        "benchmark",
                        "benchmarks" -> {
                    if (scope == null) scope = Scope.DEVELOPMENT;
                }
                case "build" -> {
                    if (scope == null) scope = Scope.BUILD;
                }
                default -> {}
            }
        }
        return scope;
    }
}
