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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `pylock.toml` and `pylock.NAME.toml` (PEP 751).
final class PyLock {

    /// The two conditions by which a marker ties a package to a group or an extra.
    private static final Pattern MEMBERSHIP =
            Pattern.compile("['\"]([^'\"]{1,100})['\"] {1,5}in {1,5}(extras|dependency_groups)");

    private PyLock() {}

    static void read(Project project, String path) {
        project.toml(path).ifPresent(document -> read(project, path, document));
    }

    private static void read(Project project, String path, Mapping document) {
        String version = document.text("lock-version");
        if (version == null && !document.entries().isEmpty()) {
            project.gap(Gap.Kind.MALFORMED, path, "lock-version is not there");
        } else if (version != null && !version.equals("1") && !version.startsWith("1.")) {
            project.gap(Gap.Kind.UNSUPPORTED, path, "lock-version is not 1.x; read as 1.0");
        }
        var packages = new LockedPackages(project, path);
        Set<String> defaults = Set.copyOf(LockedPackages.texts(document.items("default-groups")));
        Map<Entry, Node> added = new LinkedHashMap<>();
        for (Node one : document.items("packages")) {
            Entry entry = one.find("directory") != null
                    ? packages.addLocal(one.text("name"), one.text("version"))
                    : packages.add(
                            one.text("name"),
                            one.text("version"),
                            qualifiers(one),
                            scope(one, defaults),
                            digests(one),
                            packages.place(one));
            if (entry != null) added.put(entry, one);
        }
        added.forEach((entry, one) -> connect(packages, entry, one));
        String manifest = ProjectPath.in(ProjectPath.folder(path), "pyproject.toml");
        PyProject pyProject = project.pyProject(manifest).orElse(null);
        Purl root = pyProject == null ? null : pyProject.purl();
        boolean statesGraph = added.values().stream()
                .anyMatch(one -> !one.items("dependencies").isEmpty());
        if (pyProject != null && ProjectPath.name(path).equals("pylock.toml")) {
            LockGraph.Node local = packages.graph().addLocal();
            if (statesGraph) packages.graph().start(local);
            packages.declare(local, pyProject.declared());
            if (!statesGraph) packages.graph().takeOthersForTransitive();
            project.lock(manifest);
        } else if (statesGraph) {
            packages.graph().startAtUnneeded();
        }
        packages.report("pylock", root, manifest);
    }

    private static Map<String, String> qualifiers(Node one) {
        var qualifiers = new TreeMap<String, String>();
        Node vcs = one.find("vcs");
        Node archive = one.find("archive");
        String index = one.text("index");
        if (vcs != null && vcs.text("url") != null) {
            String commit = vcs.text("commit-id");
            String type = vcs.text("type") == null ? "git" : vcs.text("type");
            qualifiers.put(
                    "vcs_url",
                    type + "+" + Link.withoutCredentials(String.valueOf(vcs.text("url")))
                            + (commit == null ? "" : "@" + commit));
        } else if (archive != null && archive.text("url") != null) {
            qualifiers.put("download_url", Link.withoutCredentials(String.valueOf(archive.text("url"))));
        } else if (index != null && !index.startsWith("https://pypi.org/simple")) {
            qualifiers.put("repository_url", Link.withoutCredentials(index));
        }
        return qualifiers;
    }

    private static List<Digest> digests(Node one) {
        var files = new ArrayList<>(one.items("wheels"));
        for (String key : List.of("sdist", "archive")) {
            Node file = one.find(key);
            if (file != null) files.add(file);
        }
        List<Digest> digests = new ArrayList<>();
        for (Node file : files) {
            for (Mapping.Entry hash : file.entries("hashes")) {
                PyPi.digest(hash.key(), hash.value().text()).ifPresent(digests::add);
            }
        }
        return digests;
    }

    private static Scope scope(Node one, Set<String> defaults) {
        String marker = one.text("marker");
        if (marker == null) return Scope.RUNTIME;
        Scope scope = null;
        Matcher condition = MEMBERSHIP.matcher(marker);
        while (condition.find()) {
            Scope stated = condition.group(2).equals("extras") ? Scope.OPTIONAL : ofGroup(condition.group(1), defaults);
            scope = scope == null ? stated : scope.mostExposed(stated);
        }
        return scope == null ? Scope.RUNTIME : scope;
    }

    /// Tools lock a project's own dependencies as a group too, which then is a default one with a name of their
    /// choice.
    private static Scope ofGroup(String group, Set<String> defaults) {
        Scope stated = GroupScope.ofGroup(group);
        return defaults.contains(group) && !group.equals("dev") && stated == Scope.DEVELOPMENT ? Scope.RUNTIME : stated;
    }

    private static void connect(LockedPackages packages, Entry entry, Node one) {
        for (Node dependency : one.items("dependencies")) {
            String name = dependency.text("name");
            if (name == null) packages.problem(dependency.at(packages.path()), "a dependency without a name");
            else packages.connect(entry.node(), name, dependency.text("version"), List.of(), Scope.RUNTIME);
        }
    }
}
