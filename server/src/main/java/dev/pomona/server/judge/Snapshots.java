// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.store.judgement.MatchStore;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The snapshots of this node, opened once each; those that it does not have it gets from
/// elsewhere. Thread-safe.
public final class Snapshots {

    private final SnapshotStore store;
    private final Function<String, Optional<Snapshot>> elsewhere;
    private final Map<String, Advisories> opened = new ConcurrentHashMap<>();

    /// A node on its own.
    public Snapshots(SnapshotStore store) {
        this(store, _ -> Optional.empty());
    }

    /// @param elsewhere brings a snapshot here, by its id; empty when nobody has it
    public Snapshots(SnapshotStore store, Function<String, Optional<Snapshot>> elsewhere) {
        this.store = store;
        this.elsewhere = elsewhere;
    }

    /// The newest one here; the data that came with the program where there is no other.
    public Advisories newest() {
        return opened(store.currentOrStarter());
    }

    /// @throws SnapshotException when neither this node nor anyone else has it
    public Advisories byId(String id) {
        Advisories known = opened.get(id);
        if (known != null) return known;
        return opened(store.byId(id)
                .or(() -> elsewhere.apply(id))
                .orElseThrow(() -> new SnapshotException("the snapshot %s is not on this node".formatted(id))));
    }

    /// The snapshot that the tenant of a transaction is judged by, held until it ends: the newest
    /// for a tenant that was never judged.
    public Advisories judging(Tx tx, Instant now) {
        var matches = new MatchStore(tx);
        String id = matches.shareSnapshot().orElseGet(() -> {
            String newest = newest().snapshot().id();
            matches.startAt(newest, now);
            return matches.shareSnapshot().orElseThrow();
        });
        return byId(id);
    }

    private Advisories opened(Snapshot snapshot) {
        return opened.computeIfAbsent(snapshot.id(), _ -> new Advisories(snapshot));
    }
}
