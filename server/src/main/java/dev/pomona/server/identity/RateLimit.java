// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// So many requests in a time for each who asks, with a store for bursts (token bucket).
/// Thread-safe; each node counts for itself.
///
/// Of very many who ask, those not heard of for longest are forgotten: the memory stays bounded,
/// and a forgotten one begins with a full store, as it would have by then.
public final class RateLimit {

    private static final int MOST = 50_000;

    private final double perSecond;
    private final double burst;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Bucket {
        double left;
        long at;
    }

    /// @param perSecond that come back
    /// @param burst that there are at most
    public RateLimit(double perSecond, double burst, InstantSource clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
    }

    /// Counts a request of whoever is at an address. All of an IPv6 network are one: whoever has one address there has
    /// as many as they like.
    ///
    /// @throws ProblemException as [#take]
    public void takeFrom(String address) {
        take(network(address));
    }

    static String network(String address) {
        if (!address.contains(":")) return address;
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            // RFC 6177: no site has less than a /64
            return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) + "/64" : address;
        } catch (IllegalArgumentException _) {
            return address;
        }
    }

    /// Counts a request.
    ///
    /// @throws ProblemException when it is one too many
    public void take(String who) {
        Duration wait = tryTake(who);
        if (wait.isZero()) return;
        throw new ProblemException(ProblemType.TOO_MANY_REQUESTS, "there are too many requests; wait a moment")
                .retryAfter(wait);
    }

    /// Whether one more request of whoever is at an address would be one too many; it is not counted.
    synchronized boolean isExhausted(String address) {
        Bucket bucket = buckets.get(network(address));
        if (bucket == null) return false;
        return Math.min(burst, bucket.left + Math.max(0, clock.millis() - bucket.at) / 1000.0 * perSecond) < 1;
    }

    /// @return zero when it was counted; else how long to wait
    synchronized Duration tryTake(String who) {
        long now = clock.millis();
        Bucket bucket = buckets.computeIfAbsent(who, _ -> {
            var fresh = new Bucket();
            fresh.left = burst;
            fresh.at = now;
            return fresh;
        });
        bucket.left = Math.min(burst, bucket.left + Math.max(0, now - bucket.at) / 1000.0 * perSecond);
        bucket.at = now;
        if (buckets.size() > MOST) buckets.remove(buckets.keySet().iterator().next());
        if (bucket.left < 1) return Duration.ofMillis((long) Math.ceil((1 - bucket.left) / perSecond * 1000));
        bucket.left--;
        return Duration.ZERO;
    }
}
