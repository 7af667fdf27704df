// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Packages and edges of a document as they are met, named by the document's own references until all are known.
final class Collected implements Sink {

    /// How often one purl counts. Bills of container images repeat a package for each of its files.
    private static final int MAX_REPEATS = 20;

    private final String path;
    private final String kind;
    private final List<Listed> packages = new ArrayList<>();
    private final Map<Purl, Integer> repeats = new HashMap<>();
    private final Map<String, Purl> purls = new HashMap<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, Scope> scopes = new HashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private int nameless;
    private String firstNameless = "";
    private @Nullable String rootReference;

    private record Edge(String from, String to) {}

    Collected(String path, String kind) {
        this.path = path;
        this.kind = kind;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Optional<Purl> purl(String text, @Nullable String version) {
        try {
            return Optional.of(completed(text, version));
        } catch (InvalidPurlException e) {
            gaps.add(noPurl(path, e));
            return Optional.empty();
        }
    }

    static Purl completed(String text, @Nullable String version) {
        Purl purl = Purl.normalize(text);
        boolean isCompleted = purl.version() == null && version != null && !version.isEmpty();
        return isCompleted ? purl.withVersion(version) : purl;
    }

    static Gap noPurl(String path, InvalidPurlException cause) {
        return new Gap(Gap.Kind.MALFORMED, path, "a component's package URL is none: " + cause.getMessage());
    }

    static Gap nameless(String path, int count, String first) {
        return new Gap(
                Gap.Kind.UNRESOLVED,
                path,
                "%d components have no package URL and can't be judged, the first is '%s'".formatted(count, first));
    }

    @Override
    public void add(Listed found) {
        if (!found.reference().isEmpty()) purls.put(found.reference(), found.purl());
        if (repeats.merge(found.purl(), 1, Integer::sum) <= MAX_REPEATS) packages.add(found);
    }

    @Override
    public void root(String reference, @Nullable Purl purl) {
        rootReference = reference;
        if (purl != null) purls.put(reference, purl);
    }

    @Override
    public void edge(String from, String to) {
        edges.add(new Edge(from, to));
    }

    @Override
    public void scope(String reference, Scope scope) {
        scopes.merge(reference, scope, Scope::mostExposed);
    }

    @Override
    public void nameless(String name) {
        if (nameless++ == 0) firstNameless = name;
    }

    /// @param madeAt as it stands in the document; `null` when it does not
    Sbom sbom(@Nullable String madeAt) {
        if (nameless > 0) gaps.add(nameless(path, nameless, firstNameless));
        Purl root = rootReference == null ? null : purls.get(rootReference);
        Set<Purl> direct = new HashSet<>();
        var dependencies = new ArrayList<Dependency>();
        for (Edge edge : edges) {
            Purl to = purls.get(edge.to());
            if (to == null) continue;
            if (edge.from().equals(rootReference)) direct.add(to);
            Purl from = purls.get(edge.from());
            if (from != null && !from.equals(to)) dependencies.add(new Dependency(from, to));
        }
        var components = packages.stream()
                .map(found -> component(found, relation(found.purl(), direct)))
                .toList();
        return new Sbom(new Manifest(path, kind, root, components, dependencies), gaps, Sbom.time(madeAt));
    }

    private static Relation relation(Purl purl, Set<Purl> direct) {
        if (direct.isEmpty()) return Relation.UNKNOWN;
        return direct.contains(purl) ? Relation.DIRECT : Relation.TRANSITIVE;
    }

    private Component component(Listed found, Relation relation) {
        return new Component(
                found.purl(),
                null,
                scopes.getOrDefault(found.reference(), Scope.RUNTIME),
                relation,
                List.of(found.location()),
                found.digests(),
                found.licenses());
    }

    /// The digest, unless the algorithm is unknown or the text is no digest of it.
    static Optional<Digest> digest(@Nullable String algorithm, @Nullable String hex) {
        if (algorithm == null || hex == null) return Optional.empty();
        for (Digest.Algorithm known : Digest.Algorithm.values()) {
            if (!known.standardName().equals(algorithm) && !known.name().equals(algorithm)) continue;
            try {
                return Optional.of(new Digest(known, hex));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
