// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import static dev.pomona.engine.FakeScanners.named;
import static dev.pomona.engine.TestFiles.write;
import static dev.pomona.engine.TestFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.engine.FakeScanners.PerFile;
import dev.pomona.engine.FakeScanners.PerProject;
import dev.pomona.model.finding.Detail;
import dev.pomona.scan.api.PackageSource;
import dev.pomona.scan.api.ScanContext.Ecosystem;
import dev.pomona.scan.api.Scanner;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A second scan reads only what changed, and a bad cache is as good as none.
class CacheTest {

    @TempDir
    Path target;

    @TempDir
    Path cache;

    private final RecordingAccess access = new SettledAccess();
    private final PerFile perFile = new PerFile("a", named(".lock"));
    private final PerProject perProject = new PerProject("b", named(".lock"));

    /// Claims that files changed long ago, as far as the test did not touch them: the system's own change time
    /// can't be set.
    private static final class SettledAccess extends RecordingAccess {
        SettledAccess() {
            super(1);
        }

        @Override
        public long changed(Path path) {
            return 0;
        }
    }

    private EngineResult scan(Scanner... scanners) {
        return scan(EngineOptions.defaults().withCache(cache), scanners);
    }

    private EngineResult scan(EngineOptions options, Scanner... scanners) {
        access.opened.clear();
        return new Engine(List.of(scanners), options, Progress.silent(), access).scan(target);
    }

