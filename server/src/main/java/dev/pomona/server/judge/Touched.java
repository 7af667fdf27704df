// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.advisories.index.AdvisoryIndex;
import dev.pomona.advisories.match.ComponentMatcher;
import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.advisories.snapshot.SnapshotDelta;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Affected;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a step from one snapshot to the next can change: packages by their names, and
/// vulnerabilities whose score alone changed. Everything else stays as it is.
///
/// @param packages `ecosystem/name` each: of the advisories that changed, and of all that call
///     themselves the same flaw, since what a flaw is called and how bad it is comes from all of
///     them together
/// @param scored CVE ids
/// @param flaws ids and aliases of the advisories that changed, and of what attackers came to use
record Touched(SortedSet<String> packages, SortedSet<String> scored, SortedSet<String> flaws) {

    static Touched by(SnapshotDelta delta, @Nullable Snapshot before, Snapshot after) {
        var packages = new TreeSet<String>();
        var ids = new TreeSet<>(delta.exploited());
        for (SnapshotDelta.Change change : delta.changes()) {
            for (Advisory advisory : both(change)) {
                add(advisory, packages);
                ids.addAll(advisory.aliases());
                ids.add(advisory.id());
            }
        }
        for (String id : ids) {
            if (before != null) addNamed(id, before.index(), packages);
            addNamed(id, after.index(), packages);
        }
        return new Touched(packages, delta.scored(), ids);
    }

    private static List<Advisory> both(SnapshotDelta.Change change) {
        Advisory before = change.before();
        Advisory after = change.after();
        if (before == null) return List.of(change.latest());
        return after == null ? List.of(before) : List.of(before, after);
    }

    private static void addNamed(String id, AdvisoryIndex index, SortedSet<String> packages) {
        index.advisoriesWithAlias(id).forEach(advisory -> add(advisory, packages));
        index.advisoriesRelatedTo(id).forEach(advisory -> add(advisory, packages));
    }

    private static void add(Advisory advisory, SortedSet<String> packages) {
        for (Affected affected : advisory.affected()) {
            packages.add(ComponentMatcher.filed(affected.packageName()).toString());
        }
    }
}
