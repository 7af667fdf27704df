// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import static dev.pomona.engine.TestFiles.bytes;
import static dev.pomona.engine.TestFiles.entries;
import static dev.pomona.engine.TestFiles.gzip;
import static dev.pomona.engine.TestFiles.tar;
import static dev.pomona.engine.TestFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.github.luben.zstd.ZstdOutputStream;
import dev.pomona.model.report.Gap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchiveReaderTest {

    private final Shown shown = new Shown();

    private Shown read(String name, byte[] archive) {
        return shown.read(name, archive, ArchiveLimits.DEFAULT);
    }

    private interface Packer {
        OutputStream pack(OutputStream target) throws IOException;
    }

    private static byte[] pack(Packer packer, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = packer.pack(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void readsZips() {
        read("a.zip", zip("x.txt", "one", "d/", "", "d/y.txt", "two"));
        assertThat(shown.files).containsExactly("a.zip!/x.txt=one", "a.zip!/d/y.txt=two");
        read("b.jar", zip(ZipEntry.STORED, entries("x.txt", "one")));
        assertThat(shown.files).contains("b.jar!/x.txt=one");
        assertThat(shown.gaps).isEmpty();
    }

    @Test
    void readsEveryCompression() throws IOException {
        byte[] tar = tar("x.txt", "one");
        read("a.tar.gz", gzip(tar));
        read("b.tar.bz2", pack(BZip2CompressorOutputStream::new, tar));
        read("c.tar.xz", pack(out -> new XZOutputStream(out, new LZMA2Options(1)), tar));
        read("d.tar.zst", pack(ZstdOutputStream::new, tar));
        read("e.txt.zst", pack(ZstdOutputStream::new, bytes("two")));
        read("f.tgz", gzip(tar));
        assertThat(shown.files)
                .containsExactly(
                        "a.tar.gz!/x.txt=one",
                        "b.tar.bz2!/x.txt=one",
                        "c.tar.xz!/x.txt=one",
                        "d.tar.zst!/x.txt=one",
                        "e.txt.zst!/e.txt=two",
                        "f.tgz!/x.txt=one");
        assertThat(shown.gaps).isEmpty();
    }

    @Test
    void readsTheLayersOfASavedImage() {
        String layer = "blobs/sha256/" + "ab".repeat(32);
        String packed = "blobs/sha256/" + "cd".repeat(32);
        String config = "blobs/sha256/" + "ef".repeat(32);
        byte[] image = tar(
                layer,
                tar("etc/app.txt", "one"),
                packed,
                gzip(tar("root/x.txt", "two")),
                config,
                "{}",
                "old/layer.tar",
                tar("y.txt", "three"));
        shown.nested = true;
        read("image.tar", image);
        assertThat(shown.files)
                .containsExactly(
                        "image.tar!/%s!/etc/app.txt=one".formatted(layer),
                        "image.tar!/%s!/root/x.txt=two".formatted(packed),
                        "image.tar!/old/layer.tar!/y.txt=three");
        assertThat(shown.gaps).isEmpty();
    }

    @Test
    void findsZipsBehindAScript() {
        byte[] zip = zip("x.txt", "one");
        byte[] script = bytes("#!/bin/sh\nexec java -jar \"$0\"\n");
        byte[] both = Arrays.copyOf(script, script.length + zip.length);
        System.arraycopy(zip, 0, both, script.length, zip.length);
        assertThat(read("run.jar", both).files).containsExactly("run.jar!/x.txt=one");
        assertThat(shown.gaps).isEmpty();
    }

    @Test
    void namesNeverLeadOut() {
        read("a.zip", zip("../up.txt", "1", "/abs.txt", "2", "./d/./x.txt", "3", "a/../../b.txt", "4"));
        assertThat(shown.files).containsExactly("a.zip!/abs.txt=2", "a.zip!/d/x.txt=3");
        assertThat(shown.gaps).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(Gap.Kind.MALFORMED);
            assertThat(gap.path()).isEqualTo("a.zip");
        });
    }

    @Test
    void windowsNamesBecomeFolders() {
        assertThat(read("a.zip", zip("d\\x.txt", "1")).files).containsExactly("a.zip!/d/x.txt=1");
    }

    @Test
    void twoFilesOfOneNameAreAGap() {
        byte[] zip = zip("a.txt", "first", "b.txt", "second");
        byte[] twice = new String(zip, StandardCharsets.ISO_8859_1)
                .replace("b.txt", "a.txt")
                .getBytes(StandardCharsets.ISO_8859_1);
        read("a.zip", twice);
        assertThat(shown.files).containsExactly("a.zip!/a.txt=first");
        assertThat(shown.gaps).extracting(Gap::path).containsExactly("a.zip!/a.txt");
    }

    @Test
    void directoriesThatLieAreAGap() {
        byte[] zip = zip("a.txt", "first");
        var text = new String(zip, StandardCharsets.ISO_8859_1);
        byte[] other = (text.substring(0, 20) + text.substring(20, 40).replace("a.txt", "b.txt") + text.substring(40))
                .getBytes(StandardCharsets.ISO_8859_1);
        read("a.zip", other);
        assertThat(shown.files).containsExactly("a.zip!/a.txt=first");
        assertThat(shown.gaps)
                .extracting(Gap::message)
                .containsExactly("its directory names files otherwise than the files themselves");
    }

    @Test
    void malformedNamesStayApart() {
        byte[] zip = zip("xx1.txt", "one", "xx2.txt", "two");
        byte[] bad = zip.clone();
        for (int i = 0; i < bad.length - 2; i++) {
            if (bad[i] == 'x' && bad[i + 1] == 'x') bad[i] = bad[i + 2] == '1' ? (byte) 0xE9 : (byte) 0xFF;
        }
        assertThat(read("a.zip", bad).files).containsExactly("a.zip!/\\xE9x1.txt=one", "a.zip!/\\xFFx2.txt=two");
    }

    @Test
    void encryptedEntriesAreUnsupported() {
        byte[] zip = zip("a.txt", "first");
        int directory = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        zip[directory + 8] |= 1;
        assertThat(read("a.zip", zip).gaps).containsExactly(new Gap(Gap.Kind.UNSUPPORTED, "a.zip!/a.txt", "encrypted"));
    }

    @Test
    void cutOffArchivesShowWhatIsThere() {
        byte[] zip = zip("a.txt", "first".repeat(50), "b.txt", "second");
        read("a.zip", Arrays.copyOf(zip, zip.length - 60));
        assertThat(shown.files).contains("a.zip!/a.txt=" + "first".repeat(50));
        assertThat(shown.gaps).extracting(Gap::kind, Gap::path).contains(tuple(Gap.Kind.MALFORMED, "a.zip"));
        shown.clear();
        byte[] stored = zip(ZipEntry.STORED, entries("a.txt", "first", "b.txt", "second"));
        read("b.zip", Arrays.copyOf(stored, stored.length - 30));
        assertThat(shown.files).containsExactly("b.zip!/a.txt=first", "b.zip!/b.txt=second");
        shown.clear();
        byte[] tar = tar("a.txt", "first", "b.txt", "second".repeat(200));
        read("c.tar", Arrays.copyOf(tar, 512 + 512 + 512 + 700));
        assertThat(shown.files).containsExactly("c.tar!/a.txt=first");
        assertThat(shown.gaps).extracting(Gap::kind).containsExactly(Gap.Kind.MALFORMED);
        shown.clear();
        byte[] gzip = gzip(tar("a.txt", "first", "b.txt", randomText(5000)));
        read("d.tgz", Arrays.copyOf(gzip, gzip.length / 2));
        assertThat(shown.files).containsExactly("d.tgz!/a.txt=first");
        assertThat(shown.gaps).extracting(Gap::kind).containsExactly(Gap.Kind.MALFORMED);
    }

    @Test
    void tarsMayLinkAndPointAnywhere() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (byte type : new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK}) {
                var link = new TarArchiveEntry("link" + type + ".txt", type);
                link.setLinkName("../../etc/passwd");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
            tar.putArchiveEntry(new TarArchiveEntry("fifo.txt", TarConstants.LF_FIFO));
            tar.closeArchiveEntry();
            var up = new TarArchiveEntry("../up.txt", true);
            up.setSize(1);
            tar.putArchiveEntry(up);
            tar.write('x');
            tar.closeArchiveEntry();
        }
        read("a.tar", bytes.toByteArray());
        assertThat(shown.files).isEmpty();
        assertThat(shown.gaps)
                .extracting(gap -> gap.kind() + " " + gap.path())
                .containsExactly("MALFORMED a.tar", "UNSUPPORTED a.tar!/link49.txt", "UNSUPPORTED a.tar!/link50.txt");
    }

    @Test
    void readsLongAndForeignTarNames() {
        String name = "d/".repeat(60) + "é".repeat(60) + ".txt";
        assertThat(read("a.tar", tar(name, "one")).files).containsExactly("a.tar!/" + name + "=one");
    }

    @Test
    void denseStreamsEndAtTheRatio() {
        byte[] bomb = gzip(new byte[70 << 20]);
        read("bomb.txt.gz", bomb);
        assertThat(shown.gaps).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(Gap.Kind.LIMIT);
            assertThat(gap.message()).contains("200 times its size");
        });
        shown.clear();
        shown.nested = true;
        read("bomb.txt.gz.gz", gzip(bomb));
        assertThat(shown.gaps).extracting(Gap::kind).contains(Gap.Kind.LIMIT);
        shown.clear();
        read("bomb.zip", zip("bomb.txt", new byte[70 << 20], "good.txt", "x"));
        assertThat(shown.gaps).extracting(Gap::kind).contains(Gap.Kind.LIMIT);
    }

    @Test
    void archivesInArchivesEndAtTheTotal() {
        byte[] level = zip("x.txt", new byte[200_000]);
        for (int i = 0; i < 4; i++) {
            var entries = new Object[16];
            for (int e = 0; e < entries.length; e += 2) {
                entries[e] = e + ".zip";
                entries[e + 1] = level;
            }
            level = zip(entries);
        }
        shown.nested = true;
        shown.read("42.zip", level, ArchiveLimits.DEFAULT.withBytes(20_000_000));
        assertThat(shown.gaps).extracting(Gap::kind, Gap::path).contains(tuple(Gap.Kind.LIMIT, "42.zip"));
        assertThat(shown.files.size()).isLessThanOrEqualTo(100);
    }

    @Test
    void entriesThatShareBytesAreDamage() {
        byte[] zip = zip(ZipEntry.STORED, entries("a.txt", randomText(3000), "b.txt", "short"));
        var text = new String(zip, StandardCharsets.ISO_8859_1);
        int first = text.indexOf("PK\1\2");
        int second = text.indexOf("PK\1\2", first + 4);
        // The second entry points to where the first is, with its size and checksum.
        System.arraycopy(zip, first + 16, zip, second + 16, 12);
        System.arraycopy(zip, first + 42, zip, second + 42, 4);
        read("a.zip", zip);
        assertThat(shown.files).hasSize(1);
        assertThat(shown.gaps).extracting(Gap::kind).contains(Gap.Kind.MALFORMED);
    }

    @Test
    void manyEntriesEndAtTheCount() {
        var entries = new Object[400];
        for (int i = 0; i < entries.length; i += 2) {
            entries[i] = i + ".txt";
            entries[i + 1] = "x";
        }
        shown.read("many.zip", zip(entries), ArchiveLimits.DEFAULT.withEntries(100));
        assertThat(shown.files).hasSize(100);
        assertThat(shown.gaps).extracting(Gap::kind).containsExactly(Gap.Kind.LIMIT);
    }

    @Test
    void whatIsNoArchiveIsSaidToBeNone() {
        read("a.jar", bytes("version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 7\n"));
        read("b.jar", bytes("<html>404</html>"));
        read("c.jar", new byte[0]);
        read("d.jar", new byte[2000]);
        assertThat(shown.gaps)
                .extracting(gap -> gap.kind() + " " + gap.path())
                .containsExactly("UNRESOLVED a.jar", "MALFORMED b.jar", "MALFORMED c.jar", "MALFORMED d.jar");
    }

    @Test
    void overlongNamesAreALimit() {
        read("a.zip", zip("x".repeat(5000) + ".txt", "1", "d/".repeat(300) + "x.txt", "2"));
        assertThat(shown.files).isEmpty();
        assertThat(shown.gaps).extracting(Gap::kind).containsExactly(Gap.Kind.LIMIT, Gap.Kind.LIMIT);
    }

    @Test
    void nothingEscapesFromDamage() throws IOException {
        byte[] tar = tar("a.txt", "first", "d/".repeat(80) + "b.txt", "second");
        var seeds = entries(
                "a.zip", zip("a.txt", randomText(400), "b/c.txt", "second", "d.zip", zip("e.txt", "third")),
                "b.jar", zip(ZipEntry.STORED, entries("a.txt", "first", "b.txt", "second")),
                "c.tar", tar,
                "d.tgz", gzip(tar),
                "e.tar.xz", pack(o -> new XZOutputStream(o, new LZMA2Options(0)), tar),
                "f.tar.zst", pack(ZstdOutputStream::new, tar),
                "g.tar.bz2", pack(BZip2CompressorOutputStream::new, tar));
        long seed = 7;
        var random = new Random(seed);
        shown.nested = true;
        for (int round = 0; round < 2000; round++) {
            int pick = random.nextInt(seeds.size());
            String name = seeds.keySet().stream().skip(pick).findFirst().orElseThrow();
            byte[] bad = seeds.get(name).clone();
            int changes = 1 + random.nextInt(6);
            for (int i = 0; i < changes; i++) bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            if (random.nextInt(4) == 0) bad = Arrays.copyOf(bad, random.nextInt(bad.length));
            shown.clear();
            try {
                shown.read(name, bad, ArchiveLimits.DEFAULT.withBytes(1 << 20));
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed %d, round %d, %s".formatted(seed, round, name), e);
            }
            assertThat(shown.files)
                    .allSatisfy(file ->
                            assertThat(file.split("=", 2)[0].split("/", -1)).doesNotContain("..", "", "."));
        }
    }

    private static String randomText(int length) {
        var random = new Random(1);
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) text.append(String.format(Locale.ROOT, "%x", random.nextInt(16)));
        return text.toString();
    }
}
