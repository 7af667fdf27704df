// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How long to wait before the next attempt: doubling, with jitter, and never shorter than the server asked
/// for.
final class Backoff {

    private static final int MAX_DOUBLINGS = 20;

    private final HttpSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;

    Backoff(HttpSettings settings, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    /// @param failed how many attempts have failed so far, from 1
    /// @param retryAfter the header as sent (RFC 9110 §10.2.3: seconds or a date); `null` when there was none
    Duration after(int failed, @Nullable String retryAfter) {
        long doubled = settings.firstDelay().toMillis() << Math.min(failed - 1, MAX_DOUBLINGS);
        long longest = Math.min(doubled, settings.maxDelay().toMillis());
        long jittered = longest - (long) (jitter() * longest / 2);
        Duration own = Duration.ofMillis(jittered);
        Duration asked = retryAfter == null ? Duration.ZERO : asked(retryAfter.strip());
        return own.compareTo(asked) > 0 ? own : asked;
    }

    private double jitter() {
        // Workers share the source, and not every generator may be shared.
        synchronized (random) {
            return random.nextDouble();
        }
    }

    private Duration asked(String header) {
        try {
            if (!header.isEmpty() && header.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return header.length() > 9 ? Duration.ofDays(365) : Duration.ofSeconds(Long.parseLong(header));
            }
            var until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(clock.instant(), until.toInstant());
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
