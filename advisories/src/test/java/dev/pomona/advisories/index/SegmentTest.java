// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.advisories.TestIndex;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Affected;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.advisory.Reference;
import dev.pomona.model.advisory.SeverityRating;
import dev.pomona.model.advisory.VersionRange;
import dev.pomona.model.advisory.VersionRange.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTest {

    @TempDir
    Path folder;

    private static Advisory advisory(int number) {
        var name = new PackageName(number % 3 == 0 ? "PyPI" : "npm", "package-" + number % 50);
        var events = List.<Event>of(
                new Event.Introduced("0"),
                new Event.Fixed("1." + number),
                new Event.Introduced("2.0"),
                new Event.LastAffected("2.5"),
                new Event.Limit("*"));
        return new Advisory(
                "GHSA-" + number,
                "ghsa",
                List.of("CVE-2020-" + number),
                List.of("CVE-1999-" + number),
                number % 2 == 0 ? Instant.ofEpochSecond(1_600_000_000L + number, 5) : null,
                Instant.ofEpochSecond(1_700_000_000L + number),
                number % 7 == 0 ? Instant.EPOCH : null,
                "Überlauf № " + number,
                "details ".repeat(number % 100),
                List.of(new SeverityRating(SeverityRating.Notation.WORD, "HIGH")),
                List.of(79, number),
                List.of(new Affected(
                        name,
                        List.of(new VersionRange(VersionRange.Kind.SEMVER, events)),
                        List.of("1.0", "1.1"),
                        List.of(new SeverityRating(SeverityRating.Notation.CVSS_3, "CVSS:3.1/AV:N")),
                        List.of("f", "g"))),
                List.of(new Reference("web", "https://example.org/" + number)));
    }

    private static List<Advisory> advisories(int count) {
        return IntStream.range(0, count).mapToObj(SegmentTest::advisory).toList();
    }

    @Test
    void findsWhatWasWritten() throws IOException {
        Path file = folder.resolve("npm");
        List<Advisory> advisories = advisories(500);
        SegmentWriter.writeAdvisories(file, advisories);
        var segment = (AdvisorySegment) Segment.open(file);
        AdvisoryIndex index = AdvisoryIndex.of(List.of(segment));

        assertThat(segment.kind()).isEqualTo(Segment.Kind.ADVISORIES);
        assertThat(segment.size()).isEqualTo(500);
        assertThat(segment.newest()).isEqualTo(Instant.ofEpochSecond(1_700_000_499L));
        assertThat(index.ecosystems()).containsExactly("PyPI", "npm");
        assertThat(segment.advisories()).containsExactlyInAnyOrderElementsOf(advisories);
        for (Advisory advisory : advisories) {
            assertThat(index.advisory(advisory.id())).contains(advisory);
            assertThat(index.advisory(advisory.aliases().getFirst())).contains(advisory);
            assertThat(index.advisoriesWithAlias(advisory.id())).containsExactly(advisory);
            assertThat(index.advisoriesRelatedTo(advisory.related().getFirst())).containsExactly(advisory);
            assertThat(index.advisoriesFor(advisory.affected().getFirst().packageName()))
                    .contains(advisory);
        }
        assertThat(index.advisoriesFor(new PackageName("npm", "package-1"))).hasSize(7);
        assertThat(index.advisoriesFor(new PackageName("npm", "package"))).isEmpty();
        assertThat(index.advisoriesFor(new PackageName("Maven", "package-1"))).isEmpty();
        assertThat(index.advisory("GHSA-500")).isEmpty();
        assertThat(index.advisory("CVE-1999-1")).isEmpty();
    }

    @Test
    void findsPackagesInEverySpelling() {
        AdvisoryIndex index = TestIndex.of("""
                {'id': 'PYSEC-1', 'affected': [{'package': {'ecosystem': 'PyPI', 'name': 'Zope.Interface'}}]}
                """);
        for (String name : List.of("zope-interface", "zope_interface", "ZOPE.-_interface")) {
            assertThat(index.advisoriesFor(new PackageName("PyPI", name)))
                    .as(name)
                    .hasSize(1);
        }
    }

    @Test
    void writesTheSameBytesWhateverTheOrder() throws IOException {
        var shuffled = new ArrayList<>(advisories(300));
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        SegmentWriter.writeAdvisories(one, shuffled);
        Collections.shuffle(shuffled, new Random(1));
        shuffled.addAll(shuffled.subList(0, 10));
        SegmentWriter.writeAdvisories(other, shuffled);
        assertThat(one).hasSameBinaryContentAs(other);
        assertThat(Segment.open(one).content()).isEqualTo(Segment.open(other).content());
    }

    @Test
    void keepsTheNewerOfTwoVersionsInOneSegmentAndAcross() throws IOException {
        Advisory old = TestIndex.advisory("{'id': 'GHSA-1', 'modified': '2023-01-01T00:00:00Z', 'summary': 'old'}");
        Advisory young = TestIndex.advisory("{'id': 'GHSA-1', 'modified': '2024-01-01T00:00:00Z', 'summary': 'young'}");
        Path file = folder.resolve("both");
        SegmentWriter.writeAdvisories(file, List.of(young, old));
        assertThat(((AdvisorySegment) Segment.open(file)).advisories()).containsExactly(young);
        SegmentWriter.writeAdvisories(file, List.of(young));
        Segment one = Segment.open(file);
        SegmentWriter.writeAdvisories(file, List.of(old));
        Segment other = Segment.open(file);
        assertThat(AdvisoryIndex.of(List.of(one, other)).advisory("GHSA-1")).contains(young);
    }

    @Test
    void findsExploitedVulnerabilitiesAndScores() throws IOException {
        var kevs = new ArrayList<Kev>();
        var scores = new TreeMap<String, Epss>();
        for (int i = 0; i < 5_000; i++) {
            LocalDate added = LocalDate.of(2022, 1, 1).plusDays(i % 900);
            kevs.add(new Kev("CVE-2021-" + i, added, i % 3 == 0 ? null : added.plusDays(21), i % 5 == 0));
            scores.put("CVE-2021-" + i, new Epss(i / 100_000.0, i % 2 == 0 ? i / 5_000.0 : 1.0 / (i + 1)));
        }
        SegmentWriter.writeKev(folder.resolve("kev"), kevs);
        SegmentWriter.writeEpss(folder.resolve("epss"), scores);
        Segment kev = Segment.open(folder.resolve("kev"));
        Segment epss = Segment.open(folder.resolve("epss"));
        AdvisoryIndex index = AdvisoryIndex.of(List.of(kev, epss));
        assertThat(kev.size()).isEqualTo(5_000);
        assertThat(kev.newest()).isNotNull();
        assertThat(epss.newest()).isNull();
        for (Kev entry : kevs) assertThat(index.kev(entry.cve())).contains(entry);
        scores.forEach((cve, score) -> assertThat(index.epss(cve)).contains(score));
        for (String none : List.of("", "CVE-2021-", "CVE-2021-5000", "CVE-2020-1", "ZZZ")) {
            assertThat(index.kev(none)).isEmpty();
            assertThat(index.epss(none)).isEmpty();
        }
    }

    @Test
    void holdsNothingWithoutComplaint() throws IOException {
        Path file = folder.resolve("empty");
        SegmentWriter.writeAdvisories(file, List.of());
        Segment none = Segment.open(file);
        SegmentWriter.writeKev(file, List.of());
        Segment kev = Segment.open(file);
        AdvisoryIndex index = AdvisoryIndex.of(List.of(none, kev));
        assertThat(index.ecosystems()).isEmpty();
        assertThat(index.advisory("x")).isEmpty();
        assertThat(index.kev("x")).isEmpty();
    }

    @Test
    void staysReadableWhileItIsReplaced() throws IOException {
        Path file = folder.resolve("npm");
        SegmentWriter.writeAdvisories(file, advisories(100));
        Segment before = Segment.open(file);
        SegmentWriter.writeAdvisories(file, advisories(3));
        Files.delete(file);
        assertThat(((AdvisorySegment) before).advisories()).hasSize(100);
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void refusesWhatIsNoSegment() throws IOException {
        Path file = folder.resolve("file");
        for (String content : List.of("", "POMONAIX", "x".repeat(500))) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> Segment.open(file)).isInstanceOf(CorruptSegmentException.class);
        }
    }

    /// A few bits are padding of the compressor: those change nothing, all others are noticed.
    @Test
    void readsTheTruthOrNothingWhenABitIsFlipped() throws IOException {
        Path file = folder.resolve("npm");
        List<Advisory> advisories = advisories(40);
        SegmentWriter.writeAdvisories(file, advisories);
        byte[] bytes = Files.readAllBytes(file);
        int noticed = 0;
        for (int i = 0; i < bytes.length; i += 7) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) (1 << i % 8);
            try {
                assertThat(readAll(damaged)).as("byte %d", i).containsExactlyInAnyOrderElementsOf(advisories);
            } catch (CorruptSegmentException e) {
                noticed++;
            }
        }
        assertThat(noticed).isGreaterThan(bytes.length / 7 - 5);
    }

    /// With its checksums put right, a changed file may hold anything; it must still be read or refused.
    @Test
    void survivesHostileFilesWithCorrectChecksums() throws IOException {
        long seed = 42;
        var random = new Random(seed);
        var originals = new ArrayList<byte[]>();
        Path file = folder.resolve("file");
        SegmentWriter.writeAdvisories(file, advisories(60));
        originals.add(Files.readAllBytes(file));
        SegmentWriter.writeKev(file, List.of(new Kev("CVE-2021-1", LocalDate.EPOCH, null, true)));
        originals.add(Files.readAllBytes(file));
        SegmentWriter.writeEpss(file, new TreeMap<>(Map.of("CVE-2021-1", new Epss(0.1, 1.0 / 3))));
        originals.add(Files.readAllBytes(file));
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = originals.get(round % originals.size()).clone();
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                int at = random.nextInt(random.nextBoolean() ? 104 : bytes.length);
                bytes[at] = (byte)
                        (random.nextBoolean()
                                ? random.nextInt(256)
                                : List.of(0, 255, 127, 128).get(random.nextInt(4)));
            }
            if (random.nextInt(10) == 0) bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            Checksums.correct(bytes);
            try {
                readAll(bytes);
            } catch (CorruptSegmentException e) {
                assertThat(e).hasMessageNotContaining("null");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("round %d, seed %d".formatted(round, seed), e);
            }
        }
    }

    private static List<Advisory> readAll(byte[] bytes) {
        Segment segment = SegmentFile.of("test", ByteBuffer.wrap(bytes)).segment();
        AdvisoryIndex index = AdvisoryIndex.of(List.of(segment));
        for (int i = 0; i < 5; i++) {
            index.advisoriesFor(new PackageName("npm", "package-" + i));
            index.advisoriesWithAlias("CVE-2020-" + i);
            index.kev("CVE-2021-" + i);
            index.epss("CVE-2021-" + i);
        }
        return segment instanceof AdvisorySegment some ? some.advisories().toList() : List.of();
    }

    @Test
    void answersManyThreadsAlike() throws IOException {
        Path file = folder.resolve("npm");
        List<Advisory> advisories = advisories(2_000);
        SegmentWriter.writeAdvisories(file, advisories);
        AdvisoryIndex index = AdvisoryIndex.of(List.of(Segment.open(file)));
        boolean right = IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(i -> advisories.get(i * 7919 % 2_000))
                .allMatch(advisory ->
                        index.advisory(advisory.id()).filter(advisory::equals).isPresent());
        assertThat(right).isTrue();
    }
}
