// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a CycloneDX document (ECMA-424; the object model is the same from 1.2 to 1.7).
final class CycloneDxReading {

    /// Components that are packages, and so should have a package URL.
    private static final Set<String> PACKAGES = Set.of("application", "container", "framework", "library");

    private final Sink sink;

    CycloneDxReading(Sink sink) {
        this.sink = sink;
    }

    void document(Part document) {
        Part metadata = document.part("metadata");
        if (metadata != null) metadata(metadata);
        for (Part component : document.list("components", "component")) component(component);
        for (Part entry : document.list("dependencies", "dependency")) dependency(entry);
    }

    /// What the document is about, and the components inside of it.
    void metadata(Part metadata) {
        Part subject = metadata.part("component");
        if (subject == null) return;
        sink.root(reference(subject), purl(subject).orElse(null));
        for (Part component : subject.list("components", "component")) component(component);
    }

    /// An entry of the dependency graph.
    void dependency(Part entry) {
        String from = entry.text("ref");
        if (from == null) return;
        for (String to : entry.needs()) sink.edge(from, to);
    }

    /// A component and those inside of it.
    void component(Part outermost) {
        Deque<Part> open = new ArrayDeque<>();
        open.push(outermost);
        while (!open.isEmpty()) {
            Part component = open.pop();
            single(component);
            component.list("components", "component").forEach(open::push);
        }
    }

    private void single(Part component) {
        String text = component.text("purl");
        if (text == null || text.isEmpty()) {
            String type = component.text("type");
            String name = component.text("name");
            if (type != null && PACKAGES.contains(type)) sink.nameless(name == null ? "" : name);
            return;
        }
        Optional<Purl> purl = purl(component);
        if (purl.isEmpty()) return;
        String reference = reference(component);
        sink.scope(reference, scope(component));
        sink.add(new Sink.Listed(
                reference,
                purl.get(),
                Location.at(sink.path(), component.line(), component.column()),
                digests(component),
                component.licenses()));
    }

    private Optional<Purl> purl(Part component) {
        String text = component.text("purl");
        return text == null || text.isEmpty() ? Optional.empty() : sink.purl(text, component.text("version"));
    }

    /// The `bom-ref`; where it is missing the purl, so that the component is at least told from others.
    private static String reference(Part component) {
        String reference = component.text("bom-ref");
        if (reference != null) return reference;
        String purl = component.text("purl");
        return purl == null ? "" : purl;
    }

    /// Our own word where we wrote the document, since CycloneDX has fewer.
    private static Scope scope(Part component) {
        for (Part property : component.list("properties", "property")) {
            if (!"pomona:scope".equals(property.text("name"))) continue;
            Scope scope = ours(property.content("value"));
            if (scope != null) return scope;
        }
        return switch (component.text("scope")) {
            case "optional" -> Scope.OPTIONAL;
            case "excluded" -> Scope.DEVELOPMENT;
            case null, default -> Scope.RUNTIME;
        };
    }

    private static @Nullable Scope ours(@Nullable String word) {
        for (Scope scope : Scope.values()) {
            if (scope.name().toLowerCase(Locale.ROOT).equals(word)) return scope;
        }
        return null;
    }

    private static List<Digest> digests(Part component) {
        return component.list("hashes", "hash").stream()
                .flatMap(hash -> Collected.digest(hash.text("alg"), hash.content("content")).stream())
                .toList();
    }
}
