// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(
            HttpSettings.DEFAULT, InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")), new Random(1));

    @Test
    void doublesUpToALimitWithJitterBelow() {
        for (int failed = 1; failed < 100; failed++) {
            long longest = Math.min(20_000, 1_000L << Math.min(failed - 1, 20));
            assertThat(backoff.after(failed, null))
                    .isBetween(Duration.ofMillis(longest / 2), Duration.ofMillis(longest));
        }
    }

    @Test
    void isNeverShorterThanAsked() {
        assertThat(backoff.after(1, "45")).isEqualTo(Duration.ofSeconds(45));
        assertThat(backoff.after(1, " Thu, 01 Jan 2026 00:01:00 GMT ")).isEqualTo(Duration.ofMinutes(1));
        assertThat(backoff.after(1, "99999999999999999999")).isGreaterThan(Duration.ofDays(300));
    }

    @Test
    void passesOverWhatItCannotRead() {
        for (String header : new String[] {"", "-5", "soon", "1.5", "Thu, 01 Jan 1970 00:00:00 GMT", "٣"}) {
            assertThat(backoff.after(1, header)).as(header).isLessThanOrEqualTo(Duration.ofSeconds(1));
        }
    }
}
