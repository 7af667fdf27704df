// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scanners.packages.project.LockGraph;
import dev.pomona.scanners.packages.project.ProjectPath;
import dev.pomona.scanners.packages.python.LockedPackages.Entry;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `poetry.lock` of every version from the first (hashes in `[metadata.hashes]`) over 1.x (`category`,
/// `[metadata.files]`) to 2.x (`groups`, files in the package).
final class PoetryLock {

    private PoetryLock() {}

    static void read(Project project, String path) {
        project.toml(path).ifPresent(document -> read(project, path, document));
    }

    private static void read(Project project, String path, Mapping document) {
        Node metadata = document.find("metadata");
        String version = metadata == null ? null : metadata.text("lock-version");
        if (version != null && !version.startsWith("1.") && !version.startsWith("2.")) {
            project.gap(Gap.Kind.UNSUPPORTED, path, "lock-version is not 1.x or 2.x; read as 2.1");
        }
        if (metadata == null
                && document.find("package") == null
                && !document.entries().isEmpty()) {
            project.gap(Gap.Kind.MALFORMED, path, "neither [metadata] nor [[package]] is there");
        }
        var packages = new LockedPackages(project, path);
        Map<String, Node> files = filesOfMetadata(metadata);
        var added = new ArrayList<Map.Entry<Entry, Node>>();
        for (Node one : document.items("package")) {
            Entry entry = add(packages, one, files);
            if (entry != null) added.add(Map.entry(entry, one));
        }
        for (var each : added) connect(packages, each.getKey(), each.getValue());
        String manifest = ProjectPath.in(ProjectPath.folder(path), "pyproject.toml");
        PyProject pyProject = project.pyProject(manifest).orElse(null);
        Purl root = null;
        if (pyProject == null) {
            packages.graph().startAtUnneeded();
        } else {
            LockGraph.Node local = packages.graph().addLocal();
            packages.graph().start(local);
            packages.declare(local, pyProject.declared());
            root = pyProject.purl();
            project.lock(manifest);
        }
        packages.report("poetry-lock", root, manifest);
    }

    private static Map<String, Node> filesOfMetadata(@Nullable Node metadata) {
        var files = new HashMap<String, Node>();
        if (metadata == null) return files;
        for (String table : List.of("hashes", "files")) {
            for (Mapping.Entry entry : metadata.entries(table)) {
                files.put(PyPi.normalise(entry.key()), entry.value());
            }
        }
        return files;
    }

    private static @Nullable Entry add(LockedPackages packages, Node one, Map<String, Node> files) {
        String name = one.text("name");
        Node source = one.find("source");
        if (source != null && "directory".equals(source.text("type"))) {
            return packages.addLocal(name, one.text("version"));
        }
        Node listed = one.find("files");
        if (listed == null && name != null) listed = files.get(PyPi.normalise(name));
        return packages.add(
                name, one.text("version"), qualifiers(source), scope(one), digests(listed), packages.place(one));
    }

    private static List<Digest> digests(@Nullable Node listed) {
        if (listed == null) return List.of();
        List<Digest> digests = LockedPackages.digests(listed.items());
        for (String hash : LockedPackages.texts(listed.items())) {
            PyPi.digest("sha256", hash).ifPresent(digests::add);
        }
        return digests;
    }

    private static Map<String, String> qualifiers(@Nullable Node source) {
        var qualifiers = new TreeMap<String, String>();
        if (source == null) return qualifiers;
        String url = source.text("url");
        String type = source.text("type");
        if (url == null || type == null) return qualifiers;
        String plain = Link.withoutCredentials(url);
        String commit = source.text("resolved_reference") == null
                ? source.text("reference")
                : source.text("resolved_reference");
        switch (type) {
            case "git" -> qualifiers.put("vcs_url", "git+" + plain + (commit == null ? "" : "@" + commit));
            case "url" -> qualifiers.put("download_url", plain);
            case "legacy" -> qualifiers.put("repository_url", plain);
            default -> {}
        }
        return qualifiers;
    }

    /// What the lock file itself says, for packages that no way from the manifest leads to.
    private static Scope scope(Node one) {
        Scope scope = null;
        for (String group : LockedPackages.texts(one.items("groups"))) {
            Scope stated = GroupScope.ofGroup(group);
            scope = scope == null ? stated : scope.mostExposed(stated);
        }
        String category = one.text("category");
        if (scope == null && category != null) scope = GroupScope.ofGroup(category);
        if (scope != null && scope != Scope.RUNTIME) return scope;
        return one.isTrue("optional") ? Scope.OPTIONAL : Scope.RUNTIME;
    }

    private static void connect(LockedPackages packages, Entry entry, Node one) {
        for (Mapping.Entry dependency : one.entries("dependencies")) {
            List<Node> alternatives = dependency.value().items().isEmpty()
                    ? List.of(dependency.value())
                    : dependency.value().items();
            for (Node alternative : alternatives) {
                // optional ones are needed by an extra, and listed there
                if (alternative.isTrue("optional")) continue;
                List<String> extras = LockedPackages.texts(alternative.items("extras"));
                packages.connect(entry.node(), dependency.key(), null, extras, Scope.RUNTIME);
            }
        }
        for (Mapping.Entry extra : one.entries("extras")) {
            LockGraph.Node part = packages.part(entry, extra.key());
            for (Node needed : extra.value().items()) {
                String text = needed.text();
                if (text != null)
                    packages.connect(part, nameAndExtras(text), Scope.RUNTIME, needed.at(packages.path()));
            }
        }
    }

    /// Poetry writes its own constraints behind the name (`dep (^1.0)`), which PEP 508 does not know.
    private static String nameAndExtras(String requirement) {
        int end = 0;
        while (end < requirement.length() && " (;<>=!~@".indexOf(requirement.charAt(end)) < 0) end++;
        return requirement.substring(0, end);
    }
}
