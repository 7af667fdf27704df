// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OsvArchiveTest {

    private static final String DATE = "2026-01-01T00:00:00Z";

    @TempDir
    private Path folder;

    private final RecordBatch batch = new RecordBatch();

    @Test
    void readsEveryRecordAndNothingElse() throws Exception {
        read(SmallBucket.zip(Map.of(
                "A-1.json", SmallBucket.record("npm", "A-1", DATE),
                "deep/A-2.json", SmallBucket.record("npm", "A-2", DATE),
                "README.md", new byte[] {1})));
        batch.verify("it");
        assertThat(batch.dates().keySet()).containsExactly("A-1", "A-2");
        assertThat(batch.newest()).isEqualTo(DATE);
        assertThat(batch.rejected()).isEmpty();
    }

    @Test
    void namesWhatItCannotRead() throws Exception {
        read(SmallBucket.zip(Map.of(
                "A-1.json", SmallBucket.record("npm", "A-1", DATE),
                "A-2.json", "<html>".getBytes(StandardCharsets.UTF_8))));
        batch.verify("it");
        assertThat(batch.dates().keySet()).containsExactly("A-1");
        assertThat(batch.rejected()).singleElement().asString().startsWith("A-2.json: ");
    }

    @Test
    void refusesABatchThatIsMostlyUnreadable() throws Exception {
        var files = new TreeMap<String, byte[]>();
        for (int i = 0; i < 100; i++) {
            files.put(i + ".json", i < 20 ? new byte[] {'['} : SmallBucket.record("npm", "A-" + i, DATE));
        }
        read(SmallBucket.zip(files));
        assertThatThrownBy(() -> batch.verify("it"))
                .isInstanceOf(FeedException.class)
                .hasMessageStartingWith("it: 20 of 100 records cannot be read");
    }

    @Test
    void refusesAnEmptyArchive() throws Exception {
        read(SmallBucket.zip(Map.of("README.md", new byte[0])));
        assertThatThrownBy(() -> batch.verify("it")).hasMessage("it holds no advisory");
    }

    @Test
    void seesDamageThatStillUnpacks() {
        byte[] zip = SmallBucket.zip(Map.of("A-1.json", SmallBucket.record("npm", "A-1", DATE)));
        // The checksum of the only entry stands in the central directory, 16 bytes behind its signature.
        for (int i = 0; i < zip.length - 20; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) zip[i + 16] ^= 1;
        }
        assertThatThrownBy(() -> read(zip)).isInstanceOf(FeedException.class).hasMessageContaining("wrong checksum");
    }

    @Test
    void refusesBombs() {
        byte[] bomb = SmallBucket.zip(Map.of("A-1.json", new byte[64 << 20]));
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThatThrownBy(() -> read(bomb))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("unpacks to more than 16777216 bytes");
        var many = new TreeMap<String, byte[]>();
        for (int i = 0; i < 10; i++) many.put(i + ".json", new byte[2 << 20]);
        assertThatThrownBy(() -> read(SmallBucket.zip(many)))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("far more than its size warrants");
    }

    @Test
    void failsOnlyAsDocumentedWhateverTheBytes() throws Exception {
        var files = new TreeMap<String, byte[]>();
        for (int i = 0; i < 5; i++) files.put(i + ".json", SmallBucket.record("npm", "A-" + i, DATE));
        byte[] zip = SmallBucket.zip(files);
        for (long seed = 0; seed < 400; seed++) {
            var random = new Random(seed);
            byte[] mutant = Arrays.copyOf(zip, seed % 5 == 0 ? random.nextInt(zip.length) : zip.length);
            for (int i = random.nextInt(6); i > 0 && mutant.length > 0; i--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            try {
                read(mutant);
            } catch (FeedException e) {
                assertThat(e.reason()).as("seed " + seed).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private void read(byte[] zip) throws Exception {
        Path file = folder.resolve("all.zip");
        Files.write(file, zip);
        OsvArchive.read(file, "https://host/all.zip", batch);
    }
}
