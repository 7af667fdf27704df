// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rust;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.project.ProjectPath;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Toml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Crates of Rust projects: every `Cargo.lock` with the manifests that belong to it, and manifests that belong
/// to none.
public final class CargoScanner implements ProjectScanner {

    private static final ScannerInfo INFO = new ScannerInfo("cargo", 1, "Rust crates in Cargo.lock and Cargo.toml");

    @Override
    public ScannerInfo info() {
        return INFO;
    }

    @Override
    public boolean wants(FileFacts file) {
        return file.name().equals("Cargo.lock") || file.name().equals("Cargo.toml");
    }

    @Override
    public void scan(FileSet files, Reporter reporter, ScanContext context) {
        new Run(files, reporter, context).scan();
    }

    private static final class Run {

        private final FileSet files;
        private final Reporter reporter;
        private final ScanContext context;
        private final Map<String, Mapping> manifests = new TreeMap<>();
        private final Map<String, CargoLock> locks = new TreeMap<>();

        Run(FileSet files, Reporter reporter, ScanContext context) {
            this.files = files;
            this.reporter = reporter;
            this.context = context;
        }

        void scan() {
            for (FileFacts facts : files.all()) {
                context.checkTime();
                Mapping document = read(facts.path());
                if (document == null) continue;
                if (facts.name().equals("Cargo.toml")) manifests.put(facts.path(), document);
                else locks.put(facts.folder(), CargoLock.read(document, facts.path()));
            }
            List<CargoManifest> unlocked = new ArrayList<>();
            manifests.forEach((path, document) -> {
                CargoManifest manifest = CargoManifest.read(document, path, workspace(path, document));
                problems(manifest);
                CargoLock lock = lock(manifest);
                if (lock != null) lock.add(manifest);
                else if (!isWorkspaceOnly(manifest)) unlocked.add(manifest);
            });
            for (CargoLock lock : locks.values()) {
                context.checkTime();
                List<Gap> gaps = new ArrayList<>();
                reporter.manifest(lock.manifest(gaps));
                gaps.forEach(reporter::gap);
            }
            unlocked.forEach(this::reportUnlocked);
        }

        private @Nullable Mapping read(String path) {
            FileView file = files.find(path).orElse(null);
            if (file == null) return null;
            try {
                return Toml.read(file.text());
            } catch (SyntaxException e) {
                reporter.gap(new Gap(Gap.Kind.MALFORMED, path, e.describe()));
                return null;
            }
        }

        /// The root of the workspace that a manifest is in: itself, the one it names, or the nearest above it.
        private @Nullable Mapping workspace(String path, Mapping document) {
            if (document.find("workspace") != null) return document;
            var named = document.find("package", "workspace");
            String folder = ProjectPath.folder(path);
            if (named != null && named.text() != null) {
                return ProjectPath.resolve(folder, String.valueOf(named.text()))
                        .map(root -> manifests.get(ProjectPath.in(root, "Cargo.toml")))
                        .orElse(null);
            }
            while (!folder.isEmpty() && !folder.endsWith("!")) {
                folder = ProjectPath.folder(folder);
                Mapping above = manifests.get(ProjectPath.in(folder, "Cargo.toml"));
                if (above != null && above.find("workspace") != null) return above;
            }
            return null;
        }

        /// The nearest lock file, in the manifest's folder or above, that knows its package.
        private @Nullable CargoLock lock(CargoManifest manifest) {
            String folder = ProjectPath.folder(manifest.path());
            while (true) {
                CargoLock lock = locks.get(folder);
                if (lock != null && lock.hasLocal(manifest.name())) return lock;
                if (folder.isEmpty() || folder.endsWith("!")) return null;
                folder = ProjectPath.folder(folder);
            }
        }

        private boolean isWorkspaceOnly(CargoManifest manifest) {
            return manifest.name() == null && locks.containsKey(ProjectPath.folder(manifest.path()));
        }

        private void problems(CargoManifest manifest) {
            if (manifest.problems().isEmpty()) return;
            int named = Math.min(3, manifest.problems().size());
            reporter.gap(new Gap(
                    Gap.Kind.MALFORMED,
                    manifest.path(),
                    String.join("; ", manifest.problems().subList(0, named))
                            + (manifest.problems().size() > named
                                    ? "; and %d more"
                                            .formatted(manifest.problems().size() - named)
                                    : "")));
        }

        private void reportUnlocked(CargoManifest manifest) {
            List<Component> components = new ArrayList<>();
            for (CargoDependency one : manifest.dependencies()) {
                if (!one.isLocal()) one.component().ifPresent(components::add);
            }
            Purl root = manifest.purl();
            List<Dependency> edges = root == null
                    ? List.of()
                    : components.stream()
                            .map(component -> new Dependency(root, component.purl()))
                            .toList();
            reporter.manifest(new Manifest(manifest.path(), "cargo-manifest", root, components, edges));
            long open = components.stream()
                    .filter(component -> !component.isResolved())
                    .count();
            if (open == 0) return;
            reporter.gap(new Gap(
                    Gap.Kind.UNRESOLVED,
                    manifest.path(),
                    "there is no Cargo.lock for it: %d of %d requirements have no exact version"
                            .formatted(open, components.size())));
        }
    }
}
