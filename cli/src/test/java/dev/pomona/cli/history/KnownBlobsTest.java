// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownBlobsTest {

    @TempDir
    private Path folder;

    private static ObjectId id(int number) {
        ObjectId id = ObjectId.parse("%040x".formatted(number * 7919L));
        if (id == null) throw new AssertionError();
        return id;
    }

    @Test
    void remembersIdsAndSizes() throws IOException {
        var sizes = new TreeMap<ObjectId, Long>();
        for (int i = 0; i < 1000; i++) sizes.put(id(i), i * 3_000_000_000L);
        Path file = folder.resolve("deep/x.known");
        KnownBlobs.write(file, sizes, ObjectFormat.SHA1);
        KnownBlobs read = KnownBlobs.read(file, ObjectFormat.SHA1);
        assertThat(read.count()).isEqualTo(1000);
        sizes.forEach((id, size) -> assertThat(read.size(id)).hasValue(size));
        assertThat(read.size(id(1000))).isEmpty();
        assertThat(KnownBlobs.read(file, ObjectFormat.SHA256).count()).isZero();
        assertThat(KnownBlobs.read(folder.resolve("none"), ObjectFormat.SHA1).count())
                .isZero();
    }

    @Test
    void takesADamagedFileForNone() throws IOException {
        var sizes = new TreeMap<ObjectId, Long>();
        for (int i = 0; i < 20; i++) sizes.put(id(i), 1L);
        Path file = folder.resolve("x.known");
        KnownBlobs.write(file, sizes, ObjectFormat.SHA1);
        byte[] whole = Files.readAllBytes(file);
        var random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, i % 3 == 0 ? java.util.Arrays.copyOf(whole, random.nextInt(whole.length)) : damaged);
            assertThat(KnownBlobs.read(file, ObjectFormat.SHA1).count()).isZero();
        }
    }
}
