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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads npm's lock file in all its versions
/// (<https://docs.npmjs.com/cli/configuring-npm/package-lock-json>).
///
/// Versions 2 and 3 list the folders of the installed tree; version 1 nests them. Both become one table of
/// folders, in which names are looked up as Node.js does it: in the `node_modules` of the folder itself,
/// then in those above.
final class PackageLock {

    private static final int LONGEST_FOLDER = 4096;

    private final LockFile file;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Set<String> fetchedByAddress = new HashSet<>();

    /// A folder of the installed tree.
    private record Place(String folder, Mapping.Entry entry) {

        Node value() {
            return entry.value();
        }

        /// The name by which it is imported.
        String importName() {
            int at = folder.lastIndexOf("node_modules/");
            return at < 0 ? folder : folder.substring(at + "node_modules/".length());
        }

        boolean isInstalled() {
            return !folder.isEmpty() && folder.endsWith("node_modules/" + importName());
        }
    }

    private PackageLock(LockFile file) {
        this.file = file;
    }

    /// Fills the lock file's graph, and gives the project's own name.
    ///
    /// @throws SyntaxException when the text is no JSON object
    static @Nullable Purl read(LockFile file, String text) {
        Node json = Json.read(text);
        if (!(json instanceof Mapping)) throw new SyntaxException("not an object", json.line(), json.column());
        String version = Objects.requireNonNullElse(json.text("lockfileVersion"), "1");
        if (!Set.of("1", "2", "3").contains(version)) {
            file.gap(Gap.Kind.UNSUPPORTED, "lockfileVersion %s is not known; read as version 3".formatted(version));
        }
        if (json.find("packages") == null
                && json.find("dependencies") == null
                && json.text("lockfileVersion") == null) {
            file.malformed(json.line(), "neither lockfileVersion nor packages nor dependencies");
        }
        var lock = new PackageLock(file);
        if (json.find("packages") instanceof Mapping) lock.readPackages(json);
        else lock.readTree(json);
        Purl stated = Coordinates.purl(json.text("name"), json.text("version"));
        PackageJson manifest = file.manifest("");
        Purl own = manifest == null ? null : manifest.purl();
        return own == null ? stated : own;
    }

    // --- versions 2 and 3

    private void readPackages(Node json) {
        for (Mapping.Entry entry : json.entries("packages")) {
            if (entry.key().length() > LONGEST_FOLDER) {
                file.malformed(
                        entry.line(),
                        "a folder name of %d characters".formatted(entry.key().length()));
            } else if (!(entry.value() instanceof Mapping)) {
                file.malformed(entry.line(), "'%s' is not an object".formatted(entry.key()));
            } else {
                places.put(entry.key(), new Place(entry.key(), entry));
            }
        }
        for (Place place : places.values()) noteAddresses(place);
        Place root = places.get("");
        PackageJson manifest = file.manifest("");
        List<String> unnamed = manifest == null ? List.of() : manifest.workspaces();
        var workspaces = new Workspaces(root == null ? unnamed : PackageJson.workspaces(root.value()));
        var nodes = new LinkedHashMap<String, LockGraph.Node>();
        for (Place place : places.values()) {
            LockGraph.Node node = node(place, workspaces);
            if (node != null) nodes.put(place.folder(), node);
        }
        places.forEach((folder, place) -> {
            LockGraph.Node node = nodes.get(folder);
            if (node == null) return;
            if (node.isLocal()) connectProject(node, place, nodes);
            else connectComponent(node, place, nodes);
        });
        if (root == null) connectUnnamedRoot(nodes);
    }

    private LockGraph.@Nullable Node node(Place place, Workspaces workspaces) {
        var at = file.at(place.entry().line(), place.entry().column());
        if (place.value().isTrue("link")) return null;
        if (place.folder().isEmpty()) return file.graph().project(at);
        if (!place.isInstalled()) {
            return workspaces.contain(place.folder())
                    ? file.graph().project(at)
                    : file.graph().local(at);
        }
        String name = Objects.requireNonNullElse(place.value().text("name"), place.importName());
        return component(
                place, name, place.value().text("version"), place.value().text("resolved"));
    }

    /// Registry packages and archives fetched by their address look the same; only the requirement tells.
    private void noteAddresses(Place place) {
        for (String table : List.of("dependencies", "optionalDependencies", "devDependencies", "peerDependencies")) {
            for (Mapping.Entry entry : place.value().entries(table)) {
                String spec = entry.value().text();
                if (spec == null || !spec.startsWith("http")) continue;
                String found = lookUp(place.folder(), entry.key());
                if (found != null) fetchedByAddress.add(found);
            }
        }
    }

    private void connectProject(LockGraph.Node project, Place place, Map<String, LockGraph.Node> nodes) {
        Map<String, PackageJson.Requirement> locked = PackageJson.requirements(file.path(), place.value());
        PackageJson manifest = file.manifest(place.folder());
        var requirements = manifest == null ? locked : manifest.requirements();
        file.connect(project, requirements.values(), requirement -> find(place.folder(), requirement.name(), nodes));
        if (manifest == null) return;
        var changed = new ArrayList<String>();
        for (PackageJson.Requirement now : manifest.requirements().values()) {
            PackageJson.Requirement then = locked.get(now.name());
            if (then != null && !then.spec().equals(now.spec())) changed.add(now.name());
        }
        file.changed(manifest.path(), changed);
    }

