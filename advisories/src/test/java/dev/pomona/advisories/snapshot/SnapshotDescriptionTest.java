// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.advisories.feed.Validator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotDescriptionTest {

    private static final String CHARACTERS = "{}[]\",:0a\\\0 1-";

    private static final SnapshotDescription DESCRIPTION = new SnapshotDescription(List.of(
            new SnapshotDescription.Source("osv/npm", "b".repeat(64), null, 2),
            new SnapshotDescription.Source("kev", "a".repeat(64), Instant.parse("2026-01-05T12:00:00.5Z"), 1)));

    @Test
    void isTheSameTextForTheSameData() {
        assertThat(new String(DESCRIPTION.toJson(), StandardCharsets.UTF_8))
                .isEqualTo("""
                {"schema":1,"sources":[\
                {"name":"kev","newest":"2026-01-05T12:00:00.500Z","records":1,"segment":"%s"},\
                {"name":"osv/npm","records":2,"segment":"%s"}]}""".formatted("a".repeat(64), "b".repeat(64)));
        assertThat(DESCRIPTION.id()).isEqualTo("58cb39984bff5f2390295245ff149cf427b01bf31d7271c9650945f1be0ebe4a");
    }

    @Test
    void readsWhatItWrites() {
        assertThat(SnapshotDescription.parse(DESCRIPTION.toJson())).isEqualTo(DESCRIPTION);
    }

    @Test
    void refusesOtherVersionsAndOtherThings() {
        for (String text : List.of(
                "",
                "[]",
                "{}",
                "{\"schema\":3,\"sources\":[]}",
                "{\"schema\":1,\"sources\":[{}]}",
                "{\"schema\":1,\"sources\":[{\"name\":\"x\",\"segment\":\"../../etc/passwd\"}]}")) {
            assertThatThrownBy(() -> SnapshotDescription.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(SnapshotException.class);
        }
    }

    @Test
    void failsOnlyAsDocumentedWhateverTheBytes() {
        byte[] json = DESCRIPTION.toJson();
        byte[] state = StateFile.write(List.of(new SourceState(
                "kev", "a".repeat(64), "https://h/", Instant.EPOCH, Map.of("p", new Validator("e", "l", "d")))));
        for (long seed = 0; seed < 3000; seed++) {
            try {
                SnapshotDescription.parse(mutant(json, seed));
            } catch (SnapshotException e) {
                // as documented
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
            assertThat(StateFile.read(mutant(state, seed))).as("seed " + seed).hasSizeLessThan(3);
        }
    }

    @Test
    void remembersTheStateOfSources() {
        var state = new SourceState(
                "osv/npm",
                "b".repeat(64),
                "https://h/npm/",
                Instant.parse("2026-01-01T10:00:00Z"),
                Map.of("npm/all.zip", new Validator("\"tag\"", null, "d1"), "x", new Validator(null, "Mon", "d2")));
        assertThat(StateFile.read(StateFile.write(List.of(state)))).containsExactly(state);
        assertThat(StateFile.read(new byte[] {1, 2, 3})).isEmpty();
    }

    private static byte[] mutant(byte[] bytes, long seed) {
        var random = new Random(seed);
        byte[] mutant = Arrays.copyOf(bytes, seed % 7 == 0 ? random.nextInt(bytes.length) : bytes.length);
        for (int i = random.nextInt(5); i > 0 && mutant.length > 0; i--) {
            mutant[random.nextInt(mutant.length)] = (byte) CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        }
        return mutant;
    }
}
