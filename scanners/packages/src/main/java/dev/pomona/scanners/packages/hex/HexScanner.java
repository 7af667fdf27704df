// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.hex;

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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Packages of Elixir and Erlang projects: `mix.lock` with the `mix.exs` files that it serves, `mix.exs` alone, and
/// `rebar.lock`.
public final class HexScanner implements ProjectScanner {

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("hex", 1, "Elixir and Erlang packages");
    }

    @Override
    public boolean wants(FileFacts file) {
        return switch (file.name()) {
            case "mix.lock", "mix.exs", "rebar.lock" -> !file.isBelow("deps");
            default -> false;
        };
    }

    @Override
    public void scan(FileSet files, Reporter reporter, ScanContext context) {
        Map<String, Source> locks = new TreeMap<>();
        var projects = new ArrayList<MixProject>();
        for (FileFacts file : files.all()) {
            context.checkTime();
            files.find(file.path()).ifPresent(view -> {
                var source = new Source(view, reporter);
                switch (file.name()) {
                    case "mix.lock" -> locks.put(file.folder(), source);
                    case "rebar.lock" -> RebarLock.report(source);
                    default -> {
                        MixProject project = MixProject.read(source);
                        if (project != null) projects.add(project);
                    }
                }
            });
        }
        Map<String, List<MixProject>> served = new HashMap<>();
        for (MixProject project : projects) {
            String folder = nearest(project.source().folder(), locks);
            if (folder == null) reportAlone(project);
            else served.computeIfAbsent(folder, _ -> new ArrayList<>(1)).add(project);
        }
        served.values()
                .forEach(own -> own.sort(
                        Comparator.comparing(project -> project.source().folder())));
        locks.forEach((folder, source) -> MixLock.report(source, served.getOrDefault(folder, List.of())));
    }

    /// The lock file's folder: the project's own, or the umbrella's above it.
    private static @Nullable String nearest(String folder, Map<String, Source> locks) {
        for (String at = folder; at != null; at = Siblings.above(at)) if (locks.containsKey(at)) return at;
        return null;
    }

    private static void reportAlone(MixProject project) {
        Source source = project.source();
        var graph = new ResolvedGraph();
        int open = 0;
        for (MixProject.Requirement requirement : project.requirements()) {
            Purl purl = requirement.local()
                    ? null
                    : source.coordinates("hex", null, requirement.name(), requirement.location());
            if (purl == null) continue;
            open++;
            String asked = requirement.constraint() == null ? "any" : requirement.constraint();
            graph.add(
                    requirement.name(),
                    Component.unresolved(purl, asked, requirement.scope(), Relation.DIRECT, requirement.location()));
            graph.want(requirement.name(), requirement.scope());
        }
        graph.report(source, "mix-project", project.root());
        if (open > 0) source.unresolved("mix.lock is missing: %d requirements stay open".formatted(open));
    }
}
