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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `pdm.lock`: a package stands once for itself and once for every set of extras that is used of it.
final class PdmLock {

    private PdmLock() {}

    static void read(Project project, String path) {
        project.toml(path).ifPresent(document -> read(project, path, document));
    }

    private static void read(Project project, String path, Mapping document) {
        Node metadata = document.find("metadata");
        if (metadata == null && !document.entries().isEmpty()) {
            project.gap(Gap.Kind.MALFORMED, path, "[metadata] is not there");
        }
        String version = metadata == null ? null : metadata.text("lock_version");
        if (version != null && !version.matches("[1-4](\\..{0,20})?")) {
            project.gap(Gap.Kind.UNSUPPORTED, path, "lock_version is beyond 4.x; read as 4.5");
        }
        var packages = new LockedPackages(project, path);
        Map<Entry, Node> added = new LinkedHashMap<>();
        Map<String, Entry> plain = new HashMap<>();
        for (Node one : document.items("package")) {
            if (!one.items("extras").isEmpty()) continue;
            Entry entry = add(packages, one, metadata);
            if (entry == null) continue;
            added.put(entry, one);
            plain.put(identity(one), entry);
        }
        added.forEach((entry, one) -> connect(packages, entry.node(), one));
        for (Node one : document.items("package")) {
            if (one.items("extras").isEmpty()) continue;
            Entry entry = plain.get(identity(one));
            if (entry == null) entry = add(packages, one, metadata);
            if (entry == null) continue;
            for (String extra : LockedPackages.texts(one.items("extras"))) {
                connect(packages, packages.part(entry, extra), one);
            }
        }
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
        packages.report("pdm-lock", root, manifest);
    }

    private static String identity(Node one) {
        String name = one.text("name");
        return (name == null ? "" : PyPi.normalise(name)) + " " + one.text("version");
    }

    private static @Nullable Entry add(LockedPackages packages, Node one, @Nullable Node metadata) {
        String name = one.text("name");
        String path = one.text("path");
        if (path != null && Link.parse("./" + path).version() == null)
            return packages.addLocal(name, one.text("version"));
        Node files = one.find("files");
        if (files == null && metadata != null) {
            files = metadata.find("files", name + " " + one.text("version"));
        }
        List<Digest> digests = files == null ? List.of() : LockedPackages.digests(files.items());
        return packages.add(name, one.text("version"), qualifiers(one), scope(one), digests, packages.place(one));
    }

    private static Map<String, String> qualifiers(Node one) {
        var qualifiers = new TreeMap<String, String>();
        String git = one.text("git");
        String url = one.text("url");
        String revision = one.text("revision");
        if (git != null) {
            qualifiers.put("vcs_url", "git+" + Link.withoutCredentials(git) + (revision == null ? "" : "@" + revision));
        } else if (url != null) {
            qualifiers.put("download_url", Link.parse(url).url());
        }
        return qualifiers;
    }

    private static Scope scope(Node one) {
        Scope scope = null;
        for (String group : LockedPackages.texts(one.items("groups"))) {
            Scope stated = GroupScope.ofGroup(group);
            scope = scope == null ? stated : scope.mostExposed(stated);
        }
        return scope == null ? Scope.RUNTIME : scope;
    }

    private static void connect(LockedPackages packages, LockGraph.Node from, Node one) {
        for (Node dependency : one.items("dependencies")) {
            String requirement = dependency.text();
            if (requirement == null) packages.problem(dependency.at(packages.path()), "a dependency that is no text");
            else packages.connect(from, requirement, Scope.RUNTIME, dependency.at(packages.path()));
        }
    }
}
