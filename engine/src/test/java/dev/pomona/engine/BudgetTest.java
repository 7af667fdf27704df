// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import static dev.pomona.engine.FakeScanners.named;
import static dev.pomona.engine.TestFiles.write;
import static dev.pomona.engine.TestFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pomona.engine.FakeScanners.PerFile;
import dev.pomona.engine.FakeScanners.PerProject;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.model.report.ScannerOutcome.Status;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.Scanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Scanners that misbehave, and limits that hold nevertheless.
@Timeout(30)
class BudgetTest {

    private static volatile boolean released;

    @TempDir
    Path target;

    private static BiConsumer<FileView, ScanContext> at(String path, Runnable misdeed) {
        return (file, _) -> {
            if (file.path().endsWith(path)) misdeed.run();
        };
    }

    private static void recurse(int depth) {
        if (depth < Integer.MAX_VALUE) recurse(depth + 1);
    }

    private static void spin() {
        while (!released) Thread.onSpinWait();
    }

    private EngineResult scan(EngineOptions options, Scanner... scanners) {
        return new Engine(List.of(scanners), options, Progress.silent()).scan(target);
    }

    private static List<String> paths(EngineResult result) {
        return result.manifests().stream().map(Manifest::path).toList();
    }

    private static List<Gap> gaps(EngineResult result, String scanner) {
        return result.outcomes().stream()
                .filter(outcome -> outcome.scanner().equals(scanner))
                .map(ScannerOutcome::status)
                .flatMap(status -> status instanceof Status.Partial(var gaps) ? gaps.stream() : List.<Gap>of().stream())
                .toList();
    }

    @Test
    void failuresOfAScannerAreGapsOfTheFile() throws IOException {
        for (String name : List.of("1.lock", "2.lock", "3.lock", "4.lock")) write(target, name, name);
        var scanner = new PerFile("fails", named(".lock"), (file, _) -> {
            switch (file.path()) {
                case "1.lock" -> throw new IllegalStateException("secret text");
                case "2.lock" -> recurse(0);
                case "3.lock" -> throw new OutOfMemoryError("Java heap space");
                default -> {}
            }
        });
        var result = scan(EngineOptions.defaults(), scanner, new PerFile("works", named(".lock")));
        assertThat(gaps(result, "fails"))
                .extracting(Gap::path, Gap::message)
                .containsExactly(
                        tuple("1.lock", "the scanner failed on it (IllegalStateException)"),
                        tuple("2.lock", "nested too deeply"),
                        tuple("3.lock", "needs more memory than there is"));
        assertThat(paths(result)).containsExactly("1.lock", "2.lock", "3.lock", "4.lock", "4.lock");
    }

    @Test
    void politeScannersEndWhenTheirTimeIsUp() throws IOException {
        write(target, "a.lock", "one");
        write(target, "b.lock", "two");
        var scanner = new PerFile("slow", named(".lock"), (file, context) -> {
            while (file.path().equals("a.lock")) context.checkTime();
        });
        var options = EngineOptions.defaults().withScannerTimeout(Duration.ofMillis(100));
        var result = scan(options, scanner);
        assertThat(gaps(result, "slow"))
                .containsExactly(new Gap(Gap.Kind.TIMEOUT, "a.lock", "the time allowed (0.1s) ran out"));
        assertThat(paths(result)).containsExactly("b.lock");
    }

    @Test
    void scannersThatIgnoreTheirTimeAreGivenUp() throws IOException {
        released = false;
        try {
            write(target, "x.jar", zip("a.lock", "one", "b.lock", "two"));
            write(target, "c.lock", "three");
            var stuck = new PerFile("stuck", named(".lock"), at("a.lock", BudgetTest::spin));
            var works = new PerFile("works", named(".lock"));
            var options = EngineOptions.defaults()
                    .withScannerTimeout(Duration.ofMillis(100))
                    .withThreads(1);
            var result = scan(options, stuck, works);
            assertThat(gaps(result, "stuck"))
                    .containsExactly(new Gap(
                            Gap.Kind.TIMEOUT, "x.jar!/a.lock", "the scanner did not stop when its time was up"));
            assertThat(paths(result))
                    .containsExactly("c.lock", "c.lock", "x.jar!/a.lock", "x.jar!/b.lock", "x.jar!/b.lock");
        } finally {
            released = true;
        }
    }

    @Test
    void sleepersAreWoken() throws IOException {
        write(target, "a.lock", "one");
        var sleeper = new PerFile("sleeps", named(".lock"), (_, context) -> {
            try {
                Thread.sleep(Duration.ofMinutes(5));
            } catch (InterruptedException _) {
                context.checkTime();
            }
        });
        var result = scan(EngineOptions.defaults().withScannerTimeout(Duration.ofMillis(50)), sleeper);
        assertThat(gaps(result, "sleeps")).extracting(Gap::kind).containsExactly(Gap.Kind.TIMEOUT);
    }

    @Test
    void projectScannersThatIgnoreTheirTimeFail() throws IOException {
        released = false;
        try {
            write(target, "a.lock", "one");
            var stuck = new PerProject("stuck", named(".lock"), (_, _) -> spin());
            var works = new PerProject("works", named(".lock"));
            var result = scan(EngineOptions.defaults().withScannerTimeout(Duration.ofMillis(100)), stuck, works);
            assertThat(result.outcomes())
                    .containsExactly(
                            new ScannerOutcome("stuck", new Status.Failed("it did not stop when its time was up")),
                            new ScannerOutcome("works", new Status.Completed()));
        } finally {
            released = true;
        }
    }

