// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A project's `package.json`, as far as components are concerned
/// (<https://docs.npmjs.com/cli/configuring-npm/package-json>).
///
/// @param folder that it stands in; empty for the root of the scan
/// @param requirements by name, in the order of the file
/// @param workspaces patterns of the members' folders
/// @param resolutions Yarn's, by the last name of their path
record PackageJson(
        String path,
        String folder,
        @Nullable String name,
        @Nullable String version,
        Map<String, Requirement> requirements,
        List<String> workspaces,
        Map<String, String> resolutions) {

    /// One entry of a dependency table.
    ///
    /// @param spec as it is written
    /// @param optionalPeer whether nothing is installed for it unless someone else asks
    record Requirement(String name, String spec, Scope scope, Location location, boolean optionalPeer) {}

    /// @throws SyntaxException when the text is no JSON object
    static PackageJson parse(String path, String text) {
        Node json = Json.read(text);
        if (!(json instanceof Mapping)) throw new SyntaxException("not an object", json.line(), json.column());
        int slash = path.lastIndexOf('/');
        return new PackageJson(
                path,
                slash < 0 ? "" : path.substring(0, slash),
                json.text("name"),
                json.text("version"),
                requirements(path, json),
                workspaces(json),
                resolutions(json));
    }

    /// The package URL of the project itself; `null` when it does not say its name.
    @Nullable
    Purl purl() {
        return Coordinates.purl(name, version);
    }

    /// The tables of requirements that a project has, in the lock files of npm and Bun too.
    ///
    /// A name in several tables has the most exposed scope, except that `optionalDependencies` overrides
    /// `dependencies`, as npm does it.
    static Map<String, Requirement> requirements(String path, Node json) {
        var found = new LinkedHashMap<String, Requirement>();
        Node optionalPeers = json.find("peerDependenciesMeta");
        for (Mapping.Entry entry : json.entries("dependencies")) {
            put(found, path, entry, Scope.RUNTIME, false);
        }
        for (Mapping.Entry entry : json.entries("optionalDependencies")) {
            found.remove(entry.key());
            put(found, path, entry, Scope.OPTIONAL, false);
        }
        for (Mapping.Entry entry : json.entries("peerDependencies")) {
            Node meta = optionalPeers == null ? null : optionalPeers.find(entry.key());
            boolean optional = meta != null && meta.isTrue("optional");
            put(found, path, entry, Scope.PROVIDED, optional);
        }
        for (Mapping.Entry entry : json.entries("devDependencies")) {
            put(found, path, entry, Scope.DEVELOPMENT, false);
        }
        return found;
    }

    private static void put(
            Map<String, Requirement> found, String path, Mapping.Entry entry, Scope scope, boolean optionalPeer) {
        String spec = Objects.requireNonNullElse(entry.value().text(), "");
        var requirement = new Requirement(entry.key(), spec, scope, entry.at(path), optionalPeer);
        Requirement earlier = found.get(entry.key());
        if (earlier == null) {
            found.put(entry.key(), requirement);
            return;
        }
        // what is installed is the development table's range; what it is needed for is the wider claim
        Requirement installed = scope == Scope.DEVELOPMENT && earlier.scope() == Scope.PROVIDED ? requirement : earlier;
        found.put(
                entry.key(),
                new Requirement(
                        installed.name(),
                        installed.spec(),
                        earlier.scope().mostExposed(scope),
                        installed.location(),
                        earlier.optionalPeer() && scope == Scope.PROVIDED));
    }

    /// A list of patterns, or Yarn's older object with a list of `packages`.
    static List<String> workspaces(Node json) {
        var patterns = new ArrayList<String>();
        Node workspaces = json.find("workspaces");
        if (workspaces == null) return patterns;
        List<Node> items = workspaces instanceof Mapping ? workspaces.items("packages") : workspaces.items();
        for (Node item : items) {
            String pattern = item.text();
            if (pattern != null) patterns.add(pattern);
        }
        return patterns;
    }

    private static Map<String, String> resolutions(Node json) {
        var resolutions = new LinkedHashMap<String, String>();
        for (Mapping.Entry entry : json.entries("resolutions")) {
            String spec = entry.value().text();
            if (spec != null) resolutions.put(lastName(entry.key()), spec);
        }
        return resolutions;
    }

    /// The package that a resolution is for: `b` of `a/**/b`, `@s/b` of `a/@s/b`, `b` of `b@^1`.
    private static String lastName(String selector) {
        int slash = selector.lastIndexOf('/');
        int before = slash <= 0 ? -1 : selector.lastIndexOf('/', slash - 1);
        boolean scoped = slash > 0 && selector.startsWith("@", before + 1);
        String last = selector.substring((scoped ? before : slash) + 1);
        int at = Coordinates.endOfName(last);
        return at < 0 ? last : last.substring(0, at);
    }
}
