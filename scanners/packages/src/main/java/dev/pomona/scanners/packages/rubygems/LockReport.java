// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rubygems;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
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

/// A lock file with its Gemfile and the specifications of its own gems, becoming a manifest.
final class LockReport {

    private final Source source;
    private final Lockfile lock;
    private final @Nullable Gemfile gemfile;
    private final Map<String, Requirement> requirements = new HashMap<>();
    private final ResolvedGraph graph = new ResolvedGraph();
    private @Nullable Purl root;
    private int ownGems;

    /// @param specifications of the gems that the lock file takes from the project itself
    LockReport(Source source, Lockfile lock, @Nullable Gemfile gemfile, List<GemSpecification> specifications) {
        this.source = source;
        this.lock = lock;
        this.gemfile = gemfile;
        if (gemfile != null) {
            for (Requirement requirement : gemfile.requirements()) {
                requirements.merge(requirement.name(), requirement, LockReport::mostExposed);
            }
        }
        for (GemSpecification specification : specifications) {
            for (Requirement requirement : specification.requirements()) {
                requirements.putIfAbsent(requirement.name(), requirement);
            }
        }
    }

    private static Requirement mostExposed(Requirement one, Requirement other) {
        return one.scope().mostExposed(other.scope()) == one.scope() ? one : other;
    }

    void report() {
        Map<String, Lockfile.Wanted> wanted = new HashMap<>();
        lock.wanted().forEach(one -> wanted.putIfAbsent(one.name(), one));
        for (Lockfile.Spec spec : lock.specs()) node(spec, wanted.get(spec.name()));
        for (Lockfile.Spec spec : lock.specs()) {
            for (String need : spec.needs()) graph.connect(spec.name(), need);
        }
        for (Lockfile.Wanted one : lock.wanted()) {
            Requirement requirement = requirements.get(one.name());
            if (graph.contains(one.name())) {
                graph.want(one.name(), requirement == null ? Scope.RUNTIME : requirement.scope());
            } else if (!one.name().equals("bundler") && (requirement == null || !requirement.conditional())) {
                source.unresolved("line %d: no version of %s is locked".formatted(one.line(), one.name()));
            }
        }
        bundler();
        compareWithGemfile(wanted.keySet());
        graph.report(source, "bundler-lock", root);
    }

    private void node(Lockfile.Spec spec, Lockfile.@Nullable Wanted wanted) {
        Location at = Location.at(source.path(), spec.line(), 5);
        Purl purl = source.purl("gem", null, spec.name(), spec.version(), at);
        if (purl == null) return;
        if (spec.origin().kind().equals("PATH")) {
            graph.addLocal(spec.name());
            if (".".equals(spec.origin().remote())) {
                ownGems++;
                root = ownGems == 1 ? purl : null; // one project of several gems has no name of its own
            }
            return;
        }
        var locations = new ArrayList<>(List.of(at));
        Requirement requirement = requirements.get(spec.name());
        if (wanted != null && requirement != null) locations.add(requirement.location());
        graph.add(
                spec.name(),
                new Component(
                        qualified(purl, spec),
                        wanted == null ? null : wanted.constraint(),
                        Scope.RUNTIME,
                        wanted == null ? Relation.TRANSITIVE : Relation.DIRECT,
                        locations,
                        lock.digests().getOrDefault(spec.stated(), List.of()),
                        List.of()));
    }

    private static Purl qualified(Purl purl, Lockfile.Spec spec) {
        Map<String, String> qualifiers = new HashMap<>();
        if (spec.platform() != null) qualifiers.put("platform", spec.platform());
        Lockfile.Origin origin = spec.origin();
        if (origin.kind().equals("GIT") && origin.remote() != null) {
            String revision = origin.revision() == null ? "" : "@" + origin.revision();
            qualifiers.put("vcs_url", "git+" + origin.remote() + revision);
        }
        return qualifiers.isEmpty() ? purl : Source.qualified(purl, qualifiers);
    }

    /// Since 2.3 Bundler runs the version that the lock file names.
    private void bundler() {
        Lockfile.Wanted bundler = lock.bundler();
        if (bundler == null || graph.contains("bundler")) return;
        Location at = Location.at(source.path(), bundler.line(), 1);
        Purl purl = source.purl("gem", null, "bundler", bundler.constraint(), at);
        if (purl == null) return;
        graph.add("bundler", Component.of(purl, Scope.BUILD, Relation.DIRECT, at));
        graph.want("bundler", Scope.BUILD);
    }

    private void compareWithGemfile(Set<String> locked) {
        if (gemfile == null) return;
        Set<String> said = new HashSet<>(locked);
        for (Requirement requirement : gemfile.requirements()) {
            if (!requirement.conditional() && said.add(requirement.name())) {
                source.unresolved("%s asks for %s, which the lock file does not have"
                        .formatted(gemfile.source().path(), requirement.name()));
            }
        }
    }

    /// The names of the gems that the lock file takes from the project, by the folder it names for them.
    static Map<String, Set<String>> ownGems(Source source, Lockfile lock) {
        Map<String, Set<String>> own = new HashMap<>();
        for (Lockfile.Spec spec : lock.specs()) {
            String remote = spec.origin().remote();
            if (!spec.origin().kind().equals("PATH") || remote == null) continue;
            String folder = Siblings.resolve(source.folder(), remote);
            if (folder != null)
                own.computeIfAbsent(folder, _ -> new HashSet<>()).add(spec.name());
        }
        return own;
    }

    /// Whether one of these gems is that of the specification. Bundler looks for specifications in the folder itself
    /// and
    /// up to two folders below it.
    static boolean contains(Map<String, Set<String>> ownGems, GemSpecification specification) {
        String at = specification.source().folder();
        for (int levels = 0; at != null && levels <= 2; levels++) {
            Set<String> names = ownGems.get(at);
            if (names != null && (levels == 0 || names.contains(String.valueOf(specification.name())))) return true;
            at = Siblings.above(at);
        }
        return false;
    }
}
