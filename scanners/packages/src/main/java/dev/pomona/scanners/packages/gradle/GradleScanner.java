// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.gradle;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Dependencies of Gradle builds. Nothing is evaluated: lock files tell everything, scripts only what they state.
public final class GradleScanner implements ProjectScanner {

    private static final Set<String> SCRIPTS =
            Set.of("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts");

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("gradle", 1, "Dependencies of Gradle builds (lock files, catalogues, scripts)");
    }

    @Override
    public boolean wants(FileFacts file) {
        return isLock(file) || isCatalogue(file) || VerificationMetadata.isNamed(file) || SCRIPTS.contains(file.name());
    }

    private static boolean isLock(FileFacts file) {
        boolean isLegacy = file.name().endsWith(".lockfile") && file.isBelow("dependency-locks");
        return isLegacy || file.name().equals("gradle.lockfile") || file.name().equals("buildscript-gradle.lockfile");
    }

    private static boolean isCatalogue(FileFacts file) {
        return file.name().endsWith(".versions.toml");
    }

    @Override
    public void scan(FileSet files, Reporter reporter, ScanContext context) {
        var verified = new HashMap<String, List<Digest>>();
        var locked = new HashSet<String>();
        var lockFiles = new ArrayList<Manifest>();
        var catalogues = new ArrayList<VersionCatalogue>();
        var scripts = new ArrayList<FileView>();
        for (FileFacts file : files.all()) {
            context.checkTime();
            FileView view = files.find(file.path()).orElseThrow();
            try {
                if (isLock(file)) {
                    locked.add(project(file));
                    lockFiles.add(GradleLock.read(view, reporter));
                } else if (isCatalogue(file)) {
                    catalogues.add(VersionCatalogue.read(view));
                } else if (VerificationMetadata.isNamed(file)) {
                    Manifest manifest = VerificationMetadata.read(view);
                    reporter.manifest(manifest);
                    for (Component component : manifest.components()) {
                        verified.put(component.purl().toString(), component.digests());
                    }
                } else {
                    scripts.add(view);
                }
            } catch (SyntaxException e) {
                reporter.gap(new Gap(Gap.Kind.MALFORMED, file.path(), e.describe()));
            }
        }
        var direct = new HashMap<String, Map<Purl, Location>>();
        for (VersionCatalogue catalogue : catalogues) catalogue.report(reporter, !locked.isEmpty());
        for (FileView file : scripts) {
            context.checkTime();
            var script = new BuildScript(file);
            String folder = file.facts().folder();
            script.report(reporter, locked.contains(folder));
            Map<Purl, Location> named = direct.computeIfAbsent(folder, key -> new HashMap<>());
            for (Component component : script.components()) {
                named.putIfAbsent(
                        component.purl().coordinates(), component.locations().getFirst());
            }
        }
        for (Manifest lock : lockFiles) {
            String folder = project(new FileFacts(lock.path(), 0, false));
            reporter.manifest(enriched(lock, verified, direct.getOrDefault(folder, Map.of())));
        }
    }

    /// The folder of the project that a lock file is of.
    private static String project(FileFacts file) {
        int legacy = ("/" + file.folder() + "/").indexOf("/gradle/dependency-locks/");
        if (legacy < 0) return file.folder();
        return legacy == 0 ? "" : file.folder().substring(0, legacy - 1);
    }

    /// A lock file's components with the digests known elsewhere, and with what the project's script names itself.
    private static Manifest enriched(Manifest lock, Map<String, List<Digest>> verified, Map<Purl, Location> direct) {
        var components = new ArrayList<Component>();
        for (Component component : lock.components()) {
            List<Digest> digests = verified.getOrDefault(component.purl().toString(), component.digests());
            Location named = direct.get(component.purl().coordinates());
            Component known = component.withDigests(digests);
            components.add(
                    named == null
                            ? known
                            : known.withRelation(Relation.DIRECT)
                                    .withLocations(List.of(component.locations().getFirst(), named)));
        }
        return new Manifest(lock.path(), lock.kind(), lock.root(), components, lock.dependencies());
    }
}
