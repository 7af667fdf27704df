// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.store.judgement.MatchStore;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The snapshots of this node; those that it does not have it gets from elsewhere. A few stay open, those that
/// were asked for last: of any other the memory is free again once nobody uses it any more. Thread-safe.
public final class Snapshots {

    /// That of most tenants, the one before while they move, and some for replays.
    static final int MOST_OPEN = 4;

    private final SnapshotStore store;
    private final Function<String, Optional<Snapshot>> elsewhere;
    private final Map<String, Advisories> opened = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Advisories> eldest) {
            return size() > MOST_OPEN;
        }
    };

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

    /// Takes note of when the sources of the newest one last said that it is current, when it is open.
    public void confirm() {
        store.current().filter(current -> known(current.id()).isPresent()).ifPresent(this::opened);
    }

    /// @throws SnapshotException when neither this node nor anyone else has it
    public Advisories byId(String id) {
        Optional<Advisories> known = known(id);
        if (known.isPresent()) return known.get();
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

    private Optional<Advisories> known(String id) {
        synchronized (opened) {
            return Optional.ofNullable(opened.get(id));
        }
    }

    /// One is opened at a time, so that none is opened twice; who asks for one that is open does not wait.
    private Advisories opened(Snapshot snapshot) {
        synchronized (opening) {
            Optional<Advisories> known = known(snapshot.id());
            if (known.isPresent() && known.get().snapshot().sources().equals(snapshot.sources())) return known.get();
            // what did not change since was confirmed meanwhile
            var advisories = known.map(before -> before.confirmed(snapshot)).orElseGet(() -> new Advisories(snapshot));
            synchronized (opened) {
                opened.put(snapshot.id(), advisories);
            }
            return advisories;
        }
    }

    private final Object opening = new Object();

    /// How many are open.
    public int open() {
        synchronized (opened) {
            return opened.size();
        }
    }
}
