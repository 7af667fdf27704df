// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.advisories.snapshot.SnapshotExchange;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.store.advisory.SnapshotHandout;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries snapshots between the files of nodes and the database, so that any node may have none of
/// its own.
public final class SnapshotCourier {

    private static final int PART = 4 << 20;

    private final Database database;
    private final SnapshotExchange exchange;

    public SnapshotCourier(Database database, SnapshotStore store) {
        this.database = database;
        this.exchange = new SnapshotExchange(store);
    }

    /// Brings a snapshot here.
    ///
    /// @return empty when the database does not have it, or only knows of it
    public Optional<Snapshot> fetch(String id) {
        Optional<byte[]> description = database.as(Purpose.FEED, tx -> new SnapshotHandout(tx).description(id));
        if (description.isEmpty()) return Optional.empty();
        byte[] state = database.as(Purpose.FEED, tx -> new SnapshotHandout(tx).current())
                .filter(current -> current.id().equals(id))
                .map(SnapshotHandout.Current::state)
                .orElseGet(exchange::state);
        Map<String, String> hashes = new HashMap<>();
        for (String digest : exchange.missing(description.get())) {
            Optional<String> hash = database.as(Purpose.FEED, tx -> new SnapshotHandout(tx).file(digest));
            if (hash.isEmpty()) return Optional.empty();
            hashes.put(digest, hash.get());
        }
        return Optional.of(exchange.receive(
                id,
                description.get(),
                state,
                digest -> new SnapshotExchange.Incoming(hashes.getOrDefault(digest, ""), out -> read(digest, out))));
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

    byte[] description(String id) {
        return exchange.description(id);
    }

    byte[] state() {
        return exchange.state();
    }
}
