// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.ignore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitIndexTest {

    private static final List<String> PATHS =
            List.of("a", "a-b/c.lock", "a-b/d.lock", "deep/" + "x".repeat(300) + "/y", "deep/z", "g.lock", "h1234567");

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void readsEveryVersion(int version) {
        assertThat(GitIndex.paths(TestIndexes.of(version, 20, PATHS))).isEqualTo(PATHS);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void readsLongIds(int version) {
        assertThat(GitIndex.paths(TestIndexes.of(version, 32, PATHS))).isEqualTo(PATHS);
    }

    @Test
    void refusesWhatIsNoIndex() {
        assertThatThrownBy(() -> GitIndex.paths(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GitIndex.paths("ref: refs/heads/main".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GitIndex.paths(TestIndexes.of(5, 20, PATHS)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void survivesMutations() {
        long seed = 20261122;
        var random = new Random(seed);
        for (int i = 0; i < 4000; i++) {
            byte[] index = TestIndexes.of(2 + i % 3, 20, PATHS);
            for (int n = random.nextInt(4); n >= 0; n--) index[random.nextInt(index.length)] = (byte) random.nextInt();
            try {
                assertThat(GitIndex.paths(index))
                        .as("seed %d, mutation %d", seed, i)
                        .hasSizeLessThan(index.length);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void knowsFilesAndTheirFoldersAsTracked() {
        var tracked = new TrackedFiles(() -> List.of("a-b/c", "a/b/c", "d"));
        assertThat(List.of("a", "a/b", "a/b/c", "a-b", "d")).allMatch(tracked::has);
        assertThat(List.of("a/c", "a/b/c/d", "a/b/cc", "b", "")).noneMatch(tracked::has);
    }
}
