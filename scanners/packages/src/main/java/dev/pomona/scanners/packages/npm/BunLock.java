// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads Bun's text lock file (<https://bun.sh/docs/install/lockfile>), which is JSON with trailing commas.
///
/// `workspaces` are the project and its members by folder. `packages` are keyed by the way through the
/// installed tree (`a/b` is the `b` that `a` alone sees), and are lists: what was resolved first, a table
/// of requirements somewhere, the integrity last.
final class BunLock {

    private static final int LONGEST_KEY = 4096;

    private final LockFile file;
    private final Node json;
    private final Map<String, LockGraph.Node> nodes = new HashMap<>();

    private BunLock(LockFile file, Node json) {
        this.file = file;
        this.json = json;
    }

    /// Fills the lock file's graph, and gives the project's name.
    ///
    /// @throws SyntaxException when the text is no relaxed JSON object
    static @Nullable Purl read(LockFile file, String text) {
        Node json = Json.readRelaxed(text);
        if (!(json instanceof Mapping)) throw new SyntaxException("not an object", json.line(), json.column());
        new BunLock(file, json).read();
        PackageJson manifest = file.manifest("");
        Node root = json.find("workspaces", "");
        return manifest == null ? Coordinates.purl(root == null ? null : root.text("name"), null) : manifest.purl();
    }

    private void read() {
        String version = json.text("lockfileVersion");
        if (version == null) {
            file.malformed(json.line(), "no lockfileVersion");
        } else if (!version.equals("0") && !version.equals("1")) {
            file.gap(Gap.Kind.UNSUPPORTED, "lockfileVersion %s is not known; read as 1".formatted(version));
        }
        for (Mapping.Entry entry : json.entries("packages")) {
            LockGraph.Node node = node(entry);
            if (node != null) nodes.put(entry.key(), node);
        }
        for (Mapping.Entry entry : json.entries("packages")) {
            LockGraph.Node node = nodes.get(entry.key());
            if (node == null) continue;
            Node table = table(entry.value());
            if (table == null) continue;
            connect(node, entry.key(), table.entries("dependencies"), Scope.RUNTIME);
            connect(node, entry.key(), table.entries("optionalDependencies"), Scope.OPTIONAL);
            connect(node, entry.key(), table.entries("peerDependencies"), Scope.PROVIDED);
        }
        for (Mapping.Entry workspace : json.entries("workspaces")) readWorkspace(workspace);
    }

    private LockGraph.@Nullable Node node(Mapping.Entry entry) {
        List<Node> parts = entry.value().items();
        String resolved = parts.isEmpty() ? null : parts.getFirst().text();
        int at = resolved == null ? -1 : Coordinates.endOfName(resolved);
        if (resolved == null || at < 0 || entry.key().length() > LONGEST_KEY) {
            file.malformed(entry.line(), "an entry that does not say what was resolved");
            return null;
        }
        String name = resolved.substring(0, at);
        String reference = resolved.substring(at + 1);
        Specifier specifier = Specifier.parse(reference);
        var location = file.at(entry.line(), entry.column());
        if (specifier.kind() == Specifier.Kind.LOCAL || reference.startsWith("root:")) {
            return file.graph().local(location);
        }
        boolean registry = specifier.kind() == Specifier.Kind.EXACT || specifier.kind() == Specifier.Kind.RANGE;
        Purl purl = Coordinates.purl(name, registry ? specifier.text() : null);
        if (purl == null) {
            file.malformed(entry.line(), "'%s' is not a package with a version".formatted(name));
            return null;
        }
        String address = null;
        if (specifier.kind() == Specifier.Kind.GIT) {
            purl = Coordinates.fromGit(purl, reference);
            address = purl.qualifiers().get("vcs_url");
        } else if (specifier.kind() == Specifier.Kind.URL) {
            purl = Coordinates.fromUrl(purl, reference);
            address = purl.qualifiers().get("download_url");
        } else if (!registry) {
            address = reference;
        }
        return file.graph()
                .component(
                        purl, location, Integrity.digests(parts.getLast().text()), List.of(), Scope.RUNTIME, address);
    }

    private static @Nullable Node table(Node parts) {
        for (Node part : parts.items()) {
            if (part instanceof Mapping) return part;
        }
        return null;
    }

    private void connect(LockGraph.Node node, String key, List<Mapping.Entry> dependencies, Scope scope) {
        for (Mapping.Entry dependency : dependencies) {
            LockGraph.Node found = lookUp(key, dependency.key());
            if (found != null) node.needs(found, scope);
        }
    }

    private void readWorkspace(Mapping.Entry workspace) {
        LockGraph.Node project = file.graph().project(file.at(workspace.line(), workspace.column()));
        PackageJson manifest = file.manifest(workspace.key());
        Map<String, PackageJson.Requirement> locked =
                new LinkedHashMap<>(PackageJson.requirements(file.path(), workspace.value()));
        for (Node name : workspace.value().items("optionalPeers")) {
            locked.computeIfPresent(
                    Objects.requireNonNullElse(name.text(), ""),
                    (_, peer) ->
                            new PackageJson.Requirement(peer.name(), peer.spec(), peer.scope(), peer.location(), true));
        }
        var requirements = manifest == null ? locked : manifest.requirements();
        String ownName = Objects.requireNonNullElse(workspace.value().text("name"), "");
        file.connect(project, requirements.values(), requirement -> lookUp(ownName, requirement.name()));
        if (manifest == null) return;
        var changed = new ArrayList<String>();
        for (PackageJson.Requirement now : manifest.requirements().values()) {
            PackageJson.Requirement then = locked.get(now.name());
            if (then != null && !then.spec().equals(now.spec())) changed.add(now.name());
        }
        file.changed(manifest.path(), changed);
    }

    /// The package that a name means in a place of the tree: the nearest on the way up.
    private LockGraph.@Nullable Node lookUp(String key, String name) {
        String place = key;
        while (!place.isEmpty()) {
            LockGraph.Node found = nodes.get(place + "/" + name);
            if (found != null) return found;
            place = parent(place);
        }
        return nodes.get(name);
    }

    private static String parent(String place) {
        int last = place.lastIndexOf('/');
        if (last < 0) return "";
        int before = place.lastIndexOf('/', last - 1);
        return place.startsWith("@", before + 1) ? place.substring(0, Math.max(0, before)) : place.substring(0, last);
    }
}
