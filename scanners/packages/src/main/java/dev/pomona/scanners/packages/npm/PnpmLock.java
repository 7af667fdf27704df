// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads pnpm's lock file, versions 5 to 9 (<https://github.com/pnpm/spec/tree/master/lockfile>).
///
/// `importers` are the project and its workspace members (before version 6 a sole project's tables stand at
/// the top). `packages` are keyed by *dependency path*: `/name/1.0.0_peers` in version 5,
/// `/name@1.0.0(peers)` in 6, `name@1.0.0` in 9, which moves the edges to `snapshots` under
/// `name@1.0.0(peers)`.
final class PnpmLock {

    private static final List<String> KNOWN_VERSIONS = List.of("5", "6", "7", "9");

    private final LockFile file;
    private final Node yaml;
    private final Map<String, LockGraph.Node> nodes = new HashMap<>();

    private PnpmLock(LockFile file, Node yaml) {
        this.file = file;
        this.yaml = yaml;
    }

    /// Fills the lock file's graph, and gives the project's name.
    ///
    /// @throws dev.pomona.syntax.SyntaxException when the text is no YAML
    static @Nullable Purl read(LockFile file, String text) {
        List<Node> documents = Yaml.readAll(text);
        // newer versions put the package manager's own packages into a document of their own, in front
        for (Node document : documents) new PnpmLock(file, document).read();
        if (documents.isEmpty()) file.gap(Gap.Kind.MALFORMED, "no lockfileVersion");
        PackageJson manifest = file.manifest("");
        return manifest == null ? null : manifest.purl();
    }

    private void read() {
        String version = yaml.text("lockfileVersion");
        if (version == null) {
            file.malformed(yaml.line(), "no lockfileVersion");
        } else if (!KNOWN_VERSIONS.contains(Coordinates.cut(version, '.'))) {
            file.gap(Gap.Kind.UNSUPPORTED, "lockfileVersion %s is not known".formatted(version));
        }
        boolean split = yaml.find("snapshots") instanceof Mapping;
        List<Mapping.Entry> entries = yaml.entries(split ? "snapshots" : "packages");
        var packages = new HashMap<String, Mapping.Entry>();
        for (Mapping.Entry entry : yaml.entries("packages")) packages.put(entry.key(), entry);
        for (Mapping.Entry entry : entries) {
            Mapping.Entry described = split ? packages.get(withoutPeers(entry.key())) : entry;
            LockGraph.Node node = node(described == null ? entry : described, entry.value());
            if (node != null) nodes.put(entry.key(), node);
        }
        for (Mapping.Entry entry : entries) {
            LockGraph.Node node = nodes.get(entry.key());
            if (node == null) continue;
            connect(node, entry.value().entries("dependencies"), Scope.RUNTIME);
            connect(node, entry.value().entries("optionalDependencies"), Scope.OPTIONAL);
        }
        if (yaml.find("importers") instanceof Mapping) {
            for (Mapping.Entry importer : yaml.entries("importers")) readImporter(importer.key(), importer.value());
        } else {
            readImporter(".", yaml);
        }
    }

    // --- packages

    private LockGraph.@Nullable Node node(Mapping.Entry entry, Node flags) {
        Node described = entry.value();
        Location at = file.at(entry.line(), entry.column());
        Node resolution = described.find("resolution");
        if (resolution != null && resolution.text("directory") != null)
            return file.graph().local(at);
        DependencyPath path = DependencyPath.parse(entry.key());
        String stated = described.text("name");
        String name = stated == null ? path.name() : stated;
        String version = Objects.requireNonNullElse(described.text("version"), path.version());
        Purl purl = Coordinates.purl(name, version);
        if (purl == null) {
            file.malformed(entry.line(), "'%s' is not a package with a version".formatted(entry.key()));
            return null;
        }
        String address = null;
        if (resolution != null && resolution.text("repo") != null) {
            String commit = Objects.requireNonNullElse(resolution.text("commit"), "");
            purl = Coordinates.fromGit(purl, resolution.text("repo") + "#" + commit);
            address = purl.qualifiers().get("vcs_url");
        } else if (resolution != null && path.isAddress() && resolution.text("tarball") != null) {
            String tarball = Objects.requireNonNullElse(resolution.text("tarball"), "");
            if (!tarball.startsWith("file:")) purl = Coordinates.fromUrl(purl, tarball);
            address = tarball;
        }
        return file.graph()
                .component(
                        purl,
                        at,
                        Integrity.digests(resolution == null ? null : resolution.text("integrity")),
                        List.of(),
                        stated(flags),
                        address);
    }

