// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.LocalServer;
import dev.pomona.advisories.feed.SmallBucket;
import dev.pomona.advisories.snapshot.SourceReport.Status;
import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.report.DataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What sources have, and what is taken of it.
class UpdaterTest extends MirroredData {

    @Test
    void makesASnapshotOfAllThatAMirrorHas() {
        UpdateReport report = updateFromFolder();
        assertThat(report.sources())
                .extracting(SourceReport::name, SourceReport::status, SourceReport::records)
                .containsExactly(
                        tuple("epss", Status.UPDATED, 1),
                        tuple("kev", Status.UPDATED, 1),
                        tuple("osv/Go", Status.UPDATED, 1),
                        tuple("osv/npm", Status.UPDATED, 2));
        Snapshot snapshot = store().current().orElseThrow();
        assertThat(report.snapshot()).contains(snapshot.id());
        assertThat(snapshot.isStarter()).isFalse();
        assertThat(snapshot.index().advisoriesFor(new PackageName("npm", "pear")))
                .hasSize(2);
        assertThat(snapshot.index().kev("CVE-2026-1")).isPresent();
        assertThat(snapshot.index().epss("CVE-2026-1")).isPresent();
        assertThat(snapshot.sources())
                .contains(new DataSource("kev", Instant.parse("2026-01-05T12:00:00.5Z"), now, 1))
                .contains(new DataSource("osv/npm", Instant.parse(FIRST), now, 2));
    }

    @Test
    void namesTheSameDataAlikeWheneverAndWhereverItCameFrom() throws IOException {
        String fromFolder = updateFromFolder().snapshot().orElseThrow();
        Path zip = folder.resolve("mirror.zip");
        var files = new TreeMap<String, byte[]>();
        bucket.mirrorFiles(files::put);
        Files.write(zip, SmallBucket.zip(files));
        now = now.plus(Duration.ofDays(3));
        assertThat(update("other", new FeedSource.Mirror(zip.toString())).snapshot())
                .contains(fromFolder);
        try (var server = new LocalServer()) {
            bucket.mirrorFiles(server::put);
            assertThat(update("third", new FeedSource.Mirror(server.base())).snapshot())
                    .contains(fromFolder);
        }
    }

    @Test
    void confirmsWhatHasNotChanged() {
        updateFromFolder();
        Instant before = now;
        now = now.plus(Duration.ofDays(2));
        assertThat(store().current().orElseThrow().staleSources(now, Duration.ofDays(1)))
                .containsExactly("epss", "kev", "osv/Go", "osv/npm");
        assertThat(updateFromFolder().sources())
                .extracting(SourceReport::status)
                .containsOnly(Status.UNCHANGED);
        Snapshot snapshot = store().current().orElseThrow();
        assertThat(snapshot.staleSources(now, Duration.ofDays(1))).isEmpty();
        assertThat(snapshot.sources())
                .extracting(DataSource::fetched)
                .containsOnly(now)
                .doesNotContain(before);
    }

    @Test
    void leavesWhatWasNotAskedFor() {
        updateFromFolder();
        Instant before = now;
        now = now.plus(Duration.ofDays(2));
        bucket.with("npm", "A-1", SECOND);
        writeMirror();
        var updater = new Updater(store(), network());
        updater.update(EcosystemChoice.of(List.of("npm")), List.of(mirror()));
        assertThat(store().current().orElseThrow().sources())
                .contains(new DataSource("osv/Go", Instant.parse(FIRST), before, 1))
                .contains(new DataSource("osv/npm", Instant.parse(SECOND), now, 2));
    }

    @Test
    void keepsTheOldWhereTheNewIsBroken() {
        try (var server = new LocalServer()) {
            bucket.mirrorFiles(server::put);
            var source = new FeedSource.Mirror(server.base());
            String good = update("cache", source).snapshot().orElseThrow();
            bucket.with("npm", "A-3", SECOND).with("Go", "G-2", SECOND);
            bucket.mirrorFiles(server::put);
            byte[] zip = bucket.archive("npm");
            server.put("osv/npm/all.zip", Arrays.copyOf(zip, zip.length - 30));
            server.put("kev/known_exploited_vulnerabilities.json", "<html>".getBytes(StandardCharsets.UTF_8));
            server.next(
                    "epss/epss_scores-current.csv.gz",
                    LocalServer.status(500),
                    LocalServer.status(500),
                    LocalServer.status(500),
                    LocalServer.status(500));
            UpdateReport report = update("cache", source);
            assertThat(report.failures()).extracting(SourceReport::name).containsExactly("epss", "kev", "osv/npm");
            assertThat(report.failures()).noneMatch(failure -> failure.reason().isBlank());
            assertThat(report.failures().getFirst().retries()).hasSize(3);
            Snapshot snapshot = store().current().orElseThrow();
            assertThat(snapshot.id()).isNotEqualTo(good);
            assertThat(snapshot.index().advisory("G-2")).isPresent();
            assertThat(snapshot.index().advisory("A-3")).isEmpty();
            assertThat(snapshot.index().advisory("A-1")).isPresent();
            assertThat(snapshot.index().kev("CVE-2026-1")).isPresent();
        }
    }

    @Test
    void reportsASourceThatIsNotThere() {
        UpdateReport report =
                update("cache", new FeedSource.Mirror(folder.resolve("nowhere").toString()));
        assertThat(report.snapshot()).isEmpty();
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.name()).isEqualTo("mirror");
            assertThat(failure.reason()).contains("nowhere is not there");
        });
        assertThat(store().current()).isEmpty();
    }

    @Test
    void asksNobodyWhenOffline() {
        try (var server = new LocalServer()) {
            bucket.mirrorFiles(server::put);
            offline = true;
            UpdateReport report = update("cache", new FeedSource.Mirror(server.base()), mirror());
            assertThat(server.requests()).isEmpty();
            assertThat(report.sources()).extracting(SourceReport::status).contains(Status.SKIPPED);
        }
    }

    @Test
    void appliesChangesToWhatItHolds() {
        try (var server = new LocalServer()) {
            bucket.files(true, server::put);
            var source = new FeedSource.OsvBucket(server.base());
            update("cache", source);
            bucket.with("npm", "A-1", SECOND);
            bucket.files(true, server::put);
            server.forget();
            assertThat(update("cache", source).sources())
                    .extracting(SourceReport::name, SourceReport::status, SourceReport::records)
                    .containsExactly(tuple("osv/Go", Status.UNCHANGED, 1), tuple("osv/npm", Status.UPDATED, 2));
            assertThat(server.requests()).contains("/npm/A-1.json").noneMatch(r -> r.contains("all.zip"));
            assertThat(store().current()
                            .orElseThrow()
                            .index()
                            .advisory("A-1")
                            .orElseThrow()
                            .summary())
                    .isEqualTo("as of " + SECOND);
        }
    }

    @Test
    void doesNotTakeOneOriginsTagsForAnothers() {
        try (var one = new LocalServer();
                var other = new LocalServer()) {
            bucket.files(false, one::put);
            update("cache", new FeedSource.OsvBucket(one.base()));
            bucket.files(false, other::put);
            update("cache", new FeedSource.OsvBucket(other.base()));
            assertThat(other.requests()).noneMatch(request -> request.contains(" if not "));
        }
    }
}
