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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes the manifest of one `vendor/modules.txt`: the modules of which something is copied there.
final class VendorReader {

    private static final int NAMED = 10;

    private final String path;
    private final VendorList list;
    private final @Nullable ModFile module;
    private final Reporter reporter;
    private final Map<String, ModFile.Require> required = new HashMap<>();
    private final List<Component> components = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();

    /// @param module the `go.mod` beside the folder, if there is one
    /// @param workspace the `go.work` beside the folder, if there is one
    VendorReader(
            String path, VendorList list, @Nullable ModFile module, @Nullable Workspace workspace, Reporter reporter) {
        this.path = path;
        this.list = list;
        this.module = module;
        this.reporter = reporter;
        if (workspace != null) required.putAll(workspace.newest());
        else if (module != null) module.requires().forEach(require -> required.put(require.path(), require));
    }

    void report() {
        for (VendorList.Module vendored : list.modules()) read(vendored);
        Purl root = module == null || module.module() == null
                ? null
                : Modules.purl(module.module().text(), null);
        var edges = new ArrayList<Dependency>();
        for (Component component : components) {
            if (root != null && component.relation() == Relation.DIRECT) {
                edges.add(new Dependency(root, component.purl()));
            }
        }
        reporter.manifest(new Manifest(path, "go-vendor", root, components, edges));
        if (!list.unreadable().isEmpty()) {
            reporter.gap(new Gap(
                    Gap.Kind.MALFORMED,
                    path,
                    "%d lines are not understood, the first is line %d"
                            .formatted(
                                    list.unreadable().size(), list.unreadable().getFirst())));
        }
        if (!changed.isEmpty()) {
            String names = String.join(", ", changed.subList(0, Math.min(NAMED, changed.size())));
            reporter.gap(new Gap(
                    Gap.Kind.UNRESOLVED,
                    path,
                    "out of step with go.mod about %d modules: %s".formatted(changed.size(), names)));
        }
    }

    private void read(VendorList.Module vendored) {
        ModFile.Require require = required.get(vendored.path());
        String version = vendored.version();
        boolean other = require != null && version != null && !require.version().equals(version);
        if (other) changed.add(vendored.path());
        if (!vendored.hasPackages() || version == null) return;
        String replacement = vendored.replacement();
        if (replacement != null && vendored.replacementVersion() == null) return; // a folder of the project
        String taken = Objects.requireNonNullElse(vendored.replacementVersion(), version);
        Purl purl = Modules.purl(Objects.requireNonNullElse(replacement, vendored.path()), taken);
        if (purl == null || !Modules.isVersion(taken)) {
            reporter.gap(new Gap(
                    Gap.Kind.MALFORMED,
                    path,
                    "line %d: not a module with a version"
                            .formatted(vendored.location().line())));
            return;
        }
        var locations = new ArrayList<Location>();
        locations.add(vendored.location());
        if (require != null) locations.add(require.location());
        components.add(new Component(
                purl,
                replacement == null ? null : vendored.path() + " " + version,
                Scope.RUNTIME,
                relation(vendored, require),
                locations,
                List.of(),
                List.of()));
    }

    /// Since Go 1.17 a module's file names indirect requirements too, and only it tells them apart.
    private static Relation relation(VendorList.Module vendored, ModFile.@Nullable Require require) {
        if (require != null) return require.indirect() ? Relation.TRANSITIVE : Relation.DIRECT;
        return vendored.explicit() ? Relation.UNKNOWN : Relation.TRANSITIVE;
    }
}
