// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.HttpSettings;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.RecordingSleeper;
import dev.pomona.advisories.feed.SmallBucket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/// Advisory data of a few records, as a mirror has it, and a cache that it is taken into.
abstract class MirroredData {

    static final String FIRST = "2026-01-01T00:00:00Z";
    static final String SECOND = "2026-01-02T00:00:00Z";

    @TempDir
    Path folder;

    final SmallBucket bucket = new SmallBucket()
            .with("npm", "A-1", FIRST)
            .with("npm", "A-2", FIRST)
            .with("Go", "G-1", FIRST);

    Instant now = Instant.parse("2026-02-01T00:00:00Z");
    boolean offline;

    UpdateReport updateFromFolder() {
        writeMirror();
        return update("cache", mirror());
    }

    void writeMirror() {
        bucket.mirrorFiles(SmallBucket.to(folder.resolve("mirror")));
    }

    FeedSource mirror() {
        return new FeedSource.Mirror(folder.resolve("mirror").toString());
    }

    UpdateReport update(String cache, FeedSource... sources) {
        var store = SnapshotStore.open(folder.resolve(cache));
        return new Updater(store, network()).update(EcosystemChoice.all(), List.of(sources));
    }

    SnapshotStore store() {
        return SnapshotStore.open(folder.resolve("cache"));
    }

    Network network() {
        return new Network(offline, HttpSettings.DEFAULT, new RecordingSleeper(), new Random(1), () -> now);
    }
}
