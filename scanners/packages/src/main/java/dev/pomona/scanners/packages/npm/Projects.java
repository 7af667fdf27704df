// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import dev.pomona.model.component.Purl;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One scan: all projects of the file set, lock files first.
final class Projects {

    private final FileSet files;
    private final Reporter reporter;
    private final ScanContext context;
    private final SortedMap<String, PackageJson> manifests = new TreeMap<>();
    private final Map<String, Workspace> workspaces = new HashMap<>();
    private final Map<String, Map<String, String>> yarnCatalogs = new HashMap<>();
    private final Set<String> resolved = new HashSet<>();

    /// A folder that names members, and what they share.
    private record Workspace(Workspaces members, Map<String, String> catalog, Set<String> names) {

        static final Workspace NONE = new Workspace(new Workspaces(List.of()), Map.of(), Set.of());
    }

    Projects(FileSet files, Reporter reporter, ScanContext context) {
        this.files = files;
        this.reporter = reporter;
        this.context = context;
    }

    void read() {
        for (FileFacts file : files.all()) {
            if (file.name().equals("package.json")) readManifest(file);
            else if (file.name().equals(".yarnrc.yml")) readYarnSettings(file);
        }
        for (FileFacts file : files.all()) {
            context.checkTime();
            if (isLock(file)) readLock(file);
        }
        for (PackageJson manifest : manifests.values()) {
            if (!manifest.workspaces().isEmpty()) {
                workspaces.put(
                        manifest.folder(),
                        workspace(manifest.folder(), manifest.workspaces(), yarnCatalog(manifest.folder())));
            }
        }
        for (FileFacts file : files.all()) {
            if (file.name().equals("pnpm-workspace.yaml")) readWorkspace(file);
        }
        for (PackageJson manifest : manifests.values()) {
            if (resolved.contains(manifest.folder())) continue;
            context.checkTime();
            Workspace workspace = workspaceOf(manifest.folder());
            new UnlockedManifest(manifest, workspace.names(), workspace.catalog()).report(reporter);
        }
    }

    private static boolean isLock(FileFacts file) {
        return switch (file.name()) {
            case "package.json", "pnpm-workspace.yaml", ".yarnrc.yml" -> false;
            default -> true;
        };
    }

    private void readManifest(FileFacts file) {
        try {
            PackageJson manifest = PackageJson.parse(file.path(), text(file));
            manifests.put(manifest.folder(), manifest);
        } catch (SyntaxException e) {
            reporter.gap(new Gap(Gap.Kind.MALFORMED, file.path(), e.describe()));
        }
    }

    private String text(FileFacts file) {
        return files.find(file.path()).map(FileView::text).orElse("");
    }

    private void readLock(FileFacts facts) {
        if (facts.name().equals("bun.lockb")) {
            reporter.gap(new Gap(
                    Gap.Kind.UNSUPPORTED,
                    facts.path(),
                    "Bun's binary lock file is not read; 'bun install --save-text-lockfile' writes the one that is"));
            return;
        }
        boolean inModules = facts.name().equals(".package-lock.json");
        String folder = inModules ? parent(facts.folder()) : facts.folder();
        var lock = new LockFile(facts.path(), folder, manifests);
        String text = text(facts);
        String kind = kind(facts.name(), text);
        try {
            Purl root = read(lock, kind, text);
            reporter.manifest(lock.graph().manifest(facts.path(), kind, root));
            resolved.addAll(lock.covered());
        } catch (SyntaxException e) {
            reporter.gap(new Gap(Gap.Kind.MALFORMED, facts.path(), e.describe()));
        }
        lock.gaps().forEach(reporter::gap);
    }

    private static String parent(String folder) {
        return folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
    }

    private static String kind(String name, String text) {
        return switch (name) {
            case "yarn.lock" -> YarnBerryLock.isOne(text) ? "yarn-berry-lock" : "yarn-lock";
            case "pnpm-lock.yaml" -> "pnpm-lock";
            case "bun.lock" -> "bun-lock";
            default -> "npm-lock";
        };
    }

    private @Nullable Purl read(LockFile lock, String kind, String text) {
        return switch (kind) {
            case "yarn-berry-lock" -> YarnBerryLock.read(lock, text, yarnCatalog(lock.folder()));
            case "yarn-lock" -> YarnClassicLock.read(lock, text, foldersBelow(lock.folder()));
            case "pnpm-lock" -> PnpmLock.read(lock, text);
            case "bun-lock" -> BunLock.read(lock, text);
            default -> PackageLock.read(lock, text);
        };
    }

    /// The folders of manifests below a folder, relative to it.
    private List<String> foldersBelow(String folder) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        var folders = new ArrayList<String>();
        for (String each : manifests.tailMap(prefix).keySet()) {
            if (!each.startsWith(prefix)) break;
            if (each.length() > prefix.length()) folders.add(each.substring(prefix.length()));
        }
        return folders;
    }

    private void readYarnSettings(FileFacts file) {
        try {
            yarnCatalogs.put(file.folder(), Catalogs.read(Yaml.read(text(file))));
        } catch (SyntaxException e) {
            reporter.gap(new Gap(Gap.Kind.MALFORMED, file.path(), e.describe()));
        }
    }

    private Map<String, String> yarnCatalog(String folder) {
        return yarnCatalogs.getOrDefault(folder, Map.of());
    }

    private void readWorkspace(FileFacts file) {
        try {
            Node yaml = Yaml.read(text(file));
            var patterns = new ArrayList<String>();
            for (Node item : yaml.items("packages")) {
                String pattern = item.text();
                if (pattern != null) patterns.add(pattern);
            }
            workspaces.put(file.folder(), workspace(file.folder(), patterns, Catalogs.read(yaml)));
        } catch (SyntaxException e) {
            reporter.gap(new Gap(Gap.Kind.MALFORMED, file.path(), e.describe()));
        }
    }

    private Workspace workspace(String folder, List<String> patterns, Map<String, String> catalog) {
        var members = new Workspaces(patterns);
        var names = new HashSet<String>();
        PackageJson root = manifests.get(folder);
        if (root != null && root.name() != null) names.add(root.name());
        for (String below : foldersBelow(folder)) {
            PackageJson manifest = manifests.get(folder.isEmpty() ? below : folder + "/" + below);
            if (manifest != null && manifest.name() != null && members.contain(below)) names.add(manifest.name());
        }
        return new Workspace(members, catalog, names);
    }

    /// The nearest workspace that a folder is the root or a member of.
    private Workspace workspaceOf(String folder) {
        String above = folder;
        while (true) {
            Workspace workspace = workspaces.get(above);
            if (workspace != null) {
                String relative =
                        above.isEmpty() ? folder : folder.substring(Math.min(folder.length(), above.length() + 1));
                if (above.equals(folder) || workspace.members().contain(relative)) return workspace;
            }
            if (above.isEmpty()) return Workspace.NONE;
            above = parent(above);
        }
    }
}
