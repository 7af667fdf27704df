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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `uv.lock` version 1 in all its revisions, and the lock file of a script (`x.py.lock`).
///
/// Packages with an `editable`, `virtual` or `directory` source are the project's own: the workspace's members,
/// where everything begins, and folders that they depend on.
final class UvLock {

    private static final String PYPI = "https://pypi.org/simple";

    private final Project project;
    private final LockedPackages packages;
    private final Mapping document;
    private final Map<Entry, Node> added = new LinkedHashMap<>();
    private final Map<Entry, String> folders = new LinkedHashMap<>();

    private UvLock(Project project, String path, Mapping document) {
        this.project = project;
        this.packages = new LockedPackages(project, path);
        this.document = document;
    }

    static void read(Project project, String path) {
        project.toml(path).ifPresent(document -> new UvLock(project, path, document).read());
    }

    private void read() {
        String version = document.text("version");
        if (version == null && !document.entries().isEmpty()) {
            project.gap(Gap.Kind.MALFORMED, packages.path(), "it states no version");
        } else if (version != null && !version.equals("1")) {
            project.gap(Gap.Kind.UNSUPPORTED, packages.path(), "version is not 1; read as 1");
        }
        for (Node one : document.items("package")) add(one);
        added.forEach(this::connect);
        Purl root = start();
        packages.report("uv-lock", root, ProjectPath.in(ProjectPath.folder(packages.path()), "pyproject.toml"));
    }

    private void add(Node one) {
        String name = one.text("name");
        String version = one.text("version");
        Node source = one.find("source");
        String folder = source == null ? null : localFolder(source);
        Entry entry = folder != null
                ? packages.addLocal(name, version)
                : packages.add(name, version, qualifiers(source), Scope.RUNTIME, digests(one), packages.place(one));
        if (entry == null) return;
        added.put(entry, one);
        if (folder != null) folders.put(entry, folder);
    }

    private static @Nullable String localFolder(Node source) {
        for (String kind : List.of("editable", "virtual", "directory")) {
            String folder = source.text(kind);
            if (folder != null) return folder;
        }
        return null;
    }

    private static List<Digest> digests(Node one) {
        var files = new ArrayList<>(one.items("wheels"));
        Node source = one.find("sdist");
        if (source != null) files.addFirst(source);
        return LockedPackages.digests(files);
    }

    private static Map<String, String> qualifiers(@Nullable Node source) {
        var qualifiers = new TreeMap<String, String>();
        if (source == null) return qualifiers;
        String registry = source.text("registry");
        String git = source.text("git");
        String url = source.text("url");
        if (registry != null && !registry.equals(PYPI) && registry.contains("://")) {
            qualifiers.put("repository_url", Link.withoutCredentials(registry));
        }
        if (git != null) qualifiers.put("vcs_url", "git+" + Link.withoutCredentials(atCommit(git)));
        if (url != null) qualifiers.put("download_url", Link.withoutCredentials(url));
        return qualifiers;
    }

    /// `https://host/repo?rev=main#commit` as `https://host/repo@commit`.
    private static String atCommit(String git) {
        int hash = git.indexOf('#');
        String address = hash < 0 ? git : git.substring(0, hash);
        int query = address.indexOf('?');
        String plain = query < 0 ? address : address.substring(0, query);
        return hash < 0 ? plain : plain + "@" + git.substring(hash + 1);
    }

    private void connect(Entry entry, Node one) {
        boolean local = entry.node().isLocal();
        needs(entry.node(), one.items("dependencies"), Scope.RUNTIME);
        for (Mapping.Entry extra : one.entries("optional-dependencies")) {
            needs(packages.part(entry, extra.key()), extra.value().items(), Scope.RUNTIME);
            if (local) needs(entry.node(), extra.value().items(), Scope.OPTIONAL);
        }
        for (String table : List.of("dev-dependencies", "dependency-groups")) {
            for (Mapping.Entry group : one.entries(table)) {
                needs(entry.node(), group.value().items(), GroupScope.ofGroup(group.key()));
            }
        }
    }

    private void needs(LockGraph.Node from, List<Node> dependencies, Scope scope) {
        for (Node dependency : dependencies) {
            String name = dependency.text("name");
            if (name == null) {
                packages.problem(dependency.at(packages.path()), "a dependency without a name");
                continue;
            }
            var extras = new ArrayList<>(LockedPackages.texts(dependency.items("extra")));
            extras.addAll(LockedPackages.texts(dependency.items("extras")));
            packages.connect(from, name, dependency.text("version"), extras, scope);
        }
    }

    /// Begins at the members of the workspace, or at the requirements of a script.
    ///
    /// @return the package in the lock file's own folder
    private @Nullable Purl start() {
        Purl root = null;
        Node manifest = document.find("manifest");
        Set<String> members = new HashSet<>();
        if (manifest != null)
            LockedPackages.texts(manifest.items("members")).forEach(name -> members.add(PyPi.normalise(name)));
        boolean nothingElse = members.isEmpty() && !folders.containsValue(".");
        for (var each : folders.entrySet()) {
            Entry entry = each.getKey();
            Node one = added.get(entry);
            String name = one == null ? null : one.text("name");
            boolean atRoot = each.getValue().equals(".");
            if (atRoot && one != null) {
                root = PyPi.purl(name, one.text("version"))
                        .or(() -> PyPi.purl(name, null))
                        .orElse(null);
            }
            boolean member = atRoot || (name != null && members.contains(PyPi.normalise(name)));
            if (member || members.isEmpty()) declare(entry, each.getValue());
            if (member || nothingElse) packages.graph().start(entry.node());
        }
        if (folders.isEmpty() && manifest == null) packages.graph().startAtUnneeded();
        if (manifest != null) startAtRequirements(manifest);
        return root;
    }

    private void declare(Entry entry, String folder) {
        ProjectPath.resolve(ProjectPath.folder(packages.path()), folder)
                .map(member -> ProjectPath.in(member, "pyproject.toml"))
                .ifPresent(path -> project.pyProject(path).ifPresent(pyProject -> {
                    packages.declare(entry.node(), pyProject.declared());
                    project.lock(path);
                }));
    }

    private void startAtRequirements(Node manifest) {
        LockGraph.Node script = packages.graph().addLocal();
        packages.graph().start(script);
        needs(script, manifest.items("requirements"), Scope.RUNTIME);
        for (Mapping.Entry group : manifest.entries("dependency-groups")) {
            needs(script, group.value().items(), GroupScope.ofGroup(group.key()));
        }
        if (!manifest.entries("dependency-groups").isEmpty()) {
            project.lock(ProjectPath.in(ProjectPath.folder(packages.path()), "pyproject.toml"));
        }
    }
}
