// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Modules that are built together, and what that changes for each: they are no third party to each other,
/// the workspace's replacements come first, and all build with the newest version that any of them asks
/// for.
///
/// @param replaces in order of precedence
/// @param newest by module path, over all members
record Workspace(
        @Nullable ModFile file,
        Set<String> members,
        List<ModFile.Replace> replaces,
        Map<String, ModFile.Require> newest) {

    /// A module that is in no workspace.
    static Workspace none(ModFile module) {
        return new Workspace(null, Set.of(), module.replaces(), Map.of());
    }

    static Workspace of(ModFile file, List<ModFile> modules) {
        var members = new HashSet<String>();
        var replaces = new ArrayList<>(file.replaces());
        var newest = new HashMap<String, ModFile.Require>();
        for (ModFile module : modules) {
            if (module.module() != null) members.add(module.module().text());
            replaces.addAll(module.replaces());
            for (ModFile.Require require : module.requires()) {
                newest.merge(require.path(), require, (one, other) -> {
                    boolean first = GoVersion.ORDER.compare(one.version(), other.version()) >= 0;
                    return first ? one : other;
                });
            }
        }
        return new Workspace(file, members, replaces, newest);
    }

    /// What is built with where a module asks for this.
    ModFile.Require selected(ModFile.Require require) {
        ModFile.Require other = newest.get(require.path());
        if (other == null) return require;
        return GoVersion.ORDER.compare(other.version(), require.version()) > 0 ? other : require;
    }

    /// The replacement of a version; one for just this version goes before one for all. `null` when it is not
    /// replaced.
    ModFile.@Nullable Replace replacement(Map<String, List<ModFile.Replace>> byPath, String path, String version) {
        ModFile.Replace general = null;
        for (ModFile.Replace replace : byPath.getOrDefault(path, List.of())) {
            if (!replace.applies(path, version)) continue;
            if (replace.oldVersion() != null) return replace;
            if (general == null) general = replace;
        }
        return general;
    }
}
