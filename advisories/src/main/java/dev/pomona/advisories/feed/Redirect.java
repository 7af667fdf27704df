// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.net.URI;

/// Where a redirect leads, when it may be followed.
final class Redirect {

    private Redirect() {}

    /// @param location the header as sent; empty when there was none
    /// @throws FeedException when it leads nowhere, or from a protected connection to an open one
    static URI target(URI from, String location) throws FeedException {
        String shown = Addresses.shown(from);
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new FeedException(shown + ": a redirect to no address", e);
        }
        if (location.isBlank() || to.getHost() == null || !Addresses.isHttp(to.toString())) {
            throw new FeedException(shown + ": a redirect to no web address");
        }
        if (from.getScheme().equalsIgnoreCase("https") && !to.getScheme().equalsIgnoreCase("https")) {
            throw new FeedException("%s: refused a redirect from https to %s".formatted(shown, Addresses.shown(to)));
        }
        return to;
    }
}
