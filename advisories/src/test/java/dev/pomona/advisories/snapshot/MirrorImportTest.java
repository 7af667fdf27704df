// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.advisories.Mirror;
import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.HttpSettings;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.RecordingSleeper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorImportTest {

    @TempDir
    private Path cache;

    @Test
    void takesInEveryRecordOfTheSampleData() {
        Optional<Path> mirror = Mirror.find("mirror");
        if (mirror.isEmpty()) return;
        var store = SnapshotStore.open(cache);
        var network =
                new Network(true, HttpSettings.DEFAULT, new RecordingSleeper(), new Random(1), () -> Instant.EPOCH);
        UpdateReport report = new Updater(store, network)
                .update(
                        EcosystemChoice.all(),
                        List.of(new FeedSource.Mirror(mirror.get().toString())));
        assertThat(report.sources())
                .hasSize(14)
                .allMatch(source -> source.status() == SourceReport.Status.UPDATED)
                .allMatch(source -> source.rejected().isEmpty() && source.newest() != null);
        Snapshot snapshot = store.current().orElseThrow();
        assertThat(snapshot.sources().stream()
                        .mapToInt(source -> source.records())
                        .sum())
                .isEqualTo(2434 + 195 + 298 + 135 + 4561 + 2555 + 664 + 2326 + 3012 + 614 + 1215 + 3081 + 1404 + 19641);
        assertThat(snapshot.index().kev("CVE-2021-44228")).isPresent();
        assertThat(snapshot.index().advisory("GHSA-jfh8-c2jp-5v3q")).isPresent();
    }
}
