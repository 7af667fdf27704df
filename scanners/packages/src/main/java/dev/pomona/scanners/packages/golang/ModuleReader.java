// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.Reporter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the manifest of one `go.mod`.
///
/// Since Go 1.17 the file lists every module that a package of the main module needs, so it is the answer.
/// Before, it lists what is imported directly; the rest is taken from `go.sum`, of each module the newest
/// version, and the gap says so. A module whose package `tool` names is direct, in the scope of what runs,
/// because the file does not tell whether something else needs it too.
final class ModuleReader {

    private static final int NAMED = 10;
    private static final int LONGEST_TOOL = 1024;

    private final ModFile file;
    private final Workspace workspace;
    private final boolean vendored;
    private final Set<String> folders;
    private final Reporter reporter;
    private final Map<String, List<ModFile.Replace>> replaces = new HashMap<>();
    private final List<Component> components = new ArrayList<>();
    private final List<String> invalid = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private final List<String> unsummed = new ArrayList<>();

    /// @param vendored whether a list of vendored modules stands beside it, which is complete for any
    ///     version of Go
    /// @param folders of all modules of the scan
    ModuleReader(ModFile file, Workspace workspace, boolean vendored, Set<String> folders, Reporter reporter) {
        this.file = file;
        this.workspace = workspace;
        this.vendored = vendored;
        this.folders = folders;
        this.reporter = reporter;
        for (ModFile.Replace replace : workspace.replaces()) {
            replaces.computeIfAbsent(replace.oldPath(), _ -> new ArrayList<>(1)).add(replace);
        }
    }

    /// @param sums `null` when there is no `go.sum`
    void report(@Nullable SumFile sums) {
        Component standard = Standard.library(file);
        if (standard != null) components.add(standard);
        if (standard != null && !standard.isResolved()) open.add("stdlib");
        Set<String> tools = toolModules();
        for (ModFile.Require require : file.requires()) read(require, sums, tools);
        if (!file.isPruned() && !vendored) complete(sums);
        Purl root = file.module() == null ? null : Modules.purl(file.module().text(), null);
        reporter.manifest(new Manifest(file.path(), "go-mod", root, components, edges(root)));
        gap(Gap.Kind.UNRESOLVED, "states no version of: %s", open);
        gap(Gap.Kind.UNRESOLVED, "out of step with go.sum, which lacks: %s", unsummed);
        gap(Gap.Kind.MALFORMED, "names what can't be modules, on lines: %s", invalid);
    }

    private void gap(Gap.Kind kind, String message, List<String> names) {
        if (names.isEmpty()) return;
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        String all = names.size() <= NAMED ? first : "%s and %d more".formatted(first, names.size() - NAMED);
        reporter.gap(new Gap(kind, file.path(), message.formatted(all)));
    }

    /// The requirements that provide the packages of `tool` lines: the longest path that the package's
    /// begins with.
    private Set<String> toolModules() {
        var required = new HashSet<String>();
        for (ModFile.Require require : file.requires()) required.add(require.path());
        var modules = new HashSet<String>();
        for (String tool : file.tools()) {
            if (tool.length() > LONGEST_TOOL) continue;
            String path = tool;
            while (!path.isEmpty() && !required.contains(path)) {
                path = path.substring(0, Math.max(0, path.lastIndexOf('/')));
            }
            modules.add(path);
        }
        return modules;
    }

    private void read(ModFile.Require require, @Nullable SumFile sums, Set<String> tools) {
        if (workspace.members().contains(require.path())) return;
        ModFile.Require selected = workspace.selected(require);
        String version = selected.version();
        ModFile.Replace replace = workspace.replacement(replaces, require.path(), version);
        if (replace != null && replace.version() == null) {
            checkFolder(replace);
            return;
        }
        String path = replace == null ? require.path() : replace.path();
        String taken = replace == null || replace.version() == null ? version : replace.version();
        boolean resolved = Modules.isVersion(taken);
        Purl purl = Modules.purl(path, resolved ? taken : null);
        if (purl == null) {
            invalid.add(String.valueOf(require.location().line()));
            return;
        }
        if (!resolved) open.add(require.path());
        boolean outOfStep =
                sums != null && workspace.file() == null && !sums.known().contains(path + "@" + taken);
        if (outOfStep && resolved) unsummed.add(path);
        boolean direct = !require.indirect() || tools.contains(require.path());
        var locations = new ArrayList<Location>();
        locations.add(require.location());
        if (!selected.equals(require)) locations.add(selected.location());
        if (replace != null) locations.add(replace.location());
        components.add(new Component(
                purl,
                requirement(require, taken, replace, resolved),
                Scope.RUNTIME,
                direct ? Relation.DIRECT : Relation.TRANSITIVE,
                locations,
                List.of(),
                List.of()));
    }

    /// What the file asks for, where something else is taken; `null` where it states just the version.
    private static @Nullable String requirement(
            ModFile.Require require, String taken, ModFile.@Nullable Replace replace, boolean resolved) {
        if (replace != null) return require.path() + " " + require.version();
        if (!resolved) return taken;
        return taken.equals(require.version()) ? null : require.version();
    }

    /// A folder of the project is a module of its own, or none of ours to see.
    private void checkFolder(ModFile.Replace replace) {
        String base = replace.location().path();
        String folder = base.contains("/") ? base.substring(0, base.lastIndexOf('/')) : "";
        String target = Projects.join(folder, replace.path());
        if (target != null && folders.contains(target)) return;
        reporter.gap(new Gap(
                Gap.Kind.UNRESOLVED,
                file.path(),
                "'%s' is replaced by the folder '%s', which is no module in the scan"
                        .formatted(replace.oldPath(), replace.path())));
    }

    private void complete(@Nullable SumFile sums) {
        if (sums == null) {
            if (file.requires().isEmpty()) return;
            reporter.gap(new Gap(
                    Gap.Kind.UNRESOLVED,
                    file.path(),
                    "before Go 1.17 go.mod lists direct requirements alone, and there is no go.sum for the others"));
            return;
        }
        var stated = new HashSet<String>();
        for (ModFile.Require require : file.requires()) stated.add(require.path());
        for (ModFile.Replace replace : workspace.replaces()) stated.add(replace.path());
        int added = 0;
        for (Map.Entry<String, SumFile.Entry> each : sums.newest().entrySet()) {
            if (stated.contains(each.getKey()) || workspace.members().contains(each.getKey())) continue;
            Purl purl = Modules.purl(each.getKey(), each.getValue().version());
            if (purl == null) continue;
            added++;
            components.add(Component.of(
                    purl, Scope.RUNTIME, Relation.TRANSITIVE, each.getValue().location()));
        }
        if (added > 0) {
            reporter.gap(new Gap(
                    Gap.Kind.UNRESOLVED,
                    file.path(),
                    "before Go 1.17 go.mod lists direct requirements alone: %d modules are taken from go.sum, each in "
                                    .formatted(added)
                            + "the newest version that it names, which may be newer than the one that is built"));
        }
    }

    private List<Dependency> edges(@Nullable Purl root) {
        if (root == null) return List.of();
        return components.stream()
                .filter(component -> component.relation() == Relation.DIRECT)
                .map(component -> new Dependency(root, component.purl()))
                .toList();
    }
}