    @Test
    void projectScannersThatThrowFailWithAReason() throws IOException {
        write(target, "a.lock", "one");
        var fails = new PerProject("fails", named(".lock"), (_, _) -> recurse(0));
        var asks = new PerFile("asks", _ -> {
            throw new IllegalArgumentException("no");
        });
        assertThat(scan(EngineOptions.defaults(), fails, asks).outcomes())
                .containsExactly(
                        new ScannerOutcome(
                                "asks",
                                new Status.Failed(
                                        "it failed when asked which files it wants: IllegalArgumentException")),
                        new ScannerOutcome("fails", new Status.Failed("it failed: StackOverflowError")));
    }

    @Test
    void theWholeScanEndsInTime() throws IOException {
        for (int i = 0; i < 300; i++) write(target, i + ".lock", "" + i);
        var slow = new PerFile("slow", named(".lock"), (_, context) -> {
            long end = System.nanoTime() + 20_000_000;
            while (System.nanoTime() < end) context.checkTime();
        });
        var together = new PerProject("together", named(".lock"));
        long start = System.nanoTime();
        var result = scan(
                EngineOptions.defaults().withTimeout(Duration.ofMillis(300)).withThreads(2), slow, together);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(result.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.TIMEOUT);
        assertThat(result.gaps().getFirst().message()).startsWith("the time for the whole scan (0.3s) ran out");
        assertThat(result.outcomes().get(1).status()).isInstanceOf(Status.Skipped.class);
    }

    @Test
    void cancellingLeavesNothingBehind(@TempDir Path cache) throws Exception {
        for (int i = 0; i < 50; i++) write(target, i + ".lock", "x".repeat(100_000) + i);
        var started = new CountDownLatch(1);
        var scanner = new PerFile("slow", named(".lock"), (_, context) -> {
            started.countDown();
            while (true) context.checkTime();
        });
        var options = EngineOptions.defaults().withCache(cache).withMaxMemory(1 << 20);
        var engine = new Engine(List.of(scanner), options, Progress.silent());
        var canceller = Thread.ofPlatform().start(() -> {
            try {
                started.await();
                engine.cancel();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        assertThatThrownBy(() -> engine.scan(target)).isInstanceOf(CancellationException.class);
        canceller.join();
        try (var left = Files.walk(cache)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void interruptingEndsTheScanAndStaysVisible() throws IOException {
        write(target, "a.lock", "one");
        var self = Thread.currentThread();
        var scanner = new PerFile("interrupts", named(".lock"), (_, context) -> {
            self.interrupt();
            while (true) context.checkTime();
        });
        assertThatThrownBy(() -> scan(EngineOptions.defaults(), scanner)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void copiesBeyondTheMemoryAreRefusedTheSameEveryTime() throws IOException {
        write(target, "big.lock", "x".repeat(3 << 20));
        write(target, "small.lock", "x");
        var scanner = new PerFile("copies", named(".lock"), (file, _) -> file.text());
        var options = EngineOptions.defaults().withMaxMemory(4 << 20).withThreads(4);
        for (int round = 0; round < 3; round++) {
            assertThat(gaps(scan(options, scanner), "copies"))
                    .containsExactly(new Gap(Gap.Kind.LIMIT, "big.lock", "too large to be held in the memory allowed"));
        }
    }

    @Test
    void fileTooLargeForMemoryCostsTheOthersOfItsProjectNothing() throws IOException {
        write(target, "a.lock", "a");
        write(target, "big.lock", "x".repeat(3 << 20));
        write(target, "z.lock", "z");
        var together = new PerProject(
                "together",
                named(".lock"),
                (files, _) -> files.all()
                        .forEach(file -> files.find(file.path()).orElseThrow().text()));
        var result = scan(EngineOptions.defaults().withMaxMemory(4 << 20), together);
        assertThat(result.manifests().getFirst().components()).hasSize(2);
        assertThat(gaps(result, "together"))
                .containsExactly(new Gap(Gap.Kind.LIMIT, "big.lock", "too large to be held in the memory allowed"));
    }

    @Test
    void moreMemoryShowsWhatWasTooLargeBefore(@TempDir Path cache) throws IOException {
        write(target, "big.lock", "x".repeat(3 << 20));
        Files.setLastModifiedTime(target.resolve("big.lock"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        var alone = new PerFile("alone", named(".lock"), (file, _) -> file.text());
        var together = new PerProject(
                "together",
                named(".lock"),
                (files, _) -> files.all()
                        .forEach(file -> files.find(file.path()).orElseThrow().text()));
        var little = EngineOptions.defaults().withCache(cache).withMaxMemory(4 << 20);
        var refused = scan(little, alone, together);
        assertThat(gaps(refused, "alone")).hasSize(1);
        assertThat(gaps(refused, "together")).hasSize(1);
        var seen = scan(little.withMaxMemory(64 << 20), alone, together);
        assertThat(seen.outcomes()).extracting(ScannerOutcome::status).containsOnly(new Status.Completed());
    }

    @Test
    void keepsMoreThanFitsIntoMemory(@TempDir Path cache) throws IOException {
        for (int i = 0; i < 40; i++) write(target, i + ".lock", ("" + i % 10).repeat(60_000));
        write(target, "x.jar", zip("in.lock", "y".repeat(500_000)));
        var together = new PerProject("together", named(".lock"), (files, _) -> {
            assertThat(files.find("7.lock").orElseThrow().text()).isEqualTo("7".repeat(60_000));
            assertThat(files.find("x.jar!/in.lock").orElseThrow().segment().byteSize())
                    .isEqualTo(500_000);
        });
        var options = EngineOptions.defaults().withCache(cache).withMaxMemory(1 << 20);
        assertThat(scan(options, together).outcomes().getFirst().status()).isEqualTo(new Status.Completed());
        try (var left = Files.walk(cache)) {
            assertThat(left.filter(Files::isRegularFile))
                    .allMatch(file -> file.toString().endsWith(".results"));
        }
    }
}
