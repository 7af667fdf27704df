// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Which hosts failed so often in a row that they are not asked any more in this run.
final class HostHealth {

    /// Each failure is one that already was tried again as often as makes sense.
    static final int PATIENCE = 3;

    private final Map<String, Integer> failures = new TreeMap<>();
    private final Map<String, String> givenUp = new TreeMap<>();

    synchronized boolean isGivenUp(URI uri) {
        return givenUp.containsKey(host(uri));
    }

    synchronized void answered(URI uri) {
        failures.remove(host(uri));
    }

    synchronized void failed(URI uri, String reason) {
        String host = host(uri);
        if (failures.merge(host, 1, Integer::sum) >= PATIENCE) givenUp.putIfAbsent(host, reason);
    }

    /// One sentence for each host that was given up, in the order of their names.
    synchronized List<String> warnings() {
        return givenUp.entrySet().stream()
                .map(host -> "%s failed %d times in a row and was not asked any more (%s)"
                        .formatted(host.getKey(), PATIENCE, host.getValue()))
                .toList();
    }

    static String host(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
    }
}
