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

/// Reads an SPDX 2.2 or 2.3 document in JSON.
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

    private final Node document;
    private final Collected collected;

    /// What references to licences stand for.
    private final Map<String, String> words = new HashMap<>();

    SpdxReading(Node document, String path) {
        this.document = document;
        this.collected = new Collected(path, "spdx");
    }

    Sbom read() {
        for (Node info : document.items("hasExtractedLicensingInfos")) {
            String id = info.text("licenseId");
            String name = info.text("name");
            if (id != null && name != null) words.put(id, name);
        }
        String subject = subject();
        for (Node one : document.items("packages")) single(one, subject);
        document.items("relationships").forEach(this::relationship);
        return collected.sbom();
    }

    /// The package that the document describes; `null` when it describes none, or several.
    private @Nullable String subject() {
        var described = new LinkedHashSet<String>();
        for (Node id : document.items("documentDescribes")) {
            if (id.text() != null) described.add(id.text());
        }
        for (Node relationship : document.items("relationships")) {
            String of = relationship.text("relatedSpdxElement");
            if ("DESCRIBES".equals(relationship.text("relationshipType")) && of != null) described.add(of);
        }
        return described.size() == 1 ? described.getFirst() : null;
    }

    private void single(Node one, @Nullable String subject) {
        String id = one.text("SPDXID");
        String reference = id == null ? "" : id;
        String stated = purl(one);
        Optional<Purl> purl = stated == null ? Optional.empty() : collected.purl(stated, one.text("versionInfo"));
        if (reference.equals(subject)) {
            collected.root(reference, purl.orElse(null));
        } else if (purl.isPresent()) {
            collected.add(
                    new Collected.Listed(reference, purl.get(), one.at(collected.path()), digests(one), licenses(one)));
        } else if (stated == null) {
            String name = one.text("name");
            collected.nameless(name == null ? reference : name);
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

    private void relationship(Node relationship) {
        String one = relationship.text("spdxElementId");
        String other = relationship.text("relatedSpdxElement");
        String type = relationship.text("relationshipType");
        if (one == null || other == null || type == null) return;
        Scope scope = NEEDED_BY.get(type);
        if (scope != null) {
            collected.edge(other, one);
            collected.scope(one, scope);
        } else if (type.equals("DEPENDS_ON")) {
            collected.edge(one, other);
            collected.scope(other, Scope.RUNTIME);
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