    private static Scope stated(Node entry) {
        if (entry.isTrue("dev")) return Scope.DEVELOPMENT;
        return entry.isTrue("optional") ? Scope.OPTIONAL : Scope.RUNTIME;
    }

    private void connect(LockGraph.Node node, List<Mapping.Entry> dependencies, Scope scope) {
        for (Mapping.Entry dependency : dependencies) {
            LockGraph.Node found = find(dependency.key(), dependency.value().text());
            if (found != null) node.needs(found, scope);
        }
    }

    /// A reference is the dependency path itself, or only its end where the name is that of the package.
    private LockGraph.@Nullable Node find(String name, @Nullable String reference) {
        if (reference == null) return null;
        for (String key : List.of(
                name + "@" + reference,
                "/" + name + "@" + reference,
                "/" + name + "/" + reference,
                reference,
                "/" + reference)) {
            LockGraph.Node found = nodes.get(key);
            if (found != null) return found;
        }
        return null;
    }

    private static String withoutPeers(String key) {
        return Coordinates.cut(key, '(');
    }

    // --- importers

    private void readImporter(String folder, Node importer) {
        LockGraph.Node project = file.graph().project(file.at(importer.line(), importer.column()));
        PackageJson manifest = file.manifest(folder);
        var declared = manifest == null ? Map.<String, PackageJson.Requirement>of() : manifest.requirements();
        var references = new LinkedHashMap<String, String>();
        var locked = new ArrayList<PackageJson.Requirement>();
        var changed = new ArrayList<String>();
        readTable(importer, "dependencies", Scope.RUNTIME, references, locked);
        readTable(importer, "optionalDependencies", Scope.OPTIONAL, references, locked);
        readTable(importer, "devDependencies", Scope.DEVELOPMENT, references, locked);
        readTable(importer, "configDependencies", Scope.BUILD, references, locked);
        readTable(importer, "packageManagerDependencies", Scope.BUILD, references, locked);
        var requirements = new ArrayList<PackageJson.Requirement>();
        for (PackageJson.Requirement then : locked) {
            PackageJson.Requirement now = declared.get(then.name());
            requirements.add(now == null ? then : merged(then, now));
            if (now != null && !then.spec().equals(now.spec()) && isComparable(now)) changed.add(then.name());
        }
        for (PackageJson.Requirement now : declared.values()) {
            if (!references.containsKey(now.name())) requirements.add(now);
        }
        file.connect(project, requirements, requirement -> {
            String reference = references.get(requirement.name());
            return reference == null ? null : find(requirement.name(), reference);
        });
        if (manifest != null) file.changed(manifest.path(), changed);
    }

    private void readTable(
            Node importer,
            String table,
            Scope scope,
            Map<String, String> references,
            List<PackageJson.Requirement> locked) {
        for (Mapping.Entry entry : importer.entries(table)) {
            String reference = Objects.requireNonNullElse(
                    entry.value() instanceof Mapping
                            ? entry.value().text("version")
                            : entry.value().text(),
                    "");
            Node specifiers = importer.find("specifiers");
            String specifier = specifiers == null ? entry.value().text("specifier") : specifiers.text(entry.key());
            String spec = Objects.requireNonNullElse(specifier, reference);
            references.put(entry.key(), reference);
            if (reference.startsWith("link:")) continue; // a member, which is an importer itself, or a folder outside
            locked.add(new PackageJson.Requirement(
                    entry.key(), fromCatalog(entry.key(), spec), scope, entry.at(file.path()), false));
        }
    }

    /// The range of the table `catalogs` for `catalog:` and `catalog:name`.
    private String fromCatalog(String name, String spec) {
        if (!spec.startsWith("catalog:")) return spec;
        String catalog = spec.substring("catalog:".length()).strip();
        Node entry = yaml.find("catalogs", catalog.isEmpty() ? "default" : catalog, name);
        return Objects.requireNonNullElse(entry == null ? null : entry.text("specifier"), spec);
    }

    /// The scope is the wider claim (a peer that is also developed with), the place is the project's own
    /// manifest.
    private static PackageJson.Requirement merged(PackageJson.Requirement then, PackageJson.Requirement now) {
        String spec = now.spec().startsWith("catalog:") ? then.spec() : now.spec();
        return new PackageJson.Requirement(
                then.name(), spec, then.scope().mostExposed(now.scope()), now.location(), now.optionalPeer());
    }

    /// Overrides and catalogs stand in the lock file for what the manifest says.
    private boolean isComparable(PackageJson.Requirement now) {
        return yaml.find("overrides") == null
                && now.scope() != Scope.PROVIDED
                && !now.spec().startsWith("catalog:");
    }
}
