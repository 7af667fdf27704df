// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.snapshot.Layers;
import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.advisories.snapshot.SnapshotDelta;
import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.advisories.snapshot.UpdateReport;
import dev.pomona.advisories.snapshot.UpdateRunningException;
import dev.pomona.advisories.snapshot.Updater;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.store.advisory.SnapshotHandout;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks the sources of advisory data for what is new, and makes it what everyone is judged by. One
/// node does so at a time; the files go through the database to all others.
public final class FeedPull {

    private final Database database;
    private final SnapshotStore store;
    private final SnapshotCourier courier;
    private final Network network;
    private final InstantSource clock;
    private final boolean handsOut;

    /// @param handsOut whether there are, or may be, other nodes
    public FeedPull(Database database, SnapshotStore store, Network network, InstantSource clock, boolean handsOut) {
        this.database = database;
        this.store = store;
        this.courier = new SnapshotCourier(database, store);
        this.network = network;
        this.clock = clock;
        this.handsOut = handsOut;
    }

    /// How a pull went.
    public sealed interface Result {

        /// @param isNew whether the snapshot is another than before
        record Pulled(UpdateReport report, boolean isNew) implements Result {}

        /// Another node, or another program on the same folder, is at it.
        record Busy() implements Result {}
    }

    /// @throws SnapshotException when the store can't be written; everyone is judged as before
    public Result run(EcosystemChoice ecosystems, List<FeedSource> sources) {
        // the turn is held by a transaction that does nothing else: should this node die, it ends with it
        return database.as(Purpose.FEED, tx -> {
            if (!new SnapshotHandout(tx).takeTurn()) return new Result.Busy();
            try {
                return pull(ecosystems, sources);
            } catch (UpdateRunningException e) {
                return new Result.Busy();
            }
        });
    }

    private Result pull(EcosystemChoice ecosystems, List<FeedSource> sources) {
        Optional<SnapshotHandout.Current> before = database.as(Purpose.FEED, tx -> new SnapshotHandout(tx).current());
        // from what the last one had, whichever node that was: only what is new since is asked for
        before.ifPresent(courier::goOnFrom);
        // what an update costs follows what has changed, however much there is
        UpdateReport report = new Updater(store, network, Layers.OF_LARGE_SOURCES).update(ecosystems, sources);
        if (report.snapshot().isEmpty()) return new Result.Pulled(report, false);
        String id = report.snapshot().get();
        boolean isNew = before.filter(current -> current.id().equals(id)).isEmpty();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<String> files = isNew && handsOut ? courier.send(id, now) : List.of();
        boolean isPublished = database.as(Purpose.FEED, tx -> publish(tx, id, files, before, isNew, now));
        return isPublished ? new Result.Pulled(report, isNew) : new Result.Busy();
    }

    /// Does nothing when another node was faster, whose data may be newer: the next pull goes on from there.
    private boolean publish(
            Tx tx,
            String id,
            List<String> files,
            Optional<SnapshotHandout.Current> before,
            boolean isNew,
            Instant now) {
        var handout = new SnapshotHandout(tx);
        if (!handout.isStill(before.map(SnapshotHandout.Current::id))) return false;
        if (isNew) {
            handout.add(id, courier.description(id), files, now);
            // the first has everything, and nobody waits for that
            before.flatMap(current -> store.byId(current.id()))
                    .ifPresent(old ->
                            handout.addChanges(id, changes(old, store.byId(id).orElseThrow()), now));
        }
        handout.makeCurrent(id, courier.state(), now);
        return true;
    }

    private static List<SnapshotHandout.Changed> changes(Snapshot before, Snapshot after) {
        var changes = new ArrayList<SnapshotHandout.Changed>();
        for (SnapshotDelta.Change change : SnapshotDelta.between(before, after).changes()) {
            Advisory advisory = change.latest();
            changes.add(new SnapshotHandout.Changed(advisory.id(), advisory.published(), advisory.modified()));
        }
        return changes;
    }
}
