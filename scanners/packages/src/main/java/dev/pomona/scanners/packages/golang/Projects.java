// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One scan: all modules and workspaces of the file set.
final class Projects {

    private final FileSet files;
    private final Reporter reporter;
    private final ScanContext context;
    private final Map<String, ModFile> modules = new TreeMap<>();
    private final Map<String, Workspace> workspaces = new HashMap<>();
    private final Map<String, Workspace> memberships = new HashMap<>();

    Projects(FileSet files, Reporter reporter, ScanContext context) {
        this.files = files;
        this.reporter = reporter;
        this.context = context;
    }

    void read() {
        for (FileFacts file : files.all()) {
            if (file.name().equals("go.mod")) {
                modules.put(file.folder(), ModFile.parse(file.path(), text(file.path()), reporter::gap));
            }
        }
        for (FileFacts file : files.all()) {
            if (file.name().equals("go.work")) readWorkspace(file);
        }
        for (ModFile module : modules.values()) {
            context.checkTime();
            readModule(module);
        }
        for (FileFacts file : files.all()) {
            context.checkTime();
            if (file.name().equals("modules.txt")) readVendor(file);
            if (file.name().equals("go.sum") && !modules.containsKey(file.folder())) {
                reporter.gap(new Gap(Gap.Kind.UNRESOLVED, file.path(), "go.sum without its go.mod says nothing"));
            }
        }
    }

    private String text(String path) {
        return Objects.requireNonNullElse(textOrNull(path), "");
    }

    private @Nullable String textOrNull(String path) {
        return files.find(path).map(FileView::text).orElse(null);
    }

    private void readWorkspace(FileFacts facts) {
        ModFile file = ModFile.parse(facts.path(), text(facts.path()), reporter::gap);
        var members = new ArrayList<ModFile>();
        for (ModFile.Named use : file.uses()) {
            String folder = join(file.folder(), use.text());
            ModFile member = folder == null ? null : modules.get(folder);
            if (member != null) {
                members.add(member);
            } else {
                reporter.gap(new Gap(
                        Gap.Kind.UNRESOLVED,
                        facts.path(),
                        "line %d: the module '%s' is not in the scan"
                                .formatted(use.location().line(), use.text())));
            }
        }
        Workspace workspace = Workspace.of(file, members);
        workspaces.put(file.folder(), workspace);
        for (ModFile member : members) memberships.put(member.folder(), workspace);
        Component standard = Standard.library(file);
        List<Component> components = standard == null ? List.of() : List.of(standard);
        reporter.manifest(new Manifest(facts.path(), "go-work", null, components, List.of()));
    }

    private void readModule(ModFile module) {
        Workspace workspace = memberships.getOrDefault(module.folder(), Workspace.none(module));
        String prefix = module.folder().isEmpty() ? "" : module.folder() + "/";
        String sumPath = prefix + "go.sum";
        String sum = textOrNull(sumPath);
        boolean vendored = files.find(prefix + "vendor/modules.txt").isPresent();
        new ModuleReader(module, workspace, vendored, modules.keySet(), reporter)
                .report(sum == null ? null : SumFile.parse(sumPath, sum, module.excluded()));
    }

    private void readVendor(FileFacts file) {
        String vendor = file.folder();
        String folder = vendor.contains("/") ? vendor.substring(0, vendor.lastIndexOf('/')) : "";
        VendorList list = VendorList.parse(file.path(), text(file.path()));
        new VendorReader(file.path(), list, modules.get(folder), workspaces.get(folder), reporter).report();
    }

    /// A relative path below a folder, `.` and `..` resolved; `null` when it leaves the root of the scan.
    static @Nullable String join(String folder, String relative) {
        if (relative.startsWith("/")) return null;
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : (folder + "/" + relative).split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".")) continue;
            if (!segment.equals("..")) segments.addLast(segment);
            else if (segments.pollLast() == null) return null;
        }
        return String.join("/", segments);
    }
}
