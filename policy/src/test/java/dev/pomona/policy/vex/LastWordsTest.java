// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.vex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Purl;
import dev.pomona.policy.vex.LastWords.Effect;
import dev.pomona.policy.vex.LastWords.Said;
import dev.pomona.policy.vex.LastWords.Stance;
import dev.pomona.policy.vex.LastWords.Word;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {

    /// @param said author, second, exactness and stance, such as `ann 1 0 CLEARS`
    private static LastWords<String> of(String... said) {
        return LastWords.of(
                Arrays.stream(said).map(one -> new Said<>(one, word(one))).toList());
    }

    private static Word word(String text) {
        String[] parts = text.split(" ");
        return new Word(
                parts[0],
                Instant.ofEpochSecond(Long.parseLong(parts[1])),
                Integer.parseInt(parts[2]),
                Stance.valueOf(parts[3]));
    }

    @Test
    void nobodysLastWordEndsAnothers() {
        assertThat(of("ann 1 0 HARMS", "bob 2 0 CLEARS").effect()).isEqualTo(Effect.CONTESTED);
        assertThat(of("bob 2 0 CLEARS", "ann 3 0 HARMS").effect()).isEqualTo(Effect.CONTESTED);
        assertThat(of("bob 2 0 CLEARS", "ann 3 0 OPEN").effect()).isEqualTo(Effect.CLEARED);
        assertThat(of("ann 3 0 OPEN").effect()).isEqualTo(Effect.NONE);
        assertThat(of("ann 3 0 HARMS").effect()).isEqualTo(Effect.NONE);
        assertThat(of()).isEqualTo(new LastWords<>(Effect.NONE, List.of(), List.of()));
    }

    @Test
    void theNewestOfAnAuthorCounts() {
        LastWords<String> words = of("ann 2 0 CLEARS", "ann 1 4 HARMS", "bob 1 0 CLEARS");
        assertThat(words.effect()).isEqualTo(Effect.CLEARED);
        assertThat(words.counting()).containsExactly("ann 2 0 CLEARS", "bob 1 0 CLEARS");
        assertThat(words.superseded()).containsExactly("ann 1 4 HARMS");
    }

    @Test
    void ofSeveralAtOneTimeTheMostExactCount() {
        assertThat(of("ann 1 0 HARMS", "ann 1 3 CLEARS").effect()).isEqualTo(Effect.CLEARED);
        LastWords<String> words = of("ann 1 3 CLEARS", "ann 1 3 HARMS");
        assertThat(words.effect()).isEqualTo(Effect.CONTESTED);
        assertThat(words.superseded()).isEmpty();
    }

    @Test
    void partsAndVersionsAreMoreExact() {
        Purl any = Purl.parse("pkg:npm/lib");
        Purl one = Purl.parse("pkg:npm/lib@1.0.0");
        assertThat(List.of(
                        LastWords.exactness(any, null),
                        LastWords.exactness(one, null),
                        LastWords.exactness(any, any),
                        LastWords.exactness(one, any),
                        LastWords.exactness(any, one),
                        LastWords.exactness(one, one)))
                .containsExactly(0, 1, 2, 3, 3, 4);
    }
}
