// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rubygems;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.locked.ResolvedGraph;
import dev.pomona.scanners.packages.locked.Siblings;
import dev.pomona.scanners.packages.locked.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gems of Ruby projects: Bundler's lock file, and what Gemfile and gem specifications state where there is none.
public final class RubyGemsScanner implements ProjectScanner {

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("rubygems", 1, "Gems of Ruby projects");
    }

    @Override
    public boolean wants(FileFacts file) {
        String name = file.name();
        return isLock(name) || ((isGemfile(name) || isSpecification(file)) && !isInstalledGem(file.path()));
    }

    private static boolean isLock(String name) {
        return name.equals("Gemfile.lock") || name.equals("gems.locked") || name.endsWith(".gemfile.lock");
    }

    private static boolean isGemfile(String name) {
        return name.equals("Gemfile") || name.equals("gems.rb") || name.endsWith(".gemfile");
    }

    private static boolean isSpecification(FileFacts file) {
        return file.name().endsWith(".gemspec") && !file.isBelow("specifications");
    }

    /// Whether the file is what RubyGems unpacked: `gems/rack-2.2.8/rack.gemspec`. What is installed is known from its
    /// record.
    static boolean isInstalledGem(String path) {
        int at = path.lastIndexOf("gems/");
        if (at < 0 || (at > 0 && path.charAt(at - 1) != '/')) return false;
        int end = path.indexOf('/', at + "gems/".length());
        if (end < 0) return false;
        int dash = path.lastIndexOf('-', end);
        return dash > at && dash + 1 < end && Character.isDigit(path.charAt(dash + 1));
    }

    @Override
    public void scan(FileSet files, Reporter reporter, ScanContext context) {
        new Scan(files, reporter, context).run();
    }

    private static final class Scan {

        private final FileSet files;
        private final Reporter reporter;
        private final ScanContext context;
        private final Map<String, Gemfile> gemfiles = new HashMap<>();
        private final List<GemSpecification> specifications = new ArrayList<>();
        private final Set<String> locked = new HashSet<>();

        Scan(FileSet files, Reporter reporter, ScanContext context) {
            this.files = files;
            this.reporter = reporter;
            this.context = context;
        }

        void run() {
            var locks = new ArrayList<Source>();
            for (FileFacts file : files.all()) {
                context.checkTime();
                files.find(file.path()).ifPresent(view -> {
                    var source = new Source(view, reporter);
                    if (isLock(file.name())) locks.add(source);
                    else if (isGemfile(file.name())) gemfile(source);
                    else specification(source);
                });
            }
            locks.forEach(this::lock);
            gemfiles.values().stream()
                    .filter(gemfile -> !locked.contains(gemfile.source().path()))
                    .forEach(Scan::reportAlone);
            specifications.stream()
                    .filter(specification ->
                            !locked.contains(specification.source().path()))
                    .forEach(Scan::reportAlone);
        }

        private void gemfile(Source source) {
            Gemfile gemfile = Gemfile.read(source);
            boolean binary = source.file().text().indexOf('\0') >= 0;
            if (binary) source.malformed("not a text");
            else gemfiles.put(source.path(), gemfile);
        }

        private void specification(Source source) {
            GemSpecification specification = GemSpecification.read(source);
            if (specification == null) source.malformed("no gem specification");
            else specifications.add(specification);
        }

        private void lock(Source source) {
            Lockfile lock = Lockfile.read(source);
            if (lock == null) return;
            String name = source.file().facts().name();
            String manifest = name.equals("gems.locked") ? "gems.rb" : name.substring(0, name.length() - 5);
            String gemfilePath = Siblings.in(source.folder(), manifest);
            locked.add(gemfilePath);
            Map<String, Set<String>> ownGems = LockReport.ownGems(source, lock);
            List<GemSpecification> ownSpecifications = ownGems.isEmpty()
                    ? List.of()
                    : specifications.stream()
                            .filter(one -> LockReport.contains(ownGems, one))
                            .toList();
            ownSpecifications.forEach(one -> locked.add(one.source().path()));
            new LockReport(source, lock, gemfiles.get(gemfilePath), ownSpecifications).report();
        }

        private static void reportAlone(Gemfile gemfile) {
            reportAlone(gemfile.source(), "gemfile", null, gemfile.requirements(), gemfile.open());
        }

        private static void reportAlone(GemSpecification specification) {
            String name = specification.name();
            Purl root = name == null || name.isEmpty() ? null : Source.root("gem", name, specification.version());
            reportAlone(specification.source(), "gemspec", root, specification.requirements(), specification.open());
        }

        private static void reportAlone(
                Source source,
                String kind,
                @Nullable Purl root,
                List<Requirement> requirements,
                List<Integer> computed) {
            var graph = new ResolvedGraph();
            int open = computed.size();
            for (Requirement requirement : requirements) {
                Purl purl = source.coordinates("gem", null, requirement.name(), requirement.location());
                if (purl == null) continue;
                String version = Requirement.exact(requirement.constraint());
                if (version == null) open++;
                String key = requirement.name() + " " + requirement.constraint() + " " + requirement.scope();
                graph.add(
                        key,
                        Component.of(
                                        purl.withVersion(version),
                                        requirement.scope(),
                                        Relation.DIRECT,
                                        requirement.location())
                                .withRequirement(requirement.constraint()));
                graph.want(key, requirement.scope());
            }
            graph.report(source, kind, root);
            int all = requirements.size() + computed.size();
            if (all > 0) {
                source.unresolved(
                        "the lock file is missing: what the gems need in turn is not known, and %d of %d requirements stay open"
                                .formatted(open, all));
            }
        }
    }
}
