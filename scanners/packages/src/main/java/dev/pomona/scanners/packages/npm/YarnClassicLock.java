// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the lock file of Yarn 1 (<https://classic.yarnpkg.com/lang/en/docs/yarn-lock/>).
///
/// It maps each `name@range` that anyone asks for to a version, and does not name the project: what is
/// direct, and in which scope, comes from the `package.json` files of the root and of its workspaces.
final class YarnClassicLock {

    private static final String MARK = "# yarn lockfile v";

    private final LockFile file;
    private final Map<String, LockGraph.Node> byDescriptor = new HashMap<>();
    private final SoleNames soleNames = new SoleNames();

    private YarnClassicLock(LockFile file) {
        this.file = file;
    }

    /// Fills the lock file's graph, and gives the project's name as its `package.json` says it.
    ///
    /// @param folders of all `package.json` files relative to the lock file's, among which the members are
    static @Nullable Purl read(LockFile file, String text, List<String> folders) {
        new YarnClassicLock(file).read(text, folders);
        PackageJson manifest = file.manifest("");
        return manifest == null ? null : manifest.purl();
    }

    private void read(String text, List<String> folders) {
        String version = statedVersion(text);
        List<YarnClassicSyntax.Entry> entries = YarnClassicSyntax.read(file, text);
        if (version == null && entries.isEmpty() && !text.isBlank()) {
            file.gap(Gap.Kind.MALFORMED, "neither the mark of a Yarn lock file nor an entry");
        } else if (version != null && !version.equals("1")) {
            file.gap(Gap.Kind.UNSUPPORTED, "lock file version %s is not known; read as 1".formatted(version));
        }
        var nodes = new ArrayList<LockGraph.@Nullable Node>();
        for (YarnClassicSyntax.Entry entry : entries) nodes.add(enter(entry));
        PackageJson root = file.manifest("");
        Map<String, String> resolutions = root == null ? Map.of() : root.resolutions();
        for (int i = 0; i < entries.size(); i++) {
            LockGraph.Node node = nodes.get(i);
            if (node == null) continue;
            connect(node, entries.get(i).table("dependencies"), Scope.RUNTIME, resolutions);
            connect(node, entries.get(i).table("optionalDependencies"), Scope.OPTIONAL, resolutions);
        }
        LockGraph.Node project = file.graph().project(file.at(1, 1));
        if (root == null) {
            file.graph().guessDirect(project);
        } else {
            connectProjects(project, root, folders);
        }
    }

    private static @Nullable String statedVersion(String text) {
        return text.lines()
                .limit(10)
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()).strip())
                .findFirst()
                .orElse(null);
    }

    private LockGraph.@Nullable Node enter(YarnClassicSyntax.Entry entry) {
        LockGraph.Node node = null;
        for (String descriptor : entry.descriptors()) {
            int at = Coordinates.endOfName(descriptor);
            String name = at < 0 ? descriptor : descriptor.substring(0, at);
            Specifier specifier = Specifier.parse(at < 0 ? "*" : descriptor.substring(at + 1));
            if (node == null) {
                node = node(entry, Objects.requireNonNullElse(specifier.name(), name), specifier);
                if (node == null) return null;
                soleNames.add(name, node);
            }
            byDescriptor.put(descriptor, node);
        }
        return node;
    }

    private LockGraph.@Nullable Node node(YarnClassicSyntax.Entry entry, String name, Specifier specifier) {
        String resolved = Objects.requireNonNullElse(entry.property("resolved"), "");
        // Yarn 1 knows no `workspace:` and asks the registry for it: what has an address was fetched
        if (specifier.kind() == Specifier.Kind.LOCAL && resolved.isEmpty()) {
            return file.graph().local(file.at(entry.line(), 1));
        }
        Purl purl = Coordinates.purl(name, entry.property("version"));
        if (purl == null || purl.version() == null) {
            file.malformed(entry.line(), "'%s' is not a package with a version".formatted(name));
            return null;
        }
        if (specifier.kind() == Specifier.Kind.GIT || specifier.kind() == Specifier.Kind.URL) {
            // hosts of repositories serve archives too, and then that is what was fetched
            Specifier.Kind fetched = Specifier.parse(resolved).kind();
            if (fetched == Specifier.Kind.GIT) purl = Coordinates.fromGit(purl, resolved);
            else if (fetched == Specifier.Kind.URL) purl = Coordinates.fromUrl(purl, resolved);
        }
        List<Digest> digests = new ArrayList<>(Integrity.digests(entry.property("integrity")));
        int hash = resolved.indexOf('#');
        if (hash >= 0 && specifier.kind() != Specifier.Kind.GIT) {
            digests.addAll(Integrity.sha1(resolved.substring(hash + 1)));
        }
        return file.graph().component(purl, file.at(entry.line(), 1), digests, List.of(), Scope.RUNTIME, null);
    }

    private void connect(LockGraph.Node node, Map<String, String> table, Scope scope, Map<String, String> resolutions) {
        table.forEach((name, range) -> {
            LockGraph.Node found = find(name, range, resolutions);
            if (found != null) node.needs(found, scope);
        });
    }

    private void connectProjects(LockGraph.Node project, PackageJson root, List<String> folders) {
        var workspaces = new Workspaces(root.workspaces());
        var members = new LinkedHashMap<PackageJson, LockGraph.Node>();
        members.put(root, project);
        for (String folder : folders) {
            PackageJson member = workspaces.contain(folder) ? file.manifest(folder) : null;
            if (member != null) members.put(member, file.graph().project(file.at(1, 1)));
        }
        var names = new HashSet<@Nullable String>();
        for (PackageJson member : members.keySet()) names.add(member.name());
        members.forEach((member, node) -> {
            var fetched = new ArrayList<>(member.requirements().values());
            // members need each other by range, and that is nothing the lock file has
            fetched.removeIf(requirement -> names.contains(requirement.name())
                    && !byDescriptor.containsKey(requirement.name() + "@" + requirement.spec()));
            file.connect(
                    node, fetched, requirement -> find(requirement.name(), requirement.spec(), root.resolutions()));
        });
    }

    /// What a range was resolved to. A resolution overrides the range; and where the lock file has the name
    /// just once, that is what is installed, whatever was asked for.
    private LockGraph.@Nullable Node find(String name, String range, Map<String, String> resolutions) {
        LockGraph.Node found = byDescriptor.get(name + "@" + range);
        if (found != null) return found;
        String override = resolutions.get(name);
        if (override == null) return null;
        found = byDescriptor.get(name + "@" + override);
        return found == null ? soleNames.find(name) : found;
    }
}
