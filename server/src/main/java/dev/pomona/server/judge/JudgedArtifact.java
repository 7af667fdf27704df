// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.advisories.match.ComponentMatcher;
import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.formats.report.CompletenessReader;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.DataSource;
import dev.pomona.policy.Policy;
import dev.pomona.policy.Subject;
import dev.pomona.store.inventory.InventoryStore.Held;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the parts of an artifact become before a policy: the same from the database's rows as from
/// the document itself.
public final class JudgedArtifact {

    /// Before the type of a purl for which no advisory source speaks.
    private static final String TYPE = "purl:";

    private JudgedArtifact() {}

    /// Whether a policy has to see components.
    static boolean needsComponents(Policy policy) {
        return policy.rules().stream().anyMatch(rule -> rule.subject() == Subject.COMPONENT);
    }

    /// For each component the ecosystem, without a release, whose advisories speak of it, sorted.
    public static List<String> ecosystems(Collection<Purl> purls) {
        var ecosystems = new TreeSet<String>();
        for (Purl purl : purls) {
            Set<String> known = ComponentMatcher.ecosystems(List.of(purl));
            if (known.isEmpty()) ecosystems.add(TYPE + purl.type());
            known.forEach(name -> ecosystems.add(name.split(":", -1)[0]));
        }
        return List.copyOf(ecosystems);
    }

    public static Component component(
            String purl,
            String scope,
            boolean isDirect,
            String manifest,
            @Nullable Integer line,
            @Nullable String requirement,
            List<String> licenses) {
        Location location = line == null ? Location.of(manifest) : Location.at(manifest, line, 1);
        return Component.of(
                        Purl.parse(purl),
                        Scope.valueOf(scope),
                        isDirect ? Relation.DIRECT : Relation.TRANSITIVE,
                        location)
                .withRequirement(requirement)
                .withLicenses(licenses);
    }

    /// Manifests by path, their components in the order of the list.
    public static List<Manifest> manifests(List<Held> components) {
        Map<String, List<Component>> byPath = new TreeMap<>();
        for (Held held : components) {
            byPath.computeIfAbsent(held.manifest(), _ -> new ArrayList<>())
                    .add(component(
                            held.purl(),
                            held.scope(),
                            held.isDirect(),
                            held.manifest(),
                            held.line(),
                            held.requirement(),
                            held.licenses()));
        }
        return byPath.entrySet().stream()
                .map(entry -> new Manifest(entry.getKey(), "inventory", null, entry.getValue(), List.of()))
                .toList();
    }

    /// What the scan saw, and the data that the snapshot has about what is in the artifact.
    ///
    /// @param seen as JSON; `null` when the document says nothing of it
    /// @param confirmed when each source was last confirmed, by name
    public static Completeness completeness(
            @Nullable String seen, List<String> ecosystems, Snapshot snapshot, Map<String, Instant> confirmed) {
        Set<String> sources =
                ecosystems.stream().map(ecosystem -> "osv/" + ecosystem).collect(Collectors.toSet());
        List<DataSource> data = snapshot.sources().stream()
                .filter(source -> !source.name().startsWith("osv/") || sources.contains(source.name()))
                .map(source ->
                        new DataSource(source.name(), source.newest(), confirmed.get(source.name()), source.records()))
                .toList();
        var gaps = new ArrayList<String>();
        for (String ecosystem : ecosystems) {
            if (ecosystem.startsWith(TYPE)) {
                gaps.add("no advisory data for components of type " + ecosystem.substring(TYPE.length()));
            } else if (!snapshot.index().covers(ecosystem)) {
                gaps.add("no advisory data for " + ecosystem);
            }
        }
        Completeness known = seen == null
                ? new Completeness(0, 0, List.of(), List.of(), List.of(), List.of())
                : CompletenessReader.read(seen);
        return new Completeness(known.filesSeen(), known.bytesSeen(), known.outcomes(), known.gaps(), data, gaps);
    }
}
