// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scanners.packages.locked.Siblings;
import dev.pomona.syntax.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Evaluates one project as MSBuild does: first all properties in the order of the files, then all items.
///
/// `Directory.Build.props`, `Directory.Packages.props` and `Directory.Build.targets` come from the nearest folder
/// above,
/// imports from the scanned tree. What only the installed SDK or a restored package could tell is left open.
final class Evaluation {

    private static final int MOST_FILES = 512;
    private static final int DEEPEST_GROUP = 16;

    private final MsBuild build;
    private final Properties properties = new Properties();
    private final List<Item> items = new ArrayList<>();
    private final Set<String> imported = new HashSet<>();

    /// An item element met in the first pass.
    private record Item(String path, Element element, boolean conditional) {}

    /// A central version, or a reference, while the items are evaluated.
    private record Asked(String id, List<String> versions, boolean isPrivate, Location location, boolean conditional) {}

    private final Map<String, Asked> central = new LinkedHashMap<>();
    private final Map<String, Asked> global = new LinkedHashMap<>();
    private final List<Asked> sdks = new ArrayList<>();
    private final Map<String, List<Asked>> references = new LinkedHashMap<>();

    Evaluation(MsBuild build) {
        this.build = build;
    }

    /// A project with what its folders add.
    void project(String path) {
        String folder = folderOf(path);
        set("MSBuildProjectName", stem(path));
        set("MSBuildProjectDirectory", "/" + folder);
        importAbove(folder, "Directory.Build.props");
        importAbove(folder, "Directory.Packages.props");
        load(path, false);
        importAbove(folder, "Directory.Build.targets");
        evaluateItems();
    }

    /// A file that no project imports, by itself.
    void alone(String path) {
        load(path, false);
        evaluateItems();
    }

    Properties properties() {
        return properties;
    }

    private static String folderOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    static String stem(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    private void set(String property, String value) {
        properties.set(property, List.of(value));
    }

    private void importAbove(String folder, String name) {
        String path = build.above(folder, name);
        if (path != null) load(path, false);
    }

    // ---- first pass: properties, imports

    private void load(String path, boolean conditional) {
        if (imported.size() >= MOST_FILES) {
            build.gap(Gap.Kind.LIMIT, path, "imported after %d other files, and left out".formatted(MOST_FILES));
            return;
        }
        if (!imported.add(path)) return; // MSBuild, too, skips what is imported a second time
        Element root = build.read(path);
        if (root == null) return;
        enter(path);
        String sdk = root.attributes().get("Sdk");
        if (sdk != null) {
            for (String one : sdk.split(";", -1)) sdk(path, root, one.strip());
        }
        walk(path, root, conditional, 0);
    }

    /// What a file may ask about itself.
    private void enter(String path) {
        set("MSBuildThisFileDirectory", folderOf(path).isEmpty() ? "/" : "/" + folderOf(path) + "/");
        set("MSBuildThisFileName", stem(path));
    }

    /// `Name/1.2.3`; without a version the SDK comes from `global.json` or with .NET itself.
    private void sdk(String path, Element element, String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) return;
        String version = text.substring(slash + 1).strip();
        sdks.add(new Asked(text.substring(0, slash).strip(), List.of(version), true, element.at(path), false));
    }

    private void walk(String path, Element parent, boolean conditional, int depth) {
        if (depth > DEEPEST_GROUP) return;
        for (Element child : parent.children()) {
            Condition condition = condition(path, child);
            if (condition == Condition.FALSE) continue;
            boolean open = conditional || condition == Condition.OPEN;
            switch (child.name()) {
                case "PropertyGroup" -> properties(path, child, open);
                case "ItemGroup" -> {
                    for (Element item : child.children()) items.add(new Item(path, item, open));
                }
                case "Import" -> follow(path, child, open);
                case "ImportGroup", "Choose" -> walk(path, child, open, depth + 1);
                case "When", "Otherwise" -> walk(path, child, true, depth + 1);
                case "Sdk" -> {
                    String version = child.attributes().get("Version");
                    if (version != null) sdk(path, child, child.attributes().get("Name") + "/" + version);
                }
                default -> {} // targets and tasks only run
            }
        }
    }

