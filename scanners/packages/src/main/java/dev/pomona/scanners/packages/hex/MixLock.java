// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.hex;

import static dev.pomona.model.component.Digest.Algorithm.SHA256;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.hex.Term.Kind;
import dev.pomona.scanners.packages.locked.ResolvedGraph;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.SyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `mix.lock`: a map from application names to tuples, `{:hex, …}` or `{:git, …}`.
final class MixLock {

    private final Source source;
    private final List<MixProject> projects;
    private final ResolvedGraph graph = new ResolvedGraph();
    private final Map<String, MixProject.Requirement> requirements = new HashMap<>();

    private MixLock(Source source, List<MixProject> projects) {
        this.source = source;
        this.projects = projects;
        for (MixProject project : projects) {
            for (MixProject.Requirement requirement : project.requirements()) {
                requirements.merge(requirement.name(), requirement, MixLock::mostExposed);
            }
        }
    }

    private static MixProject.Requirement mostExposed(MixProject.Requirement one, MixProject.Requirement other) {
        return one.scope().compareTo(other.scope()) <= 0 ? one : other;
    }

    /// Reports the lock file.
    ///
    /// @param projects that it serves: one, or all of an umbrella with the umbrella's own first
    static void report(Source source, List<MixProject> projects) {
        List<Term> terms;
        try {
            terms = TermReader.elixir(source.file().text());
        } catch (SyntaxException e) {
            source.malformed(e.describe());
            return;
        }
        if (terms.isEmpty() && source.file().text().isBlank()) return;
        if (terms.size() != 1 || terms.getFirst().kind() != Kind.MAP) {
            source.malformed("no map");
            return;
        }
        new MixLock(source, projects).read(terms.getFirst());
    }

    private void read(Term map) {
        for (int i = 0; i + 1 < map.items().size(); i++) {
            Term key = map.items().get(i);
            if (key.kind() == Kind.LABEL) entry(key, map.items().get(i + 1));
        }
        requirements.values().forEach(requirement -> {
            if (graph.contains(requirement.name())) graph.want(requirement.name(), requirement.scope());
            else if (!requirement.local()) {
                source.unresolved("%s asks for %s, which the lock file does not have"
                        .formatted(requirement.location().path(), requirement.name()));
            }
        });
        graph.report(
                source,
                "mix-lock",
                projects.isEmpty() ? null : projects.getFirst().root());
    }

    private void entry(Term key, Term value) {
        Location at = Location.at(source.path(), key.line(), key.column());
        String kind = value.kind() == Kind.TUPLE ? value.text(0, Kind.ATOM) : null;
        switch (String.valueOf(kind)) {
            case "hex" -> hex(key, value, at);
            case "git" -> git(key, value, at);
            default -> source.unsupported("line %d: the entry of %s is not known".formatted(key.line(), key.text()));
        }
    }

    /// `{:hex, :package, "1.2.3", "inner", [:mix], [{:needed, "~> 1.0", […]}], "hexpm", "outer"}`
    private void hex(Term key, Term value, Location at) {
        String repository = value.text(6, Kind.TEXT);
        String organisation =
                repository != null && repository.startsWith("hexpm:") ? repository.substring("hexpm:".length()) : null;
        Purl purl = source.purl("hex", organisation, value.text(1, Kind.ATOM), value.text(2, Kind.TEXT), at);
        if (purl == null) return;
        Digest digest = Source.hex(SHA256, value.text(7, Kind.TEXT));
        add(
                key,
                Component.of(purl, Scope.RUNTIME, Relation.UNKNOWN, at)
                        .withDigests(digest == null ? List.of() : List.of(digest)));
        Term needs = value.item(5);
        if (needs == null) return;
        for (Term need : needs.items()) {
            String name = need.text(0, Kind.ATOM);
            if (name != null) graph.connect(key.text(), name);
        }
    }

    /// `{:git, "https://…", "commit", [branch: "main"]}`: no version, so it stays unresolved.
    private void git(Term key, Term value, Location at) {
        String address = value.text(1, Kind.TEXT);
        String commit = value.text(2, Kind.TEXT);
        Purl purl = source.coordinates("hex", null, key.text(), at);
        if (purl == null || address == null || commit == null) {
            source.unsupported("line %d: the entry of %s is not known".formatted(key.line(), key.text()));
            return;
        }
        Purl located = Source.qualified(purl, Map.of("vcs_url", "git+" + address + "@" + commit));
        source.unversioned(key.text(), at);
        add(key, Component.unresolved(located, address + "@" + commit, Scope.RUNTIME, Relation.UNKNOWN, at));
    }

    private void add(Term key, Component component) {
        MixProject.Requirement requirement = requirements.get(key.text());
        if (requirement == null) {
            graph.add(key.text(), component);
            return;
        }
        List<Location> locations = List.of(component.locations().getFirst(), requirement.location());
        @Nullable String asked = component.isResolved() ? requirement.constraint() : component.requirement();
        graph.add(key.text(), component.withRequirement(asked).withLocations(locations));
    }
}
