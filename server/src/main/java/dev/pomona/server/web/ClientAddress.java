// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who is asking, behind proxies. Each proxy adds whom it got a request from to the end of `X-Forwarded-For`; what
/// stands before is the word of whoever sent it. So the list is read from its end, for as long as the one who says it
/// is trusted.
final class ClientAddress {

    private static final int MOST_HOPS = 32;
    private static final Pattern WITH_PORT =
            Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d{1,5}|\\[([^]]+)](?::\\d{1,5})?");

    private ClientAddress() {}

    static String of(InetAddress peer, Networks trusted, String forwarded) {
        InetAddress client = peer;
        String[] hops = forwarded.split(",", -1);
        for (int i = hops.length - 1; i >= Math.max(0, hops.length - MOST_HOPS) && trusted.contains(client); i--) {
            Optional<InetAddress> named = address(hops[i].strip());
            if (named.isEmpty()) break;
            client = named.get();
        }
        return client.getHostAddress();
    }

    private static Optional<InetAddress> address(String hop) {
        Matcher matcher = WITH_PORT.matcher(hop);
        if (!matcher.matches()) return Networks.address(hop);
        return Networks.address(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
}
