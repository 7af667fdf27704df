// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryTest {

    private static ProblemType refused(Memory.Share share, long bytes) {
        try {
            share.grow(bytes);
        } catch (ProblemException e) {
            return e.type();
        }
        throw new AssertionError("it was given");
    }

    @Test
    void isGivenBackWithTheShare() {
        var memory = new Memory(1 << 20);
        try (Memory.Share first = memory.share();
                Memory.Share second = memory.share()) {
            first.grow(1 << 19);
            second.grow(1 << 18);
            assertThat(refused(second, 3 << 18)).isEqualTo(ProblemType.UNAVAILABLE);
        }
        try (Memory.Share third = memory.share()) {
            third.grow(1 << 20);
        }
    }

    @Test
    void whatIsMoreThanThereIsWaitsForNobody() {
        var memory = new Memory(1 << 20);
        try (Memory.Share share = memory.share()) {
            assertThat(refused(share, (1 << 20) + 1)).isEqualTo(ProblemType.TOO_LARGE);
            assertThatThrownBy(() -> share.grow(Long.MAX_VALUE - (1 << 16))).isInstanceOf(ProblemException.class);
        }
    }
}
