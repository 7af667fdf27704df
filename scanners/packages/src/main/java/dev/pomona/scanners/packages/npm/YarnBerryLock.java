// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

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

/// Reads the lock file of Yarn 2 and later (<https://yarnpkg.com/advanced/lexicon>, *descriptor* and
/// *locator*).
///
/// It is YAML. Its checksums are those of Yarn's own cache archives, not of the published packages, and so
/// are no digests of components. Its workspaces list what they need without saying for what; that comes
/// from their `package.json` files.
final class YarnBerryLock {

    private static final int OLDEST = 2;
    private static final int NEWEST = 10;

    private final LockFile file;
    private final Map<String, String> catalog;
    private final Map<String, LockGraph.Node> byDescriptor = new HashMap<>();
    private final SoleNames soleNames = new SoleNames();

    private YarnBerryLock(LockFile file, Map<String, String> catalog) {
        this.file = file;
        this.catalog = catalog;
    }

    static boolean isOne(String text) {
        return text.startsWith("__metadata:") || text.contains("\n__metadata:");
    }

    /// Fills the lock file's graph, and gives the project's name.
    ///
    /// @param catalog ranges by `catalog:name`, see [Catalogs]; the lock file names them without repeating them
    /// @throws dev.pomona.syntax.SyntaxException when the text is no YAML
    static @Nullable Purl read(LockFile file, String text, Map<String, String> catalog) {
        var lock = new YarnBerryLock(file, catalog);
        lock.read(Yaml.read(text));
        PackageJson manifest = file.manifest("");
        return manifest == null ? null : manifest.purl();
    }

    private void read(Node yaml) {
        checkVersion(Objects.requireNonNullElse(yaml.find("__metadata"), yaml).text("version"));
        var nodes = new LinkedHashMap<Mapping.Entry, LockGraph.Node>();
        var projects = new LinkedHashMap<Mapping.Entry, LockGraph.Node>();
        for (Mapping.Entry entry : yaml.entries()) {
            if (entry.key().equals("__metadata")) continue;
            String resolution = entry.value().text("resolution");
            int at = resolution == null ? -1 : Coordinates.endOfName(resolution);
            if (resolution == null || at < 0) {
                file.malformed(entry.line(), "'%s' has no resolution".formatted(entry.key()));
                continue;
            }
            String name = resolution.substring(0, at);
            String reference = withoutVirtual(resolution.substring(at + 1));
            boolean workspace = reference.startsWith("workspace:");
            LockGraph.Node node = workspace
                    ? file.graph().project(file.at(entry.line(), entry.column()))
                    : node(entry, name, reference);
            if (node == null) continue;
            if (workspace) projects.put(entry, node);
            nodes.put(entry, node);
            enter(entry, node);
        }
        for (Map.Entry<Mapping.Entry, LockGraph.Node> each : nodes.entrySet()) {
            Mapping.Entry entry = each.getKey();
            if (projects.containsKey(entry)) connectProject(entry, each.getValue());
            else connect(entry, each.getValue());
        }
    }

    private void checkVersion(@Nullable String version) {
        boolean known =
                version != null && version.length() < 4 && version.chars().allMatch(Character::isDigit);
        int number = known ? Integer.parseInt("0" + version) : 0;
        if (number < OLDEST || number > NEWEST) {
            file.gap(Gap.Kind.UNSUPPORTED, "lock file version '%s' is not known".formatted(version));
        }
    }

    private static String withoutVirtual(String reference) {
        if (!reference.startsWith("virtual:")) return reference;
        return reference.substring(reference.indexOf('#') + 1);
    }

    /// The entry's key is all descriptors that it resolves.
    private void enter(Mapping.Entry entry, LockGraph.Node node) {
        for (String descriptor : entry.key().split(", ", -1)) {
            int at = Coordinates.endOfName(descriptor);
            if (at < 0) continue;
            String name = descriptor.substring(0, at);
            byDescriptor.put(descriptor(name, descriptor.substring(at + 1)), node);
            soleNames.add(name, node);
        }
    }

