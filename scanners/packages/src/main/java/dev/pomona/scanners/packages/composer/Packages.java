// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.composer;

import static dev.pomona.model.component.Digest.Algorithm.SHA1;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.locked.ResolvedGraph;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The package entries that `composer.lock` and `installed.json` share, becoming a graph.
final class Packages {

    private final Source source;
    private final @Nullable ComposerManifest manifest;
    private final ResolvedGraph graph = new ResolvedGraph();
    private final Map<String, Set<String>> providers = new HashMap<>();
    private final Map<String, Node> entries = new HashMap<>();
    private final Map<String, ComposerManifest.Requirement> requirements = new HashMap<>();

    Packages(Source source, @Nullable ComposerManifest manifest) {
        this.source = source;
        this.manifest = manifest;
        if (manifest != null) {
            manifest.requirements().forEach(requirement -> requirements.putIfAbsent(requirement.name(), requirement));
        }
    }

    /// Whether a requirement is met by PHP, its extensions or Composer rather than by a package: their names have no
    /// vendor.
    static boolean isPlatform(String name) {
        return name.indexOf('/') < 0;
    }

    /// `vendor/name`; `null`, after a gap, for anything else.
    static @Nullable Purl coordinates(Source source, String name, Location at) {
        int slash = name.indexOf('/');
        if (slash <= 0) {
            source.malformed("line %d: a package is 'vendor/name'".formatted(at.line()));
            return null;
        }
        return source.coordinates("composer", name.substring(0, slash), name.substring(slash + 1), at);
    }

    /// The version that a constraint allows alone, as it is written; `null` for every other constraint.
    static @Nullable String exact(String constraint) {
        String version = constraint.strip();
        while (version.startsWith("=")) version = version.substring(1).strip();
        int stability = version.indexOf('@');
        if (stability > 0) version = version.substring(0, stability);
        String digits = version.startsWith("v") || version.startsWith("V") ? version.substring(1) : version;
        if (digits.isEmpty() || !Character.isDigit(digits.charAt(0))) return null;
        boolean plain = digits.chars().allMatch(c -> Character.isLetterOrDigit(c) || ".-+_".indexOf(c) >= 0);
        return plain && !digits.endsWith(".x") && !digits.endsWith("-dev") ? version : null;
    }

    /// Adds the packages of a list.
    ///
    /// @param scope of those that the project is not known to need
    void add(List<Node> packages, Scope scope) {
        for (Node entry : packages) add(entry, scope);
    }

    private void add(Node entry, Scope scope) {
        String name = entry.text("name");
        Location at = entry.at(source.path());
        if (name == null) {
            source.malformed("line %d: a package without name".formatted(entry.line()));
            return;
        }
        Purl coordinates = coordinates(source, name, at);
        String version = entry.text("version");
        if (coordinates == null) return;
        if (version == null || version.isBlank()) {
            source.malformed("line %d: the package %s has no version".formatted(entry.line(), name));
            return;
        }
        String key = name.toLowerCase(Locale.ROOT);
        if ("path".equals(distType(entry)) && entry.find("source") == null) {
            graph.addLocal(key);
        } else {
            Purl purl = qualified(coordinates.withVersion(version.strip()), entry);
            graph.add(key, component(purl, key, entry, scope, at));
        }
        entries.put(key, entry);
        for (String kind : List.of("provide", "replace")) {
            for (Mapping.Entry provided : entry.entries(kind)) {
                providers
                        .computeIfAbsent(provided.key().toLowerCase(Locale.ROOT), _ -> new HashSet<>())
                        .add(key);
            }
        }
    }

    private static @Nullable String distType(Node entry) {
        Node dist = entry.find("dist");
        return dist == null ? null : dist.text("type");
    }

    /// A branch has no version that says which code it is; its commit does.
    private static Purl qualified(Purl purl, Node entry) {
        Node origin = entry.find("source");
        String version = purl.version();
        if (origin == null || version == null) return purl;
        boolean branch = version.startsWith("dev-") || version.endsWith("-dev");
        String url = origin.text("url");
        String reference = origin.text("reference");
        if (!branch || url == null || reference == null) return purl;
        return Source.qualified(purl, Map.of("vcs_url", origin.text("type") + "+" + url + "@" + reference));
    }

    private Component component(Purl purl, String key, Node entry, Scope scope, Location at) {
        Node dist = entry.find("dist");
        Digest digest = dist == null ? null : Source.hex(SHA1, dist.text("shasum"));
        Node license = entry.find("license");
        List<String> licenses = license == null
                ? List.of()
                : license.text() != null
                        ? List.of(license.text())
                        : license.items().stream()
                                .map(Node::text)
                                .filter(text -> text != null)
                                .toList();
        ComposerManifest.Requirement requirement = requirements.get(key);
        return new Component(
                purl,
                requirement == null ? null : requirement.constraint(),
                scope,
                manifest == null ? Relation.UNKNOWN : requirement == null ? Relation.TRANSITIVE : Relation.DIRECT,
                requirement == null ? List.of(at) : List.of(at, requirement.location()),
                digest == null ? List.of() : List.of(digest),
                licenses);
    }

    /// Reports the manifest, and what `composer.json` asks for that is not there.
    ///
    /// @param hasScopes whether the source says which packages are for development; if not, `composer.json` does
    /// @param hasDevelopment whether packages for development are expected
    void report(String kind, boolean hasScopes, boolean hasDevelopment) {
        if (hasScopes) graph.keepScopes();
        entries.forEach((key, entry) -> {
            for (Mapping.Entry need : entry.entries("require")) {
                String name = need.key().toLowerCase(Locale.ROOT);
                if (isPlatform(name)) continue;
                if (graph.contains(name)) graph.connect(key, name);
                else providers.getOrDefault(name, Set.of()).forEach(provider -> graph.connect(key, provider));
            }
        });
        if (manifest == null) {
            graph.report(source, kind, null);
            return;
        }
        for (ComposerManifest.Requirement requirement : manifest.requirements()) {
            String name = requirement.name();
            Set<String> providing = providers.getOrDefault(name, Set.of());
            if (graph.contains(name)) {
                graph.want(name, requirement.scope());
            } else if (!providing.isEmpty()) {
                providing.forEach(provider -> graph.want(provider, requirement.scope()));
            } else if (!manifest.provided().contains(name)
                    && (hasDevelopment || requirement.scope() == Scope.RUNTIME)) {
                source.unresolved("%s asks for %s, which is not in this file"
                        .formatted(manifest.source().path(), name));
            }
        }
        graph.report(source, kind, manifest.root());
    }
}
