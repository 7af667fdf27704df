// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import static dev.pomona.engine.FakeScanners.named;
import static dev.pomona.engine.TestFiles.gzip;
import static dev.pomona.engine.TestFiles.tar;
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
import dev.pomona.scan.api.Scanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

    @TempDir
    Path target;

    private static EngineResult scan(Path target, EngineOptions options, Scanner... scanners) {
        return new Engine(List.of(scanners), options, Progress.silent()).scan(target);
    }

    private EngineResult scan(Scanner... scanners) {
        return scan(target, EngineOptions.defaults(), scanners);
    }

    private static List<String> paths(EngineResult result) {
        return result.manifests().stream().map(Manifest::path).toList();
    }

    @Test
    void showsEveryWantedFileAndEntry() throws IOException {
        write(target, "a/x.lock", "one");
        write(target, "a/other.txt", "two");
        byte[] inner = zip("META-INF/x.lock", "three");
        write(target, "lib/app.war", zip("WEB-INF/lib/inner.jar", inner, "y.txt", "no"));
        write(target, "src.tar.gz", gzip(tar("pkg/x.lock", "four")));
        write(target, "single.lock.gz", gzip(TestFiles.bytes("five")));
        var result = scan(new PerFile("lists", named(".lock")));
        assertThat(paths(result))
                .containsExactly(
                        "a/x.lock",
                        "lib/app.war!/WEB-INF/lib/inner.jar!/META-INF/x.lock",
                        "single.lock.gz!/single.lock",
                        "src.tar.gz!/pkg/x.lock");
        assertThat(result.gaps()).isEmpty();
        assertThat(result.filesSeen()).isEqualTo(10);
        assertThat(result.artifact()).isEqualTo(target.getFileName().toString());
        assertThat(result.outcomes())
                .containsExactly(new ScannerOutcome("lists", new ScannerOutcome.Status.Completed()));
    }

    @Test
    void showsArchivesThemselvesAndSingleFiles() throws IOException {
        Path jar = write(target, "x.jar", zip("a.lock", "one"));
        var result = scan(jar, EngineOptions.defaults(), new PerFile("lists", named("")));
        assertThat(paths(result)).containsExactly("x.jar", "x.jar!/a.lock");
        assertThat(result.artifact()).isEqualTo("x.jar");
    }

    @Test
    void showsAllFilesTogetherToProjectScanners() throws IOException {
        write(target, "a/x.lock", "one");
        write(target, "x.jar", zip("x.lock", "two"));
        var project = new PerProject("together", named(".lock"), (files, _) -> {
            assertThat(files.all()).extracting(f -> f.path()).containsExactly("a/x.lock", "x.jar!/x.lock");
            assertThat(files.find("x.jar!/x.lock").orElseThrow().text()).isEqualTo("two");
            assertThat(files.find("elsewhere")).isEmpty();
        });
        var result = scan(project);
        assertThat(result.outcomes().getFirst().status()).isEqualTo(new ScannerOutcome.Status.Completed());
        assertThat(result.manifests().getFirst().components()).hasSize(2);
    }

    @Test
    void opensEveryFileOnce() throws IOException {
        for (int i = 0; i < 20; i++) write(target, "f" + i + ".lock", "content " + i);
        write(target, "x.jar", zip("x.lock", "two"));
        write(target, "unread.txt", "nobody wants it");
        var access = new RecordingAccess(1);
        var scanners = List.<Scanner>of(
                new PerFile("a", named(".lock")), new PerFile("b", named("")), new PerProject("c", named(".lock")));
        new Engine(scanners.subList(0, 1), EngineOptions.defaults(), Progress.silent(), access).scan(target);
        assertThat(access.opened)
                .hasSize(21)
                .doesNotContainKey("unread.txt")
                .allSatisfy((_, n) -> assertThat(n).isEqualTo(1));
        access.opened.clear();
        new Engine(scanners, EngineOptions.defaults(), Progress.silent(), access).scan(target);
        assertThat(access.opened).hasSize(22).allSatisfy((_, n) -> assertThat(n).isEqualTo(1));
    }

    @Test
    void isTheSameInEveryOrderLocaleZoneAndNumberOfThreads() throws IOException {
        for (int i = 0; i < 60; i++) write(target, "d" + i % 7 + "/é" + i + ".lock", "content " + i % 11);
        write(target, "x.jar", zip("x.lock", "two", "y/z.lock", "three"));
        write(target, "broken.jar", "PK no zip");
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            EngineResult first = null;
            int round = 0;
            for (String tag : List.of("en", "tr", "ar-SA-u-nu-arab")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone(round % 2 == 0 ? "UTC" : "Pacific/Kiritimati"));
                var options = EngineOptions.defaults().withThreads(1 + round * 3);
                var scanners = List.<Scanner>of(new PerFile("a", named(".lock")), new PerProject("b", named(".lock")));
                var result = new Engine(scanners, options, Progress.silent(), new RecordingAccess(round)).scan(target);
                if (first == null) first = result;
                assertThat(result).isEqualTo(first);
                round++;
            }
            assertThat(paths(first)).hasSize(63);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void inputDigestTellsWhatChanged() throws IOException {
        write(target, "a.lock", "one");
        write(target, "b.txt", "size");
        var scanner = new PerFile("a", named(".lock"));
        var first = scan(scanner);
        write(target, "b.txt", "same");
        assertThat(scan(scanner).input()).as("nobody reads b.txt").isEqualTo(first.input());
        write(target, "b.txt", "longer");
        var longer = scan(scanner);
        assertThat(longer.input()).isNotEqualTo(first.input());
        write(target, "a.lock", "two");
        assertThat(scan(scanner).input()).isNotEqualTo(longer.input());
        assertThat(scan(scanner).rules()).isEqualTo(first.rules());
        assertThat(scan(new PerFile("b", named(".lock"))).rules()).isNotEqualTo(first.rules());
    }

    @Test
    void filesThatCantBeReadAreGaps() throws IOException {
        write(target, "secret.lock", "one");
        write(target, "secret.txt", "nobody wants it");
        write(target, "closed/x.lock", "two");
        var file = new Engine(
                        List.of(new PerFile("a", named(".lock"))),
                        EngineOptions.defaults(),
                        Progress.silent(),
                        new RecordingAccess(1, "secret.lock"))
                .scan(target);
        assertThat(file.gaps())
                .extracting(Gap::kind, Gap::path)
                .containsExactly(tuple(Gap.Kind.UNREADABLE, "secret.lock"));
        var folder = new Engine(
                        List.of(new PerFile("a", named(".lock"))),
                        EngineOptions.defaults(),
                        Progress.silent(),
                        new RecordingAccess(1, "closed"))
                .scan(target);
        assertThat(folder.gaps()).extracting(Gap::path).containsExactly("closed");
        assertThat(paths(folder)).containsExactly("secret.lock");
    }

    @Test
    void largeFilesAreGapsOnlyWhenWanted() throws IOException {
        write(target, "big.lock", "x".repeat(100));
        write(target, "big.txt", "x".repeat(100));
        write(target, "x.jar", zip("big.lock", "y".repeat(100), "big.txt", "y".repeat(100)));
        var options = EngineOptions.defaults().withMaxFileSize(99);
        var small = write(target, "x.jar", zip("b.lock", "y".repeat(101)));
        assertThat(Files.size(small)).isGreaterThan(99);
        assertThat(scan(target, options, new PerFile("a", named(".lock"))).gaps())
                .extracting(Gap::kind, Gap::path)
                .containsExactly(tuple(Gap.Kind.LIMIT, "big.lock"), tuple(Gap.Kind.LIMIT, "x.jar"));
    }

    @Test
    void skipsAndKeepsByPattern() throws IOException {
        write(target, "a/x.lock", "one");
        write(target, "b/x.lock", "two");
        write(target, "b/c/y.lock", "three");
        var scanner = new PerFile("a", named(".lock"));
        var skipping = EngineOptions.defaults().withSkip(List.of("/b/c/"));
        assertThat(paths(scan(target, skipping, scanner))).containsExactly("a/x.lock", "b/x.lock");
        var only = EngineOptions.defaults().withOnly(List.of("b/"));
        assertThat(paths(scan(target, only, scanner))).containsExactly("b/c/y.lock", "b/x.lock");
    }

    @Test
    void refusesTargetsThatAreNotThere() {
        assertThatThrownBy(() -> scan(target.resolve("gone"), EngineOptions.defaults()))
                .isInstanceOf(InvalidTargetException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void refusesTwoScannersOfOneName() {
        assertThatThrownBy(() -> scan(new PerFile("a", named("")), new PerProject("a", named(""))))
                .hasMessageContaining("'a'");
    }
}
