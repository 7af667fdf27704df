// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was shown lately and was good, as hashes. It lets nobody in: it only tells who is worth a look-up when others
/// from the same address are not. Of very many those that were not shown for longest are forgotten. Thread-safe.
final class Acquaintances {

    private static final int MOST = 10_000;

    private final Map<String, Boolean> shown = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    void add(String secret) {
        String hash = hash(secret);
        synchronized (shown) {
            shown.put(hash, true);
        }
    }

    boolean has(String secret) {
        String hash = hash(secret);
        synchronized (shown) {
            return shown.get(hash) != null;
        }
    }

    private static String hash(String secret) {
        return HexFormat.of().formatHex(Randomness.hash(secret));
    }
}
