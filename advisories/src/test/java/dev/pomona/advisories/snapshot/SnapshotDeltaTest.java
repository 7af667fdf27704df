// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.HttpSettings;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.RecordingSleeper;
import dev.pomona.advisories.feed.SmallBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotDeltaTest {

    private static final String FIRST = "2026-01-01T00:00:00Z";
    private static final String SECOND = "2026-01-02T00:00:00Z";

    @TempDir
    private Path folder;

    private final SmallBucket bucket = new SmallBucket();

    private Snapshot update() {
        bucket.mirrorFiles((path, content) -> {
            Path file = folder.resolve("mirror").resolve(path);
            if (!path.startsWith("osv/") && Files.exists(file)) return;
            SmallBucket.to(folder.resolve("mirror")).accept(path, content);
        });
        var store = SnapshotStore.open(folder.resolve("cache"));
        var network = new Network(
                false, HttpSettings.DEFAULT, new RecordingSleeper(), new Random(1), () -> Instant.parse(SECOND));
        var mirror = new FeedSource.Mirror(folder.resolve("mirror").toString());
        new Updater(store, network).update(EcosystemChoice.all(), List.of(mirror));
        return store.current().orElseThrow();
    }

    private static List<String> ids(SnapshotDelta delta) {
        return delta.changes().stream()
                .map(change -> "%s %s %s"
                        .formatted(
                                change.latest().id(),
                                change.before() == null ? "-" : change.before().modified(),
                                change.after() == null ? "-" : change.after().modified()))
                .toList();
    }

    @Test
    void tellsWhatCameChangedAndWent() {
        bucket.with("npm", "A-1", FIRST)
                .with("npm", "A-2", FIRST)
                .with("npm", "A-3", FIRST)
                .with("Go", "G-1", FIRST);
        Snapshot before = update();
        bucket.with("npm", "A-2", SECOND).without("npm", "A-3").with("npm", "A-4", SECOND);
        Snapshot after = update();
        assertThat(ids(SnapshotDelta.between(before, after)))
                .containsExactly("A-2 %s %s".formatted(FIRST, SECOND), "A-3 %s -".formatted(FIRST), "A-4 - " + SECOND);
        assertThat(SnapshotDelta.between(after, after).isEmpty()).isTrue();
        assertThat(ids(SnapshotDelta.between(null, after))).hasSize(4);
    }

    @Test
    void tellsWhoseExploitationOrScoreChanged() throws IOException {
        bucket.with("npm", "A-1", FIRST);
        Snapshot before = update();
        Files.writeString(
                folder.resolve("mirror/kev/known_exploited_vulnerabilities.json"), SmallBucket.kev("CVE-2026-2"));
        Files.writeString(folder.resolve("mirror/epss/epss_scores-current.csv"), SmallBucket.epss("CVE-2026-3"));
        var delta = SnapshotDelta.between(before, update());
        assertThat(delta.changes()).isEmpty();
        assertThat(delta.exploited()).containsExactly("CVE-2026-1", "CVE-2026-2");
        assertThat(delta.scored()).containsExactly("CVE-2026-1", "CVE-2026-3");
    }
}