    /// A range without protocol is one of the registry; older versions wrote it without, newer with `npm:`.
    /// What is bound to a workspace (`::locator=…`) is found without that too.
    private static String descriptor(String name, String range) {
        int binding = range.indexOf("::");
        String bare = binding < 0 ? range : range.substring(0, binding);
        return name + "@" + (bare.startsWith("npm:") ? bare.substring("npm:".length()) : bare);
    }

    private LockGraph.@Nullable Node node(Mapping.Entry entry, String name, String reference) {
        Specifier specifier =
                Specifier.parse(Coordinates.cut(reference, ':').equals("npm") ? bare(reference) : reference);
        if (specifier.kind() == Specifier.Kind.LOCAL) {
            return file.graph().local(file.at(entry.line(), entry.column()));
        }
        if (specifier.kind() == Specifier.Kind.OTHER) {
            file.unsupported(entry.line(), "'%s' comes from a protocol that is not known".formatted(name));
        }
        String version = entry.value().text("version");
        Purl purl = Coordinates.purl(name, version);
        if (purl == null || version == null) {
            file.malformed(entry.line(), "'%s' is not a package with a version".formatted(name));
            return null;
        }
        if (specifier.kind() == Specifier.Kind.GIT) purl = Coordinates.fromGit(purl, reference);
        if (specifier.kind() == Specifier.Kind.URL) purl = Coordinates.fromUrl(purl, bare(reference));
        return file.graph()
                .component(purl, file.at(entry.line(), entry.column()), List.of(), List.of(), Scope.RUNTIME, null);
    }

    private static String bare(String reference) {
        int binding = reference.indexOf("::");
        return binding < 0 ? reference : reference.substring(0, binding);
    }

    private void connect(Mapping.Entry entry, LockGraph.Node node) {
        for (Mapping.Entry dependency : entry.value().entries("dependencies")) {
            LockGraph.Node found = find(dependency.key(), range(dependency));
            if (found == null) continue;
            Node meta = entry.value().find("dependenciesMeta", dependency.key());
            boolean optional = meta != null && meta.isTrue("optional");
            node.needs(found, optional ? Scope.OPTIONAL : Scope.RUNTIME);
        }
    }

    private void connectProject(Mapping.Entry entry, LockGraph.Node node) {
        String resolution = Objects.requireNonNullElse(entry.value().text("resolution"), "");
        String folder = bare(resolution.substring(resolution.lastIndexOf("workspace:") + "workspace:".length()));
        PackageJson manifest = file.manifest(folder);
        if (manifest == null) {
            for (Mapping.Entry dependency : entry.value().entries("dependencies")) {
                LockGraph.Node found = find(dependency.key(), range(dependency));
                if (found != null) node.needs(found, Scope.RUNTIME, range(dependency), null);
            }
            return;
        }
        var changed = new ArrayList<String>();
        file.connect(node, manifest.requirements().values(), requirement -> {
            Node locked = entry.value().find("dependencies", requirement.name());
            String range = locked == null ? null : locked.text();
            if (range == null) {
                return requirement.scope() == Scope.PROVIDED ? find(requirement.name(), requirement.spec()) : null;
            }
            boolean same = descriptor("", range).equals(descriptor("", requirement.spec()));
            if (!same && requirement.scope() != Scope.PROVIDED) changed.add(requirement.name());
            return find(requirement.name(), range);
        });
        file.changed(manifest.path(), changed);
    }

    private static String range(Mapping.Entry dependency) {
        return Objects.requireNonNullElse(dependency.value().text(), "*");
    }

    /// What a range was resolved to. A resolution replaces the range by one that the entry does not repeat,
    /// and so does a catalog that is not at hand; the name alone tells then, if the lock file has it just once.
    private LockGraph.@Nullable Node find(String name, String range) {
        LockGraph.Node found = byDescriptor.get(descriptor(name, fromCatalog(name, range)));
        return found == null ? soleNames.find(name) : found;
    }

    private String fromCatalog(String name, String range) {
        Specifier specifier = Specifier.parse(range);
        if (specifier.kind() != Specifier.Kind.CATALOG) return range;
        return catalog.getOrDefault(Catalogs.key(specifier.text(), name), range);
    }
}
