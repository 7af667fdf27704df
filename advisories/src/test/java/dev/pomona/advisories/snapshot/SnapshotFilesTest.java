// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.advisories.index.CorruptSegmentException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// The files of the cache: written by one, read by many, damaged, left behind, and pruned.
class SnapshotFilesTest extends MirroredData {

    private String change(String date) {
        bucket.with("npm", "A-1", date);
        now = now.plus(Duration.ofHours(1));
        return updateFromFolder().snapshot().orElseThrow();
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
    void mendsWhatIsDamagedBehindItsTables() throws Exception {
        updateFromFolder();
        Path root = folder.resolve("cache/advisories");
        try (var segments = Files.list(root.resolve("segments"))) {
            for (Path segment : segments.toList()) {
                byte[] bytes = Files.readAllBytes(segment);
                bytes[bytes.length - 3] ^= 1;
                Files.write(segment, bytes);
            }
        }
        assertThatExceptionOfType(CorruptSegmentException.class)
                .isThrownBy(() -> store().current().orElseThrow().index().advisory("A-1"));
        Files.delete(root.resolve("state.json"));
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
}
