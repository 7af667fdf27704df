// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.HttpSettings;
import dev.pomona.advisories.feed.LocalServer;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.RecordingSleeper;
import dev.pomona.advisories.feed.SmallBucket;
import dev.pomona.advisories.snapshot.SourceReport.Status;
import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.report.DataSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdaterTest {

    private static final String FIRST = "2026-01-01T00:00:00Z";
    private static final String SECOND = "2026-01-02T00:00:00Z";

    @TempDir
    private Path folder;

    private final SmallBucket bucket = new SmallBucket()
            .with("npm", "A-1", FIRST)
            .with("npm", "A-2", FIRST)
            .with("Go", "G-1", FIRST);

    private Instant now = Instant.parse("2026-02-01T00:00:00Z");
    private boolean offline;

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

    private void isBehind(UpdateReport report, String source) {
        assertThat(report.older()).extracting(SourceReport::name).containsExactly(source);
        assertThat(report.older().getFirst().reason()).contains("and here is that of " + SECOND);
    }

    @Test
    void keepsTheNewWhereASourceGoesBack() {
        bucket.with("npm", "A-1", SECOND);
        String newer = updateFromFolder().snapshot().orElseThrow();
        bucket.with("npm", "A-1", FIRST);
        UpdateReport report = updateFromFolder();
        isBehind(report, "osv/npm");
        assertThat(report.snapshot()).contains(newer);
        now = now.plus(Duration.ofDays(2));
        updateFromFolder();
        assertThat(store().current().orElseThrow().staleSources(now, Duration.ofDays(1)))
                .as("nobody confirms it meanwhile")
                .containsExactly("osv/npm");
        bucket.with("npm", "A-1", SECOND).with("npm", "A-3", SECOND);
        assertThat(updateFromFolder().older()).isEmpty();
        assertThat(store().current().orElseThrow().index().advisoriesFor(new PackageName("npm", "pear")))
                .hasSize(3);
    }

    @Test
    void keepsTheNewWhereAListGoesBack() {
        try (var server = new LocalServer()) {
            var source = new FeedSource.Mirror(server.base());
            bucket.with("npm", "A-1", SECOND);
            bucket.mirrorFiles(server::put);
            String newer = update("cache", source).snapshot().orElseThrow();
            bucket.with("npm", "A-1", FIRST);
            bucket.mirrorFiles(server::put);
            UpdateReport report = update("cache", source);
            isBehind(report, "osv/npm");
            assertThat(report.snapshot()).contains(newer);
        }
    }

    @Test
    void believesThatWhatIsGoneWasTakenBack() {
        bucket.with("npm", "A-3", SECOND);
        updateFromFolder();
        bucket.without("npm", "A-3");
        assertThat(updateFromFolder().older()).isEmpty();
        assertThat(store().current().orElseThrow().index().advisoriesFor(new PackageName("npm", "pear")))
                .hasSize(2);
    }

    @Test
    void aDateToComeKeepsNothingOut() {
        bucket.with("npm", "A-1", "2999-01-01T00:00:00Z");
        updateFromFolder();
        bucket.with("npm", "A-1", SECOND);
        assertThat(updateFromFolder().older()).isEmpty();
        assertThat(store().current().orElseThrow().sources())
                .contains(new DataSource("osv/npm", Instant.parse(SECOND), now, 2));
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

    @Test
    void followsNoLinkInThePlaceOfItsLock() throws Exception {
        updateFromFolder();
        Path other = Files.writeString(folder.resolve("other"), "keep");
        Path lock = folder.resolve("cache/advisories/lock");
        Files.delete(lock);
        Files.createSymbolicLink(lock, other);
        assertThatExceptionOfType(SnapshotException.class).isThrownBy(this::updateFromFolder);
        assertThat(other).hasContent("keep");
    }

    @Test
    void letsOnlyOneWrite() throws Exception {
        updateFromFolder();
        Path lock = folder.resolve("cache/advisories/lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThatExceptionOfType(UpdateRunningException.class)
                    .isThrownBy(this::updateFromFolder)
                    .withMessageContaining("another update")
                    .withMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(store().current()).isPresent();
        }
        updateFromFolder();
    }

    @Test
    void sweepsWhatADeadWriterLeft() throws Exception {
        updateFromFolder();
        Path root = folder.resolve("cache/advisories");
        Files.writeString(root.resolve("tmp/http-1.part"), "half");
        Files.writeString(root.resolve("segments/" + "0".repeat(64) + ".seg"), "no snapshot has this");
        String id = store().current().orElseThrow().id();
        assertThat(store().current().orElseThrow().index().advisory("A-1")).isPresent();
        updateFromFolder();
        assertThat(root.resolve("tmp")).isEmptyDirectory();
        assertThat(root.resolve("segments")).isDirectoryNotContaining("glob:**0000.seg");
        assertThat(store().current().orElseThrow().id()).isEqualTo(id);
    }

    @Test
    void mendsWhatIsDamaged() throws Exception {
        updateFromFolder();
        Path root = folder.resolve("cache/advisories");
        String id = store().current().orElseThrow().id();
        Files.writeString(root.resolve("snapshots/" + id + ".json"), "{}");
        assertThatExceptionOfType(SnapshotException.class).isThrownBy(() -> store().current());
        assertThat(updateFromFolder().snapshot()).contains(id);
        assertThat(store().current()).isPresent();
        try (var segments = Files.list(root.resolve("segments"))) {
            for (Path segment : segments.toList()) Files.write(segment, new byte[] {1, 2, 3});
        }
        Files.writeString(root.resolve("state.json"), "nonsense");
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> store().current().orElseThrow().index())
                .withMessageContaining("update the advisory data");
        updateFromFolder();
        assertThat(store().current().orElseThrow().index().advisory("A-1")).isPresent();
    }

    @Test
    void saysClearlyWhenItCannotWrite() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file where a folder should be");
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(this::updateFromFolder)
                .withMessageContaining("could not create")
                .withMessageContaining("segments");
    }

    @Test
    void servesReadersWhileItReplaces() throws Exception {
        updateFromFolder();
        var done = new AtomicBoolean();
        Callable<Integer> reader = () -> {
            int seen = 0;
            while (!done.get()) {
                Snapshot snapshot = store().current().orElseThrow();
                var one = snapshot.index().advisory("A-1").orElseThrow();
                var other = snapshot.index().advisory("A-2").orElseThrow();
                assertThat(one.modified()).isEqualTo(other.modified());
                assertThat(store().byId(snapshot.id())).isPresent();
                seen++;
            }
            return seen;
        };
        try (var readers = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> running = List.of(readers.submit(reader), readers.submit(reader));
            try {
                for (int day = 2; day < 22; day++) {
                    String date = "2026-01-%02dT00:00:00Z".formatted(day);
                    bucket.with("npm", "A-1", date).with("npm", "A-2", date);
                    updateFromFolder();
                }
            } finally {
                done.set(true);
            }
            for (Future<Integer> future : running) assertThat(future.get()).isPositive();
        }
    }

    @Test
    void keepsOldSnapshotsUntilTheyArePruned() {
        String first = updateFromFolder().snapshot().orElseThrow();
        String second = change("2026-01-02T00:00:00Z");
        String third = change("2026-01-03T00:00:00Z");
        String fourth = change("2026-01-04T00:00:00Z");
        Snapshot open = store().byId("sha256:" + second).orElseThrow();
        assertThat(open.index().advisory("A-1").orElseThrow().modified()).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(open.sources()).noneMatch(source -> source.fetched() == null);
        assertThat(store().ids()).containsExactly(fourth, third, second, first);
        assertThat(store().prune(2, Set.of(first))).containsExactly(second);
        assertThat(store().byId(first).orElseThrow().index().advisory("A-1")).isPresent();
        assertThat(store().byId(second)).isEmpty();
        assertThat(store().byId(third)).isPresent();
        assertThat(store().current().orElseThrow().id()).isEqualTo(fourth);
        assertThat(open.index().advisory("A-2")).isPresent();
        assertThat(store().prune(0, Set.of())).hasSize(2);
        assertThat(store().current().orElseThrow().index().advisory("A-1")).isPresent();
    }

    @Test
    void opensNothingByAnIdThatIsNone() {
        for (String id : List.of("", "../current", "x".repeat(64), "0".repeat(64))) {
            assertThat(store().byId(id)).as(id).isEmpty();
        }
    }

    @Test
    void fallsBackOnTheStarterPack() {
        Snapshot starter = store().currentOrStarter();
        assertThat(starter.isStarter()).isTrue();
        assertThat(starter.index().advisory("CVE-2021-44228")).isPresent();
        assertThat(starter.sources()).singleElement().satisfies(source -> {
            assertThat(source.name()).isEqualTo("starter");
            assertThat(source.fetched()).isNull();
            assertThat(source.records()).isGreaterThanOrEqualTo(150);
        });
        assertThat(starter.staleSources(now, Duration.ofDays(9999))).containsExactly("starter");
        assertThat(store().byId(starter.id()).orElseThrow().id()).isEqualTo(starter.id());
        updateFromFolder();
        assertThat(store().currentOrStarter().isStarter()).isFalse();
        assertThat(store().currentOrStarter().index().advisory("CVE-2021-44228"))
                .isEmpty();
    }

    @Test
    void carriesTheStarterPackWhereTheCacheCannotBeWritten() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file where a folder should be");
        assertThat(store().starter().index().advisory("CVE-2021-44228")).isPresent();
    }

    private String change(String date) {
        bucket.with("npm", "A-1", date);
        now = now.plus(Duration.ofHours(1));
        return updateFromFolder().snapshot().orElseThrow();
    }

    private UpdateReport updateFromFolder() {
        writeMirror();
        return update("cache", mirror());
    }

    private void writeMirror() {
        bucket.mirrorFiles(SmallBucket.to(folder.resolve("mirror")));
    }

    private FeedSource mirror() {
        return new FeedSource.Mirror(folder.resolve("mirror").toString());
    }

    private UpdateReport update(String cache, FeedSource... sources) {
        var store = SnapshotStore.open(folder.resolve(cache));
        return new Updater(store, network()).update(EcosystemChoice.all(), List.of(sources));
    }

    private SnapshotStore store() {
        return SnapshotStore.open(folder.resolve("cache"));
    }

    private Network network() {
        return new Network(offline, HttpSettings.DEFAULT, new RecordingSleeper(), new Random(1), () -> now);
    }
}
