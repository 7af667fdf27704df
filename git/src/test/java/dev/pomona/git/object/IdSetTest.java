// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdSetTest {

    @TempDir
    Path folder;

    private static List<ObjectId> ids(Random random, int count, ObjectFormat format) {
        var ids = new ArrayList<ObjectId>();
        var bytes = new byte[format.bytes()];
        for (int i = 0; i < count; i++) {
            random.nextBytes(bytes);
            if (i % 3 == 0) bytes[0] = 0;
            if (i % 7 == 0) bytes[0] = (byte) 0xFF;
            ids.add(ObjectId.at(bytes, 0, format));
        }
        return ids;
    }

    @Test
    void holdsWhatIsInItInMemoryAndAsFile() throws Exception {
        for (ObjectFormat format : ObjectFormat.values()) {
            var random = new Random(4);
            List<ObjectId> ids = ids(random, 3000, format);
            ids.addAll(ids.subList(0, 10));
            IdSet set = IdSet.of(ids, format);
            Path file = folder.resolve("set");
            set.write(file);
            IdSet read = IdSet.open(file);
            assertThat(read.format()).isEqualTo(format);
            assertThat(read.size()).isEqualTo(3000);
            assertThat(ids).allMatch(read::contains).allMatch(set::contains);
            assertThat(ids(random, 3000, format)).noneMatch(read::contains);
            List<ObjectId> more = ids(random, 500, format);
            more.addAll(ids.subList(0, 100));
            var expected = new TreeSet<>(ids);
            expected.addAll(more);
            IdSet both = read.plus(more);
            var all = new ArrayList<ObjectId>();
            for (int i = 0; i < both.size(); i++) all.add(both.get(i));
            assertThat(all).containsExactlyElementsOf(expected);
            assertThat(folder.toFile().list()).containsExactly("set");
        }
    }

    @Test
    void mayBeEmpty() throws Exception {
        IdSet.empty(ObjectFormat.SHA1).write(folder.resolve("none"));
        assertThat(IdSet.open(folder.resolve("none")).size()).isZero();
        assertThat(IdSet.open(folder.resolve("none"))
                        .contains(ids(new Random(1), 1, ObjectFormat.SHA1).getFirst()))
                .isFalse();
    }

    @Test
    void refusesAFileThatWasChangedAnywhere() throws Exception {
        Path file = folder.resolve("set");
        IdSet.of(ids(new Random(5), 20, ObjectFormat.SHA1), ObjectFormat.SHA1).write(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 0x10;
            Path other = folder.resolve("changed");
            Files.write(other, changed);
            assertThatThrownBy(() -> IdSet.open(other)).as("byte %d", at).isInstanceOf(GitFormatException.class);
        }
        for (int length : new int[] {0, 7, 1047, bytes.length - 1}) {
            Path other = folder.resolve("cut");
            Files.write(other, java.util.Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> IdSet.open(other)).isInstanceOf(GitFormatException.class);
        }
    }

    @Test
    void idsAreOrderedAsTheirDigitsAre() {
        for (ObjectFormat format : ObjectFormat.values()) {
            List<ObjectId> ids = ids(new Random(6), 300, format);
            List<String> digits = ids.stream().map(ObjectId::toString).sorted().toList();
            assertThat(ids.stream().sorted().map(ObjectId::toString).toList()).isEqualTo(digits);
            assertThat(ids).allSatisfy(id -> {
                assertThat(ObjectId.parse(id.toString())).isEqualTo(id);
                assertThat(ObjectId.at(id.toBytes(), 0, format)).isEqualTo(id).hasSameHashCodeAs(id);
            });
        }
        assertThat(ObjectId.parse("12")).isNull();
        assertThat(ObjectId.parse("g".repeat(40))).isNull();
    }
}