    private Condition condition(String path, Element element) {
        return Condition.of(element.attributes().get("Condition"), properties, written -> {
            String resolved = locate(path, written);
            return resolved != null && build.find(resolved) != null;
        });
    }

    private void properties(String path, Element group, boolean conditional) {
        for (Element property : group.children()) {
            Condition condition = condition(path, property);
            if (condition == Condition.FALSE) continue;
            List<String> values = properties.expand(property.text());
            if (values.isEmpty()) continue;
            if (conditional || condition == Condition.OPEN) properties.add(property.name(), values);
            else properties.set(property.name(), values);
        }
    }

    private void follow(String path, Element element, boolean conditional) {
        String written = element.attributes().get("Project");
        if (written == null || element.attributes().containsKey("Sdk")) return;
        String found = written.contains("FileAbove(") ? fileAbove(path, written) : direct(path, element, written);
        if (found == null) return;
        load(found, conditional);
        enter(path);
    }

    /// The file that `$([MSBuild]::GetPathOfFileAbove('x', …))` and its older relative mean: the nearest one of the
    /// name
    /// above the folder of the file that asks.
    private @Nullable String fileAbove(String path, String written) {
        String name = written.endsWith("))")
                ? firstQuoted(written)
                : written.substring(Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')) + 1);
        String folder = Siblings.above(folderOf(path));
        return name == null || folder == null ? null : build.above(folder, name);
    }

    private static @Nullable String firstQuoted(String text) {
        int start = text.indexOf('\'');
        int end = start < 0 ? -1 : text.indexOf('\'', start + 1);
        if (end > 0) return text.substring(start + 1, end);
        int open = text.lastIndexOf("FileAbove(") + "FileAbove(".length();
        int comma = text.indexOf(',', open);
        return comma < 0 ? null : text.substring(open, comma).strip();
    }

    private @Nullable String direct(String path, Element element, String written) {
        String expanded = properties.expandOne(written);
        if (expanded == null) return null; // it lies in the SDK, or in a package
        String resolved = locate(path, expanded);
        boolean must = !element.attributes().containsKey("Condition");
        if (resolved == null) {
            build.gap(
                    Gap.Kind.UNRESOLVED,
                    path,
                    "line %d: the import lies outside of what is scanned".formatted(element.line()));
            return null;
        }
        String found = build.find(resolved);
        if (found == null && must) {
            build.gap(
                    Gap.Kind.UNRESOLVED,
                    path,
                    "line %d: the imported file %s is not there".formatted(element.line(), resolved));
        }
        return found;
    }

    /// A path as a file writes it, seen from the scanned root; a leading `/` is the root, as in
    /// `MSBuildThisFileDirectory`.
    private static @Nullable String locate(String path, String written) {
        return written.startsWith("/")
                ? Siblings.resolve("", written.substring(1))
                : Siblings.resolve(folderOf(path), written);
    }

    // ---- second pass: items

    private void evaluateItems() {
        for (Item item : items) {
            if (!RELEVANT.contains(item.element().name())) continue;
            enter(item.path());
            Condition condition = condition(item.path(), item.element());
            if (condition == Condition.FALSE) continue;
            boolean conditional = item.conditional() || condition == Condition.OPEN;
            for (String id : ids(item.element(), "Include")) include(item, id, conditional);
            for (String id : ids(item.element(), "Update")) update(item, id);
            for (String id : ids(item.element(), "Remove")) if (!conditional) remove(item, id);
        }
    }

    private static final Set<String> RELEVANT =
            Set.of("PackageReference", "PackageVersion", "GlobalPackageReference", "DotNetCliToolReference");

    private List<String> ids(Element element, String attribute) {
        String text = element.attributes().get(attribute);
        if (text == null) return List.of();
        var ids = new ArrayList<String>();
        for (String expanded : properties.expand(text)) {
            for (String id : expanded.split(";", -1)) if (!id.isBlank()) ids.add(id.strip());
        }
        return ids;
    }

    private void include(Item item, String id, boolean conditional) {
        Location at = item.element().at(item.path());
        var asked = new Asked(id, versions(item.element()), isPrivate(item.element()), at, conditional);
        String key = id.toLowerCase(Locale.ROOT);
        switch (item.element().name()) {
            case "PackageVersion" -> central.merge(key, asked, Evaluation::either);
            case "GlobalPackageReference" -> global.put(key, asked);
            case "DotNetCliToolReference" -> sdks.add(asked);
            default -> references.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(asked);
        }
    }

    /// Two central versions of one package: both, as conditions choose among them.
    private static Asked either(Asked one, Asked other) {
        var versions = new ArrayList<>(one.versions());
        for (String version : other.versions()) {
            if (versions.size() < 16 && !versions.contains(version)) versions.add(version);
        }
        return new Asked(one.id(), versions, one.isPrivate(), one.location(), one.conditional());
    }

    private void update(Item item, String id) {
        String key = id.toLowerCase(Locale.ROOT);
        List<String> versions = versions(item.element());
        switch (item.element().name()) {
            case "PackageVersion" -> central.computeIfPresent(key, (_, old) -> updated(old, item.element(), versions));
            case "PackageReference" ->
                references.computeIfPresent(
                        key,
                        (_, all) -> new ArrayList<>(all.stream()
                                .map(old -> updated(old, item.element(), versions))
                                .toList()));
            default -> {}
        }
    }

    private Asked updated(Asked old, Element element, List<String> versions) {
        return new Asked(
                old.id(),
                versions.isEmpty() ? old.versions() : versions,
                old.isPrivate() || isPrivate(element),
                old.location(),
                old.conditional());
    }

    private void remove(Item item, String id) {
        String key = id.toLowerCase(Locale.ROOT);
        switch (item.element().name()) {
            case "PackageReference" -> references.remove(key);
            case "PackageVersion" -> central.remove(key);
            case "GlobalPackageReference" -> global.remove(key);
            default -> {}
        }
    }

    private static @Nullable String metadata(Element element, String name) {
        String attribute = element.attributes().get(name);
        return attribute == null ? element.text(name) : attribute;
    }

    /// What the element asks for; the text itself where a property in it is not known, none where it asks for nothing.
    private List<String> versions(Element element) {
        String written = metadata(element, "VersionOverride");
        if (written == null || written.isBlank()) written = metadata(element, "Version");
        if (written == null || written.isBlank()) return List.of();
        List<String> expanded = properties.expand(written);
        return expanded.isEmpty() ? List.of(written.strip()) : expanded;
    }

    private static boolean isPrivate(Element element) {
        String assets = metadata(element, "PrivateAssets");
        return assets != null && assets.strip().equalsIgnoreCase("all");
    }

    // ---- results

    /// What the project asks for, references first.
    List<PackageReference> references(Scope scope) {
        var all = new ArrayList<PackageReference>();
        references.forEach((key, asked) -> {
            for (Asked one : asked) {
                Asked versioned = central.get(key);
                List<String> versions =
                        one.versions().isEmpty() && versioned != null ? versioned.versions() : one.versions();
                all.add(reference(one, versions, privately(one, scope)));
            }
        });
        global.values().forEach(one -> all.add(reference(one, one.versions(), Scope.DEVELOPMENT)));
        sdks.forEach(one -> all.add(reference(one, one.versions(), Scope.BUILD)));
        return all;
    }

    private static Scope privately(Asked asked, Scope scope) {
        return asked.isPrivate() ? Scope.DEVELOPMENT.compareTo(scope) > 0 ? Scope.DEVELOPMENT : scope : scope;
    }

    private static PackageReference reference(Asked asked, List<String> versions, Scope scope) {
        return new PackageReference(asked.id(), versions, scope, asked.location(), asked.conditional());
    }

    /// The central versions, where no project uses them.
    List<PackageReference> centralVersions() {
        return central.values().stream()
                .map(one -> reference(one, one.versions(), Scope.RUNTIME))
                .toList();
    }

    boolean hasReference(String id) {
        return references.containsKey(id.toLowerCase(Locale.ROOT));
    }
}
