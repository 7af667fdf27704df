// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedOpenerTest {

    private static final String DATE = "2026-01-01T00:00:00Z";

    @TempDir
    private Path folder;

    private final SmallBucket bucket = new SmallBucket()
            .with("npm", "A-1", DATE)
            .with("Red Hat", "A-2", DATE)
            .with("Go", "A-3", DATE);

    private final Transfer transfer = new Transfer();

    @BeforeEach
    void makeScratch() throws IOException {
        Files.createDirectories(scratch());
    }

    @Test
    void findsAllPartsOfAMirrorWhereverItIs() throws Exception {
        Path mirror = folder.resolve("mirror");
        bucket.mirrorFiles(SmallBucket.to(mirror));
        Path zip = folder.resolve("mirror.zip");
        var files = new TreeMap<String, byte[]>();
        bucket.mirrorFiles(files::put);
        Files.write(zip, SmallBucket.zip(files));
        try (var server = new LocalServer()) {
            bucket.mirrorFiles((path, content) -> server.put("at/" + path.replace(" ", "%20"), content));
            var bases = List.of(
                    mirror.toString(),
                    mirror.toUri().toString(),
                    zip.toString(),
                    zip.toUri().toString(),
                    server.base() + "/at",
                    server.base() + "/at/");
            for (String base : bases) {
                assertThat(contents(new FeedSource.Mirror(base), EcosystemChoice.all()))
                        .as(base)
                        .containsExactlyEntriesOf(new TreeMap<>(
                                Map.of("epss", 1, "kev", 1, "osv/Go", 1, "osv/Red Hat", 1, "osv/npm", 1)));
            }
        }
    }

    @Test
    void takesABareBucketForAMirrorWithoutTheRest() throws Exception {
        bucket.files(false, SmallBucket.to(folder.resolve("bucket")));
        var source = new FeedSource.Mirror(folder.resolve("bucket").toString());
        assertThat(contents(source, EcosystemChoice.of(List.of("npm")))).containsExactly(Map.entry("osv/npm", 1));
    }

    @Test
    void findsEcosystemsOfAFolderWithoutAList() throws Exception {
        bucket.files(false, SmallBucket.to(folder.resolve("bucket")));
        Files.delete(folder.resolve("bucket/ecosystems.txt"));
        var source = new FeedSource.OsvBucket(folder.resolve("bucket").toString());
        assertThat(contents(source, EcosystemChoice.all()).keySet())
                .containsExactly("osv/Go", "osv/Red Hat", "osv/npm");
    }

    @Test
    void asksForReleasesByTheirEcosystem() throws Exception {
        assertThat(EcosystemChoice.of(List.of("Debian:12", "Debian:11", "npm")))
                .isEqualTo(new EcosystemChoice.Only(Set.of("Debian", "npm")));
        bucket.with("Debian", "D-1", DATE).with("Debian:12", "D-1", DATE);
        bucket.files(false, SmallBucket.to(folder.resolve("bucket")));
        var source = new FeedSource.OsvBucket(folder.resolve("bucket").toString());
        assertThat(contents(source, EcosystemChoice.all()).keySet())
                .contains("osv/Debian")
                .doesNotContain("osv/Debian:12");
    }

    @Test
    void leavesNoFolderByAnEcosystemsName() throws Exception {
        bucket.files(false, SmallBucket.to(folder.resolve("bucket")));
        var source = new FeedSource.OsvBucket(folder.resolve("bucket").toString());
        assertThat(contents(source, EcosystemChoice.of(List.of("..", "../x", "a/b", "", "\\", "npm\0"))))
                .isEmpty();
    }

    @Test
    void readsFilesByTheirOwnAddress() throws Exception {
        Path kev = folder.resolve("kev.json");
        Files.writeString(kev, SmallBucket.kev("CVE-2026-7"));
        Path epss = folder.resolve("scores.bin");
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(SmallBucket.epss("CVE-2026-7").getBytes(StandardCharsets.UTF_8));
        }
        Files.write(epss, packed.toByteArray());
        assertThat(contents(new FeedSource.KevFile(kev.toString()), EcosystemChoice.all()))
                .containsKey("kev");
        assertThat(contents(new FeedSource.EpssFile(epss.toUri().toString()), EcosystemChoice.all()))
                .containsKey("epss");
    }

    @Test
    void findsFilesInAFolderByTheirUsualNames() throws Exception {
        Path mirror = folder.resolve("mirror");
        bucket.mirrorFiles(SmallBucket.to(mirror));
        assertThat(contents(new FeedSource.KevFile(mirror.resolve("kev").toString()), EcosystemChoice.all()))
                .containsKey("kev");
        var epss = new FeedSource.EpssFile(mirror.resolve("epss").toUri().toString());
        assertThat(contents(epss, EcosystemChoice.all())).containsKey("epss");
    }

    @Test
    void aFileThatSomebodyNamedMustBeThere() {
        try (var server = new LocalServer()) {
            for (FeedSource source : List.of(
                    new FeedSource.KevFile(folder.resolve("none.json").toString()),
                    new FeedSource.KevFile(folder.toString()),
                    new FeedSource.KevFile(server.base() + "/none.json"),
                    new FeedSource.EpssFile(folder.resolve("none.csv").toString()),
                    new FeedSource.EpssFile(server.base() + "/none.csv"))) {
                assertThatThrownBy(() -> contents(source, EcosystemChoice.all()))
                        .isInstanceOf(FeedException.class)
                        .hasMessageContaining("there is no file at");
            }
        }
    }

    @Test
    void refusesFilesThatAreNotWhatTheyShouldBe() throws Exception {
        Path file = folder.resolve("file");
        for (String content : List.of("", "<html>", "{}", "{\"vulnerabilities\": []}", "cve,epss,percentile\n")) {
            Files.writeString(file, content);
            for (FeedSource source :
                    List.of(new FeedSource.KevFile(file.toString()), new FeedSource.EpssFile(file.toString()))) {
                assertThatThrownBy(() -> contents(source, EcosystemChoice.all()))
                        .as(content)
                        .isInstanceOf(FeedException.class)
                        .hasMessageContaining(file.toString());
            }
        }
    }

    @Test
    void refusesPackedBombs() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            byte[] lines = "\n".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 65; i++) gzip.write(lines);
        }
        Path file = folder.resolve("epss.csv.gz");
        Files.write(file, packed.toByteArray());
        assertThatThrownBy(() -> contents(new FeedSource.EpssFile(file.toString()), EcosystemChoice.all()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("unpacks to more than");
    }

    @Test
    void readsAFolderOfRecordsAtAnyDepthAndAZipOfThem() throws Exception {
        BiConsumer<String, byte[]> records = SmallBucket.to(folder.resolve("own"));
        records.accept("a.json", SmallBucket.record("npm", "OWN-1", DATE));
        records.accept("2026/01/b.json", SmallBucket.record("npm", "OWN-2", DATE));
        records.accept("README.md", new byte[0]);
        var source = new FeedSource.OsvFolder("ours", folder.resolve("own"));
        assertThat(contents(source, EcosystemChoice.all())).containsExactly(Map.entry("folder/ours", 2));
        Path zip = folder.resolve("own.zip");
        Files.write(zip, SmallBucket.zip(Map.of("x.json", SmallBucket.record("npm", "OWN-3", DATE))));
        assertThat(contents(new FeedSource.OsvFolder("ours", zip), EcosystemChoice.all()))
                .containsExactly(Map.entry("folder/ours", 1));
        assertThat(contents(new FeedSource.OsvFolder("ours", folder.resolve("none")), EcosystemChoice.all()))
                .isEmpty();
    }

    @Test
    void namesPublicAddressesThatCanBeReplaced() {
        assertThat(FeedSource.publicData()).allMatch(FeedSource::isRemote);
        assertThat(new FeedSource.Mirror("file:///srv").isRemote()).isFalse();
        assertThat(new FeedSource.Mirror("https://host").isRemote()).isTrue();
        assertThat(new FeedSource.OsvFolder("x", folder).isRemote()).isFalse();
    }

    @Test
    void opensNothingRemoteWhenOffline() {
        try (var opener = new FeedOpener(network(true), scratch())) {
            for (FeedSource source : FeedSource.publicData()) {
                assertThatThrownBy(() -> opener.open(source, EcosystemChoice.all(), transfer))
                        .isInstanceOf(FeedException.class)
                        .hasMessage("the network is not to be used");
            }
        }
    }

    /// How much each feed of a source holds.
    private TreeMap<String, Integer> contents(FeedSource source, EcosystemChoice choice) throws FeedException {
        var contents = new TreeMap<String, Integer>();
        try (var opener = new FeedOpener(network(false), scratch())) {
            for (AdvisoryFeed feed : opener.open(source, choice, transfer)) {
                if (feed.fetch(Held.NOTHING, transfer) instanceof FeedResult.Fresh fresh) {
                    contents.put(feed.name(), fresh.content().size());
                }
            }
        }
        assertThat(scratch()).isEmptyDirectory();
        return contents;
    }

    private Path scratch() {
        return folder.resolve("scratch");
    }

    private static Network network(boolean offline) {
        return new Network(
                offline,
                HttpSettings.DEFAULT,
                new RecordingSleeper(),
                new Random(1),
                InstantSource.fixed(Instant.EPOCH));
    }
}
