// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A lock file while it is read: where it stands, the manifests around it, and what its reader has found so
/// far.
final class LockFile {

    private static final int NAMED = 10;
    private static final int MOST_GAPS = 50;

    private final String path;
    private final String folder;
    private final Map<String, PackageJson> manifests;
    private final LockGraph graph = new LockGraph();
    private final Set<String> covered = new TreeSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private int unsaid;

    /// @param folder that the lock file is for
    /// @param manifests all `package.json` files by folder
    LockFile(String path, String folder, Map<String, PackageJson> manifests) {
        this.path = path;
        this.folder = folder;
        this.manifests = manifests;
    }

    String path() {
        return path;
    }

    String folder() {
        return folder;
    }

    LockGraph graph() {
        return graph;
    }

    Location at(int line, int column) {
        return Location.at(path, line, column);
    }

    /// The `package.json` of a folder given relative to the lock file's, which counts as resolved from now
    /// on.
    @Nullable
    PackageJson manifest(String relativeFolder) {
        String absolute = join(folder, relativeFolder);
        if (absolute == null) return null;
        covered.add(absolute);
        return manifests.get(absolute);
    }

    /// The folders whose requirements this lock file resolves.
    Set<String> covered() {
        return covered;
    }

    /// Makes the project need what it asks for, and says which of it the lock file lacks.
    void connect(
            LockGraph.Node project,
            Collection<PackageJson.Requirement> requirements,
            Function<PackageJson.Requirement, LockGraph.@Nullable Node> resolution) {
        var missing = new ArrayList<String>();
        for (PackageJson.Requirement requirement : requirements) {
            LockGraph.Node found = resolution.apply(requirement);
            if (found != null) {
                project.needs(found, requirement.scope(), requirement.spec(), requirement.location());
                continue;
            }
            Specifier specifier = Specifier.parse(requirement.spec());
            if (requirement.scope() == Scope.PROVIDED || specifier.kind() == Specifier.Kind.LOCAL) continue;
            missing.add(requirement.name());
            String name = specifier.name() == null ? requirement.name() : specifier.name();
            Purl purl = Coordinates.purl(name, null);
            if (purl != null) {
                graph.missing(Component.unresolved(
                        purl, requirement.spec(), requirement.scope(), Relation.DIRECT, requirement.location()));
            }
        }
        if (!missing.isEmpty()) {
            String manifest = requirements.iterator().next().location().path();
            gap(
                    Gap.Kind.UNRESOLVED,
                    "out of step with %s, of which it does not resolve: %s".formatted(manifest, names(missing)));
        }
    }

    /// Says that requirements have changed since the lock file was written.
    void changed(String manifest, List<String> names) {
        if (!names.isEmpty()) {
            gap(Gap.Kind.UNRESOLVED, "out of step with %s about: %s".formatted(manifest, names(names)));
        }
    }

    private static String names(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() <= NAMED ? first : "%s and %d more".formatted(first, names.size() - NAMED);
    }

    void malformed(int line, String message) {
        gap(Gap.Kind.MALFORMED, "line %d: %s".formatted(line, message));
    }

    void unsupported(int line, String message) {
        gap(Gap.Kind.UNSUPPORTED, "line %d: %s".formatted(line, message));
    }

    void gap(Gap.Kind kind, String message) {
        if (gaps.size() < MOST_GAPS) gaps.add(new Gap(kind, path, message));
        else unsaid++;
    }

    /// All that was said, and how much was left unsaid.
    List<Gap> gaps() {
        var all = new ArrayList<>(gaps);
        if (unsaid > 0) all.add(new Gap(Gap.Kind.LIMIT, path, "%d more such entries".formatted(unsaid)));
        int unresolved = graph.unresolved();
        if (unresolved > 0) {
            all.add(new Gap(
                    Gap.Kind.UNRESOLVED,
                    path,
                    "states no version for %d of its packages, so they can't be matched".formatted(unresolved)));
        }
        return all;
    }

    /// A relative path below a folder, `.` and `..` resolved; `null` when it leaves the root of the scan.
    static @Nullable String join(String folder, String relative) {
        if (relative.startsWith("/")) return null;
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : (folder + "/" + relative).split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".")) continue;
            if (!segment.equals("..")) segments.addLast(segment);
            else if (segments.pollLast() == null) return null;
        }
        return String.join("/", segments);
    }
}
