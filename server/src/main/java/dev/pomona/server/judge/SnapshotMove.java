// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.advisories.snapshot.SnapshotDelta;
import dev.pomona.store.inventory.InventoryStore;
import dev.pomona.store.inventory.InventoryStore.Known;
import dev.pomona.store.judgement.FindingSync;
import dev.pomona.store.judgement.MatchStore;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Takes one tenant from one snapshot to the next, in one transaction. The work follows what is
/// touched: the packages of changed advisories, their component versions, the artifacts that have
/// them.
public final class SnapshotMove {

    private static final int VERSIONS_AT_A_TIME = 5_000;

    private final Advisories after;
    private final @Nullable Touched touched;

    private SnapshotMove(Advisories after, @Nullable Touched touched) {
        this.after = after;
        this.touched = touched;
    }

    /// @param before the snapshot that the tenant is judged by; it stays what it is while this is
    ///     used
    public static SnapshotMove between(Advisories before, Advisories after) {
        SnapshotDelta delta = SnapshotDelta.between(before.snapshot(), after.snapshot());
        return new SnapshotMove(after, Touched.by(delta, before.snapshot(), after.snapshot()));
    }

    /// For a tenant whose snapshot is nowhere any more: judges everything anew.
    public static SnapshotMove anew(Advisories after) {
        return new SnapshotMove(after, null);
    }

    /// The work that was done, counted.
    ///
    /// @param packages names that were looked for
    /// @param versions component versions that were judged
    /// @param artifacts in which a finding opened, changed or closed, by id
    /// @param flaws vulnerabilities whose own advisories changed and that came, changed or went for
    ///     some component
    public record Work(
            int packages,
            int versions,
            List<Long> artifacts,
            int opened,
            int changed,
            int closed,
            SortedSet<String> flaws) {}

    /// The tenant must be at the snapshot before, and have it alone (see
    /// [MatchStore#takeSnapshot]).
    public Work run(Tx tx, Instant now) {
        Work work = touched == null ? everything(tx, now) : some(tx, touched, now);
        new MatchStore(tx).moveTo(after.snapshot().id(), now);
        return work;
    }

    private Work some(Tx tx, Touched what, Instant now) {
        var inventory = new InventoryStore(tx);
        var versions = new TreeMap<Long, Known>();
        inventory.namedIn(what.packages()).forEach(known -> versions.put(known.id(), known));
        var scored = new TreeSet<>(what.scored());
        if (!scored.isEmpty()) scored.retainAll(new MatchStore(tx).vulnerabilities());
        inventory.having(scored).forEach(known -> versions.put(known.id(), known));
        Judged judged = judge(tx, versions.values(), now);
        var flaws = new TreeSet<>(judged.change().vulnerabilities());
        flaws.removeIf(flaw -> !what.flaws().contains(flaw));
        return work(what.packages().size(), versions.size(), judged.findings(), flaws);
    }

    private Work everything(Tx tx, Instant now) {
        var inventory = new InventoryStore(tx);
        var flaws = new TreeSet<String>();
        var artifacts = new TreeSet<Long>();
        int versions = 0;
        int opened = 0;
        int changed = 0;
        int closed = 0;
        List<Known> some = inventory.after(0, VERSIONS_AT_A_TIME);
        while (!some.isEmpty()) {
            Judged judged = judge(tx, some, now);
            flaws.addAll(judged.change().vulnerabilities());
            artifacts.addAll(judged.findings().artifacts());
            versions += some.size();
            opened += judged.findings().opened();
            changed += judged.findings().changed();
            closed += judged.findings().closed();
            some = inventory.after(some.getLast().id(), VERSIONS_AT_A_TIME);
        }
        var all = new FindingSync.Change(List.copyOf(artifacts), opened, changed, closed);
        return work(0, versions, all, flaws);
    }

    private record Judged(MatchStore.Change change, FindingSync.Change findings) {}

    private Judged judge(Tx tx, Collection<Known> versions, Instant now) {
        var ids = new ArrayList<Long>();
        versions.forEach(known -> ids.add(known.id()));
        MatchStore.Change change = new MatchStore(tx).replace(ids, after.judge(versions), now);
        FindingSync.Change findings = change.components().isEmpty()
                ? new FindingSync.Change(List.of(), 0, 0, 0)
                : new FindingSync(tx).syncComponents(change.components(), now);
        return new Judged(change, findings);
    }

    private static Work work(int packages, int versions, FindingSync.Change findings, SortedSet<String> flaws) {
        return new Work(
                packages,
                versions,
                findings.artifacts(),
                findings.opened(),
                findings.changed(),
                findings.closed(),
                flaws);
    }
}