    private void put(String path, byte[] content, int age) throws IOException {
        Path file = write(target, path, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(age)));
    }

    private void put(String path, String content) throws IOException {
        put(path, TestFiles.bytes(content), 3600);
    }

    @Test
    void nothingIsReadWhenNothingChanged() throws IOException {
        put("a.lock", "one");
        put("x.jar", zip("b.lock", "two", "c.jar", zip("d.lock", "three")), 3600);
        put("broken.jar", "PK");
        var first = scan(perFile, perProject);
        assertThat(access.opened).hasSize(3);
        var second = scan(perFile, perProject);
        assertThat(second).isEqualTo(first);
        assertThat(access.opened).isEmpty();
        assertThat(perFile.calls).hasValue(3);
        assertThat(perProject.calls).hasValue(1);
    }

    @Test
    void findingsThatDependOnTheFileAloneAreKept() throws IOException {
        put("a.lock", "one");
        var secrets = new FakeScanners.Secrets("s", "rules 1");
        var first = scan(secrets, perProject);
        assertThat(first.findings()).hasSize(1);
        assertThat(scan(secrets, perProject)).isEqualTo(first);
        assertThat(access.opened).isEmpty();
        assertThat(secrets.calls).hasValue(1);
    }

    @Test
    void otherRulesOfAScannerDropWhatItFound() throws IOException {
        put("a.lock", "one");
        scan(new FakeScanners.Secrets("s", "rules 1"));
        var other = new FakeScanners.Secrets("s", "rules 2");
        scan(other);
        assertThat(other.calls).hasValue(1);
    }

    @Test
    void onlyWhatChangedIsReadAgain() throws IOException {
        put("a.lock", "one");
        put("x.jar", zip("b.lock", "two"), 3600);
        scan(perFile);
        put("a.lock", "new");
        var second = scan(perFile);
        assertThat(access.opened).containsOnlyKeys("a.lock");
        assertThat(second)
                .isEqualTo(new Engine(List.of(perFile), EngineOptions.defaults(), Progress.silent()).scan(target));
    }

    @Test
    void filesThatWereTouchedButNotChangedAreReadButNotScanned() throws IOException {
        put("a.lock", "one");
        scan(perFile, perProject);
        put("a.lock", TestFiles.bytes("one"), 60);
        scan(perFile, perProject);
        assertThat(access.opened).containsOnlyKeys("a.lock");
        assertThat(perFile.calls).hasValue(1);
        assertThat(perProject.calls).hasValue(1);
    }

    @Test
    void freshFilesAreNotTrusted() throws IOException {
        put("a.lock", TestFiles.bytes("one"), 0);
        scan(perFile);
        scan(perFile);
        assertThat(access.opened).containsOnlyKeys("a.lock");
    }

    @Test
    void projectScannersGetWhatWasNotReadBefore() throws IOException {
        put("a.lock", "one");
        put("x.jar", zip("b.lock", "two", "c.jar", zip("d.lock", "three")), 3600);
        put("y.jar", zip("e.txt", "nobody wants it"), 3600);
        scan(perFile, perProject);
        put("new.lock", "four");
        var second = scan(perFile, perProject);
        assertThat(access.opened).containsOnlyKeys("a.lock", "x.jar", "new.lock");
        assertThat(access.opened).allSatisfy((_, n) -> assertThat(n).isEqualTo(1));
        assertThat(perFile.calls).hasValue(4);
        assertThat(second.manifests())
                .filteredOn(m -> m.kind().equals("b"))
                .first()
                .satisfies(m -> assertThat(m.components()).hasSize(4));
    }

    @Test
    void otherLimitsAreOtherResults() throws IOException {
        put("x.jar", zip("b.lock", "two"), 3600);
        scan(perFile);
        var options = EngineOptions.defaults().withCache(cache);
        var shallow = scan(options.withArchives(options.archives().withDepth(0)), perFile);
        assertThat(shallow.manifests()).isEmpty();
    }

    @Test
    void failuresAreTriedAgain() throws IOException {
        put("a.lock", "one");
        var fails = new PerFile("fails", named(".lock"), (_, _) -> {
            throw new IllegalStateException();
        });
        scan(fails);
        scan(fails);
        assertThat(fails.calls).hasValue(2);
    }

    @Test
    void answersOfPackageSourcesArePartOfTheKey() throws IOException {
        put("a.lock", "one");
        var answer = new AtomicReference<PackageSource.Lookup>(new PackageSource.Lookup.Absent());
        var asks = new PerProject("asks", named(".lock"), (_, context) -> {
            var _ = context.packageSource(Ecosystem.MAVEN).read("org/x/x.pom");
        });
        var options = EngineOptions.defaults()
                .withCache(cache)
                .withPackageSources(Map.of(Ecosystem.MAVEN, _ -> answer.get()));
        scan(options, asks);
        scan(options, asks);
        assertThat(asks.calls).hasValue(1);
        answer.set(new PackageSource.Lookup.Found(MemorySegment.ofArray(new byte[] {1}), "there"));
        scan(options, asks);
        assertThat(asks.calls).hasValue(2);
        answer.set(new PackageSource.Lookup.Found(MemorySegment.ofArray(new byte[] {2}), "there"));
        scan(options, asks);
        scan(options, asks);
        assertThat(asks.calls).hasValue(3);
    }

    @Test
    void damagedCachesAreMisses() throws IOException {
        for (int i = 0; i < 10; i++) put(i + ".lock", "content " + i);
        put("x.jar", zip("b.lock", "two"), 3600);
        var expected = scan(perFile, perProject);
        Path table = table();
        byte[] good = Files.readAllBytes(table);
        long seed = 42;
        var random = new Random(seed);
        for (int round = 0; round < 80; round++) {
            byte[] bad = good.clone();
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            if (round % 5 == 0) bad = Arrays.copyOf(bad, random.nextInt(bad.length));
            Files.write(table, bad);
            assertThat(scan(perFile, perProject))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(expected);
        }
    }

    @Test
    void cachesThatCantBeWrittenAreWarnings() throws IOException {
        put("a.lock", "one");
        Path file = Files.createFile(cache.resolve("file"));
        var result = scan(EngineOptions.defaults().withCache(file), perFile);
        assertThat(result.warnings()).hasSize(1).first().asString().startsWith("the results could not be kept");
        assertThat(result.gaps()).isEmpty();
        assertThat(result.manifests()).hasSize(1);
    }

    @Test
    void whatFitsNowhereIsAGap() throws IOException {
        put("x.jar", zip("big.lock", "y".repeat(500_000)), 3600);
        put("a.lock", "one");
        Path file = Files.createFile(cache.resolve("file"));
        var result = scan(EngineOptions.defaults().withCache(file).withMaxMemory(1 << 20), perFile);
        assertThat(result.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.path()).isEqualTo("x.jar");
            assertThat(gap.message()).contains("no room");
        });
        assertThat(result.manifests()).hasSize(1);
    }

    @Test
    void theCacheInsideTheTargetIsNotScanned() throws IOException {
        put("a.lock", "one");
        write(target, "cache/old.lock", "x");
        var options = EngineOptions.defaults().withCache(target.resolve("cache"));
        assertThat(scan(options, perFile).filesSeen()).isEqualTo(1);
    }

    @Test
    void manyAtATimeDoNotDisturbEachOther() throws Exception {
        for (int i = 0; i < 30; i++) put(i + ".lock", "content " + i);
        var options = EngineOptions.defaults().withCache(cache);
        var expected = scan(options, perFile, perProject);
        var results = new ArrayList<EngineResult>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 6; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                var result = new Engine(List.of(perFile, perProject), options, Progress.silent()).scan(target);
                synchronized (results) {
                    results.add(result);
                }
            }));
        }
        for (Thread thread : threads) thread.join();
        assertThat(results).hasSize(6).allSatisfy(result -> assertThat(result).isEqualTo(expected));
    }

    @Test
    void staysWithinItsSize() throws IOException {
        var options = EngineOptions.defaults().withCache(cache).withMaxCache(6000);
        for (int i = 0; i < 8; i++) {
            Path folder = Files.createDirectories(target.resolve("t" + i));
            for (int f = 0; f < 5; f++) write(folder, f + ".lock", "content " + i + f);
            new Engine(List.of(perFile), options, Progress.silent()).scan(folder);
        }
        long size = 0;
        try (var files = Files.walk(cache)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) size += Files.size(file);
        }
        assertThat(size).isPositive().isLessThanOrEqualTo(6000);
    }

    private Path table() throws IOException {
        try (var files = Files.walk(cache)) {
            return files.filter(file -> file.toString().endsWith(".results"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void scannersConcludeFromAllFilesAlsoThoseThatWereKnown() throws IOException {
        var secrets = new FakeScanners.Secrets("secrets", "");
        put("a.txt", "one");
        put("x.jar", zip("b.txt", "two"), 3600);
        assertThat(reasons(scan(secrets))).containsOnly("its shape, in 3 files").hasSize(3);
        put("c.txt", "three");
        assertThat(reasons(scan(secrets))).containsOnly("its shape, in 4 files").hasSize(4);
        assertThat(secrets.calls).hasValue(4);
    }

    private static List<String> reasons(EngineResult result) {
        return result.findings().stream()
                .map(finding -> ((Detail.Secret) finding.detail()).proofReason())
                .toList();
    }
}
