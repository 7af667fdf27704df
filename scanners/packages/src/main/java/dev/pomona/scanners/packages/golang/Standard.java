// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import org.jspecify.annotations.Nullable;

/// What a module's or workspace's file says of the standard library that it is built with.
///
/// The `go` line is the oldest version that may build it, the `toolchain` line the one that is taken at
/// least. A line with a patch version (`1.22.3`) or a preview (`1.23rc1`) is taken for the version; a mere
/// language version (`1.22`) leaves it open, since any later toolchain may build the module.
final class Standard {

    private Standard() {}

    /// `null` when the file says nothing of it.
    static @Nullable Component library(ModFile file) {
        ModFile.Named language = file.language();
        ModFile.Named toolchain = file.toolchain();
        String chosen = toolchain == null ? null : version(toolchain.text());
        String stated = language == null ? null : version("go" + language.text());
        boolean newer =
                chosen != null && (stated == null || GoVersion.ORDER.compare(ordered(chosen), ordered(stated)) >= 0);
        String version = newer ? chosen : stated;
        ModFile.Named source = newer || language == null ? toolchain : language;
        if (source == null) return null;
        return version == null
                ? Component.unresolved(
                        Modules.standardLibrary(null), source.text(), Scope.RUNTIME, Relation.DIRECT, source.location())
                : Component.of(Modules.standardLibrary(version), Scope.RUNTIME, Relation.DIRECT, source.location());
    }

    /// The release in `go1.22.3`, `go1.22.3-custom`, `go1.23rc1`; `null` when the text names none.
    static @Nullable String version(String name) {
        if (!name.startsWith("go")) return null;
        int end = 2;
        while (end < name.length() && "-+ ".indexOf(name.charAt(end)) < 0) end++;
        String version = name.substring(2, end);
        boolean plain = version.length() < 40
                && version.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.');
        if (!plain || version.isEmpty() || !Character.isDigit(version.charAt(0))) return null;
        boolean patch = version.indexOf('.') != version.lastIndexOf('.');
        boolean preview = version.contains("rc") || version.contains("beta");
        return patch || preview ? version : null;
    }

    /// In a form that the order of modules understands: `1.23rc1` comes before `1.23.0`.
    private static String ordered(String version) {
        return version.replace("rc", ".0-rc.").replace("beta", ".0-beta.");
    }
}
