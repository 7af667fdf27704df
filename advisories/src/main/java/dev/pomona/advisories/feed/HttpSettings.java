// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.time.Duration;

/// How patient and how persistent the HTTP reader is.
///
/// @param connectTimeout for reaching the server
/// @param stallTimeout how long nothing may arrive, before the answer or within it
/// @param totalTimeout for one attempt as a whole
/// @param attempts at most, the first included
/// @param firstDelay before the second attempt; doubles from then on, and is shortened by up to half at random
/// @param maxDelay the longest of these
/// @param maxRetryAfter the longest wait that a server may ask for; when it asks for more, that ends it
public record HttpSettings(
        Duration connectTimeout,
        Duration stallTimeout,
        Duration totalTimeout,
        int attempts,
        Duration firstDelay,
        Duration maxDelay,
        Duration maxRetryAfter) {

    public static final HttpSettings DEFAULT = new HttpSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(15),
            4,
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            Duration.ofMinutes(2));

    public HttpSettings {
        if (attempts < 1) throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
    }
}