    private void connectComponent(LockGraph.Node node, Place place, Map<String, LockGraph.Node> nodes) {
        connect(node, place, "dependencies", Scope.RUNTIME, nodes);
        connect(node, place, "optionalDependencies", Scope.OPTIONAL, nodes);
        connect(node, place, "peerDependencies", Scope.PROVIDED, nodes);
    }

    private void connect(
            LockGraph.Node node, Place place, String table, Scope scope, Map<String, LockGraph.Node> nodes) {
        for (Mapping.Entry entry : place.value().entries(table)) {
            LockGraph.Node found = find(place.folder(), entry.key(), nodes);
            if (found != null) node.needs(found, scope);
        }
    }

    /// The lock file inside `node_modules` does not name the project.
    private void connectUnnamedRoot(Map<String, LockGraph.Node> nodes) {
        LockGraph.Node project = file.graph().project(file.at(1, 1));
        PackageJson manifest = file.manifest("");
        if (manifest == null) {
            file.graph().guessDirect(project);
        } else {
            file.connect(project, manifest.requirements().values(), requirement -> find("", requirement.name(), nodes));
        }
    }

    // --- version 1

    private void readTree(Node json) {
        flatten("", json);
        var nodes = new LinkedHashMap<String, LockGraph.Node>();
        for (Place place : places.values()) {
            LockGraph.Node node = treeNode(place);
            if (node != null) nodes.put(place.folder(), node);
        }
        nodes.forEach((folder, node) -> {
            Place place = Objects.requireNonNull(places.get(folder));
            for (Mapping.Entry entry : place.value().entries("requires")) {
                String found = lookUp(folder, entry.key());
                LockGraph.Node needed = found == null ? null : nodes.get(found);
                if (needed == null || found == null) continue;
                // the tree does not say which requirements are optional, but which packages are there for such alone
                boolean optional =
                        Objects.requireNonNull(places.get(found)).value().isTrue("optional");
                node.needs(needed, optional ? Scope.OPTIONAL : Scope.RUNTIME);
            }
        });
        connectUnnamedRoot(nodes);
    }

    private void flatten(String folder, Node parent) {
        for (Mapping.Entry entry : parent.entries("dependencies")) {
            String below = (folder.isEmpty() ? "" : folder + "/") + "node_modules/" + entry.key();
            if (!(entry.value() instanceof Mapping) || below.length() > LONGEST_FOLDER) {
                file.malformed(entry.line(), "'%s' is not an entry".formatted(entry.key()));
                continue;
            }
            places.put(below, new Place(below, entry));
            flatten(below, entry.value());
        }
    }

    private LockGraph.@Nullable Node treeNode(Place place) {
        String version = Objects.requireNonNullElse(place.value().text("version"), "");
        Specifier specifier = Specifier.parse(version);
        return switch (specifier.kind()) {
            case LOCAL ->
                file.graph().local(file.at(place.entry().line(), place.entry().column()));
            case GIT, URL, ARCHIVE -> {
                if (specifier.kind() == Specifier.Kind.URL) fetchedByAddress.add(place.folder());
                yield component(place, place.importName(), null, version);
            }
            case EXACT, RANGE, CATALOG, OTHER -> {
                String name = Objects.requireNonNullElse(specifier.name(), place.importName());
                yield component(place, name, specifier.text(), place.value().text("resolved"));
            }
        };
    }

    // --- both

    private LockGraph.@Nullable Node component(
            Place place, String name, @Nullable String version, @Nullable String resolved) {
        Purl purl = Coordinates.purl(name, version);
        if (purl == null) {
            file.malformed(place.entry().line(), "'%s' is not a package with a version".formatted(place.folder()));
            return null;
        }
        String address = null;
        if (resolved != null) {
            switch (Specifier.parse(resolved).kind()) {
                case GIT -> {
                    purl = Coordinates.fromGit(purl, resolved);
                    address = purl.qualifiers().get("vcs_url");
                }
                case URL -> {
                    if (fetchedByAddress.contains(place.folder())) {
                        purl = Coordinates.fromUrl(purl, resolved);
                        address = purl.qualifiers().get("download_url");
                    }
                }
                case ARCHIVE -> address = resolved;
                case EXACT, RANGE, LOCAL, CATALOG, OTHER -> {}
            }
        }
        String license = place.value().text("license");
        return file.graph()
                .component(
                        purl,
                        file.at(place.entry().line(), place.entry().column()),
                        Integrity.digests(place.value().text("integrity")),
                        license == null ? List.of() : List.of(license),
                        stated(place.value()),
                        address);
    }

    private static Scope stated(Node entry) {
        if (entry.isTrue("dev")) return Scope.DEVELOPMENT;
        if (entry.isTrue("optional") || entry.isTrue("devOptional")) return Scope.OPTIONAL;
        return entry.isTrue("peer") ? Scope.PROVIDED : Scope.RUNTIME;
    }

    private LockGraph.@Nullable Node find(String from, String name, Map<String, LockGraph.Node> nodes) {
        String found = lookUp(from, name);
        return found == null ? null : nodes.get(found);
    }

    /// The folder that `require(name)` finds from a folder, links followed; `null` when there is none.
    private @Nullable String lookUp(String from, String name) {
        String folder = from;
        while (true) {
            if (!folder.endsWith("/node_modules") && !folder.equals("node_modules")) {
                String candidate = folder.isEmpty() ? "node_modules/" + name : folder + "/node_modules/" + name;
                Place place = places.get(candidate);
                if (place != null)
                    return place.value().isTrue("link") ? place.value().text("resolved") : candidate;
            }
            if (folder.isEmpty()) return null;
            folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
        }
    }
}
