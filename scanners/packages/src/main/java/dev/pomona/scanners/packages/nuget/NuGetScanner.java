// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.locked.Siblings;
import dev.pomona.scanners.packages.locked.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Components of .NET projects: lock files where there are any, else what a restore left behind, else what the project
/// states; and the records of built programs.
public final class NuGetScanner implements ProjectScanner {

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("nuget", 1, "Components of .NET projects, lock files and built programs");
    }

    @Override
    public boolean wants(FileFacts file) {
        return kind(file) != null;
    }

    private enum Kind {
        LOCK,
        ASSETS,
        DEPS,
        CONFIG,
        TOOLS,
        SDKS,
        PAKET,
        PROJECT,
        PROPERTIES
    }

    private static @Nullable Kind kind(FileFacts file) {
        String name = file.name().toLowerCase(Locale.ROOT);
        if (name.equals("packages.lock.json")) return Kind.LOCK;
        if (name.startsWith("packages.") && name.endsWith(".lock.json")) return Kind.LOCK;
        if (name.equals("project.assets.json")) return Kind.ASSETS;
        if (name.endsWith(".deps.json")) return Kind.DEPS;
        if (name.equals("packages.config")) return Kind.CONFIG;
        if (name.equals("dotnet-tools.json")) return Kind.TOOLS;
        if (name.equals("global.json")) return Kind.SDKS;
        if (name.equals("paket.lock")) return Kind.PAKET;
        if (name.endsWith(".csproj") || name.endsWith(".fsproj") || name.endsWith(".vbproj")) return Kind.PROJECT;
        if (name.endsWith(".props") || name.endsWith(".targets")) return Kind.PROPERTIES;
        return null;
    }

    @Override
    public void scan(FileSet files, Reporter reporter, ScanContext context) {
        new Scan(files, reporter, context).run();
    }

    private static final class Scan {

        private final FileSet files;
        private final Reporter reporter;
        private final ScanContext context;
        private final MsBuild build;
        private final List<NuGetProject> projects = new ArrayList<>();
        private final Set<String> resolved = new HashSet<>();

        Scan(FileSet files, Reporter reporter, ScanContext context) {
            this.files = files;
            this.reporter = reporter;
            this.context = context;
            this.build = new MsBuild(files, reporter);
        }

        void run() {
            for (Source source : sources(Kind.PROJECT)) {
                NuGetProject project = ProjectFiles.evaluate(build, source);
                if (project != null) projects.add(project);
            }
            reportLocks();
            reportAssets();
            for (NuGetProject project : projects) {
                if (!resolved.contains(project.source().path())) ProjectFiles.report(project);
            }
            for (Source source : sources(Kind.PROPERTIES)) {
                if (!build.isUsed(source.path())) ProjectFiles.reportAlone(build, source);
            }
            sources(Kind.DEPS).forEach(DepsFile::report);
            sources(Kind.CONFIG).forEach(PackagesConfig::report);
            sources(Kind.PAKET).forEach(PaketLock::report);
            sources(Kind.TOOLS).forEach(BuildTools::reportTools);
            sources(Kind.SDKS).forEach(BuildTools::reportSdks);
        }

        private List<Source> sources(Kind kind) {
            var sources = new ArrayList<Source>();
            for (FileFacts file : files.all()) {
                if (kind(file) != kind) continue;
                context.checkTime();
                files.find(file.path()).ifPresent(view -> sources.add(new Source(view, reporter)));
            }
            return sources;
        }

        private void reportLocks() {
            Map<String, List<NuGetProject>> owners = new HashMap<>();
            for (NuGetProject project : projects) {
                String lock = lockOf(project);
                if (lock != null)
                    owners.computeIfAbsent(lock, _ -> new ArrayList<>(1)).add(project);
            }
            for (Source source : sources(Kind.LOCK)) {
                List<NuGetProject> own = owners.getOrDefault(source.path(), List.of());
                if (PackagesLock.report(source, own.isEmpty() ? null : own.getFirst())) own.forEach(this::resolve);
            }
        }

        private void resolve(NuGetProject project) {
            resolved.add(project.source().path());
        }

        private @Nullable String lockOf(NuGetProject project) {
            String folder = project.source().folder();
            String own = "packages." + project.name().replace(' ', '_') + ".lock.json";
            if (project.lockPath() != null && build.find(project.lockPath()) != null) {
                return build.find(project.lockPath());
            }
            String named = build.find(Siblings.in(folder, own));
            return named == null ? build.find(Siblings.in(folder, "packages.lock.json")) : named;
        }

        private void reportAssets() {
            Map<String, NuGetProject> owners = new HashMap<>();
            for (NuGetProject project : projects) {
                String path = build.find(Siblings.in(project.source().folder(), "obj/project.assets.json"));
                if (path != null) owners.putIfAbsent(path, project);
            }
            for (Source source : sources(Kind.ASSETS)) {
                NuGetProject owner = owners.get(source.path());
                if (owner != null && resolved.contains(owner.source().path()))
                    continue; // the lock file says the same, and is kept
                if (AssetsFile.report(source, owner) && owner != null) resolve(owner);
            }
        }
    }
}
