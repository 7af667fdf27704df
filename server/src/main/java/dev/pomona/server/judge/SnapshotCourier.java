// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.advisories.snapshot.SnapshotExchange;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.advisories.snapshot.UpdateRunningException;
import dev.pomona.store.advisory.SnapshotHandout;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Carries snapshots between the files of nodes and the database, so that any node may have none of
/// its own.
public final class SnapshotCourier {

    private static final int PART = 4 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final Database database;
    private final SnapshotStore store;
    private final SnapshotExchange exchange;

    public SnapshotCourier(Database database, SnapshotStore store) {
        this.database = database;
        this.store = store;
        this.exchange = new SnapshotExchange(store);
    }

    /// Brings a snapshot here. What another thread or program is writing at the moment is waited for: it may well be
    /// this very snapshot.
    ///
    /// @return empty when the database does not have it, or only knows of it
    /// @throws UpdateRunningException when others write for too long
    public Optional<Snapshot> fetch(String id) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return store.byId(id).or(() -> receive(id));
            } catch (UpdateRunningException e) {
                if (System.nanoTime() > deadline) throw e;
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
                if (Thread.currentThread().isInterrupted()) throw e;
            }
        }
    }

    private Optional<Snapshot> receive(String id) {
        Optional<byte[]> description = database.as(Purpose.FEED, tx -> new SnapshotHandout(tx).description(id));
        if (description.isEmpty()) return Optional.empty();
        Map<String, String> hashes = new HashMap<>();
        for (String digest : exchange.missing(description.get())) {
            Optional<String> hash = database.as(Purpose.FEED, tx -> new SnapshotHandout(tx).file(digest));
            if (hash.isEmpty()) return Optional.empty();
            hashes.put(digest, hash.get());
        }
        Snapshot received = exchange.receive(
                id,
                description.get(),
                digest -> new SnapshotExchange.Incoming(hashes.getOrDefault(digest, ""), out -> read(digest, out)));
        return database.as(Purpose.FEED, tx -> new SnapshotHandout(tx).current())
                .filter(current -> current.id().equals(id))
                .map(current -> exchange.makeCurrent(id, current.state()))
                .or(() -> Optional.of(received));
    }

    /// Has the next update of this node go on from the snapshot that counts, wherever this node was before: an update
    /// keeps what a source does not give, and must not bring older data back.
    void goOnFrom(SnapshotHandout.Current current) {
        if (store.byId(current.id()).isEmpty() && fetch(current.id()).isEmpty()) return;
        boolean isThere =
                store.current().filter(one -> one.id().equals(current.id())).isPresent();
        if (!isThere) exchange.makeCurrent(current.id(), current.state());
    }

    private void read(String digest, OutputStream out) throws IOException {
        for (int part = 0; ; part++) {
            int number = part;
            Optional<byte[]> content = database.as(Purpose.FEED, tx -> new SnapshotHandout(tx).part(digest, number));
            if (content.isEmpty()) return;
            out.write(content.get());
        }
    }

    /// Puts the files of a snapshot that are not there yet into the database, each in a transaction
    /// of its own.
    ///
    /// @return their digests
    /// @throws SnapshotException when a file is missing
    List<String> send(String id, Instant now) {
        List<SnapshotExchange.Part> parts = exchange.parts(id);
        for (SnapshotExchange.Part part : parts) {
            database.runAs(Purpose.FEED, tx -> {
                var handout = new SnapshotHandout(tx);
                if (handout.file(part.digest()).isPresent()) return;
                handout.startFile(part.digest(), part.size(), part.sha256());
                try (InputStream in = Files.newInputStream(part.file())) {
                    int number = 0;
                    for (byte[] content = in.readNBytes(PART); content.length > 0; content = in.readNBytes(PART)) {
                        handout.addPart(part.digest(), number++, content);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                handout.completeFile(part.digest(), now);
            });
        }
        return parts.stream().map(SnapshotExchange.Part::digest).toList();
    }

    /// Makes a snapshot that is here known to every node.
    ///
    /// @throws SnapshotException when a file is missing
    public void handOut(String id, Instant now) {
        List<String> files = send(id, now);
        database.runAs(Purpose.FEED, tx -> new SnapshotHandout(tx).add(id, description(id), files, now));
    }

    byte[] description(String id) {
        return exchange.description(id);
    }

    byte[] state() {
        return exchange.state();
    }
}
