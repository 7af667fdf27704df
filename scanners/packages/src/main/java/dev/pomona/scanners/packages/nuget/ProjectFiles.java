// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.locked.ResolvedGraph;
import dev.pomona.scanners.packages.locked.Siblings;
import dev.pomona.scanners.packages.locked.Source;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Evaluates project files, and reports those that no lock file resolves.
final class ProjectFiles {

    private ProjectFiles() {}

    /// The evaluated project; `null`, after a gap, when it can't be understood.
    static @Nullable NuGetProject evaluate(MsBuild build, Source source) {
        if (build.read(source.path()) == null) return null;
        var evaluation = new Evaluation(build);
        evaluation.project(source.path());
        Properties properties = evaluation.properties();
        boolean tests = properties.find("IsTestProject").stream().anyMatch("true"::equalsIgnoreCase)
                || evaluation.hasReference("Microsoft.NET.Test.Sdk");
        Scope scope = tests ? Scope.TEST : Scope.RUNTIME;
        String name = Evaluation.stem(source.path());
        String packageId = single(properties, "PackageId");
        Purl root = Purl.of("nuget", null, packageId == null ? name : packageId, single(properties, "Version"));
        String lock = single(properties, "NuGetLockFilePath");
        String lockPath = lock == null
                ? null
                : lock.startsWith("/")
                        ? Siblings.resolve("", lock.substring(1))
                        : Siblings.resolve(source.folder(), lock);
        return new NuGetProject(source, name, root, evaluation.references(scope), lockPath, scope);
    }

    private static @Nullable String single(Properties properties, String name) {
        List<String> values = properties.find(name);
        return values.size() == 1 && !values.getFirst().isBlank() ? values.getFirst() : null;
    }

    /// Reports what a project without lock file states.
    static void report(NuGetProject project) {
        report(project.source(), "msbuild-project", project.root(), project.references(), "packages.lock.json");
    }

    /// Reports a file of properties or central versions that no project of the scanned tree uses.
    static void reportAlone(MsBuild build, Source source) {
        if (build.read(source.path()) == null) return;
        var evaluation = new Evaluation(build);
        evaluation.alone(source.path());
        List<PackageReference> references = evaluation.references(Scope.RUNTIME);
        List<PackageReference> versions = references.isEmpty() ? evaluation.centralVersions() : references;
        if (!versions.isEmpty()) report(source, "msbuild-properties", null, versions, null);
    }

    private static void report(
            Source source,
            String kind,
            @Nullable Purl root,
            List<PackageReference> references,
            @Nullable String missingLock) {
        var graph = new ResolvedGraph();
        int open = 0;
        for (PackageReference reference : references) {
            List<String> versions = reference.versions().isEmpty() ? List.of("*") : reference.versions();
            for (String asked : versions) {
                Purl coordinates = source.coordinates("nuget", null, reference.id(), reference.location());
                if (coordinates == null) continue;
                String version = exact(asked);
                if (version == null) open++;
                String key = reference.key() + " " + asked.toLowerCase(Locale.ROOT);
                graph.add(key, component(coordinates.withVersion(version), asked, reference));
                graph.want(key, reference.scope());
            }
        }
        graph.report(source, kind, root);
        if (references.isEmpty()) return;
        if (missingLock != null) {
            source.unresolved(
                    "%s is missing: what the packages need in turn is not known, and %d of %d requirements stay open"
                            .formatted(missingLock, open, references.size()));
        } else if (open > 0) {
            source.unresolved("%d of %d requirements stay open".formatted(open, references.size()));
        }
    }

    private static Component component(Purl purl, String asked, PackageReference reference) {
        Location at = reference.location();
        return new Component(purl, asked, reference.scope(), Relation.DIRECT, List.of(at), List.of(), List.of());
    }

    /// The version that NuGet takes for a requirement when the registry has it: the lowest that is allowed, which is
    /// the
    /// stated one for `1.2.3` and `[1.2.3]`. `null` for ranges, floating versions and unknown properties.
    static @Nullable String exact(String asked) {
        String version = asked.strip();
        if (version.startsWith("[") && version.endsWith("]")) {
            version = version.substring(1, version.length() - 1).strip();
        }
        if (version.isEmpty() || !Character.isDigit(version.charAt(0))) return null;
        return version.chars().allMatch(c -> Character.isLetterOrDigit(c) || ".-+".indexOf(c) >= 0) ? version : null;
    }
}
