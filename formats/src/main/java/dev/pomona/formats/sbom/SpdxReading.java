// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import dev.pomona.syntax.Node;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an SPDX 2.2 or 2.3 document, as JSON has it.
final class SpdxReading {

    /// Relationships that say "is needed by" (SPDX 2.3 §11.1), with the scope that they state.
    private static final Map<String, Scope> NEEDED_BY = Map.of(
            "BUILD_DEPENDENCY_OF", Scope.BUILD,
            "DEPENDENCY_OF", Scope.RUNTIME,
            "DEV_DEPENDENCY_OF", Scope.DEVELOPMENT,
            "OPTIONAL_DEPENDENCY_OF", Scope.OPTIONAL,
            "PROVIDED_DEPENDENCY_OF", Scope.PROVIDED,
            "RUNTIME_DEPENDENCY_OF", Scope.RUNTIME,
            "TEST_DEPENDENCY_OF", Scope.TEST);

    private static final Set<String> NOT_SAID = Set.of("", "NOASSERTION", "NONE");

    private final Sink sink;

    /// What references to licences stand for.
    private final Map<String, String> words = new HashMap<>();

    SpdxReading(Sink sink) {
        this.sink = sink;
    }

    void document(Node document) {
        var described = new LinkedHashSet<String>();
        for (Node id : document.items("documentDescribes")) described(id, described);
        document(
                document.items("packages"),
                document.items("relationships"),
                document.items("hasExtractedLicensingInfos"),
                described);
    }

    /// @param described the packages that the document says it describes, besides its relationships
    void document(List<Node> packages, List<Node> relationships, List<Node> licenses, Set<String> described) {
        licenses.forEach(this::license);
        var all = new LinkedHashSet<>(described);
        for (Node relationship : relationships) describes(relationship, all);
        String subject = subject(all);
        for (Node one : packages) single(one, subject);
        relationships.forEach(this::relationship);
    }

    /// A licence that the document brings with it.
    void license(Node info) {
        String id = info.text("licenseId");
        String name = info.text("name");
        if (id != null && name != null) words.put(id, name);
    }

    static void described(Node id, Set<String> into) {
        if (id.text() != null) into.add(id.text());
    }

    static void describes(Node relationship, Set<String> into) {
        String of = relationship.text("relatedSpdxElement");
        if ("DESCRIBES".equals(relationship.text("relationshipType")) && of != null) into.add(of);
    }

    /// The package that the document describes; `null` when it describes none, or several.
    static @Nullable String subject(Set<String> described) {
        return described.size() == 1 ? described.iterator().next() : null;
    }

    /// @param subject see [#subject]
    void single(Node one, @Nullable String subject) {
        String id = one.text("SPDXID");
        String reference = id == null ? "" : id;
        String stated = purl(one);
        Optional<Purl> purl = stated == null ? Optional.empty() : sink.purl(stated, one.text("versionInfo"));
        if (reference.equals(subject)) {
            sink.root(reference, purl.orElse(null));
        } else if (purl.isPresent()) {
            sink.add(new Sink.Listed(reference, purl.get(), one.at(sink.path()), digests(one), licenses(one)));
        } else if (stated == null) {
            String name = one.text("name");
            sink.nameless(name == null ? reference : name);
        }
    }

    private static @Nullable String purl(Node one) {
        for (Node reference : one.items("externalRefs")) {
            String type = reference.text("referenceType");
            boolean isPurl = type != null && (type.equals("purl") || type.endsWith("/purl"));
            if (isPurl) return reference.text("referenceLocator");
        }
        return null;
    }

    void relationship(Node relationship) {
        String one = relationship.text("spdxElementId");
        String other = relationship.text("relatedSpdxElement");
        String type = relationship.text("relationshipType");
        if (one == null || other == null || type == null) return;
        Scope scope = NEEDED_BY.get(type);
        if (scope != null) {
            sink.edge(other, one);
            sink.scope(one, scope);
        } else if (type.equals("DEPENDS_ON")) {
            sink.edge(one, other);
            sink.scope(other, Scope.RUNTIME);
        }
    }

    private static List<Digest> digests(Node one) {
        return one.items("checksums").stream()
                .flatMap(sum -> Collected.digest(sum.text("algorithm"), sum.text("checksumValue")).stream())
                .toList();
    }

    /// What was declared; what was concluded where nothing was.
    private List<String> licenses(Node one) {
        for (String field : List.of("licenseDeclared", "licenseConcluded")) {
            String said = one.text(field);
            if (said != null && !NOT_SAID.contains(said)) return List.of(words.getOrDefault(said, said));
        }
        return List.of();
    }
}
