// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/// A repository that files may be read from.
///
/// @param url as written, variables replaced
/// @param releases whether it may be asked for released versions
/// @param snapshots whether it may be asked for snapshots
record Repository(String id, String url, boolean releases, boolean snapshots) {

    private static final Set<String> HTTP = Set.of("http", "dav", "dav:http", "dav+http");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /// Whether it is neither a folder nor on this machine.
    boolean isExternal() {
        return !protocol().equals("file") && !isOnThisMachine();
    }

    /// Whether it is elsewhere and reached without protection.
    boolean isExternalHttp() {
        return HTTP.contains(protocol()) && !isOnThisMachine();
    }

    /// What stands before `://`, in lower case; for `file:` addresses `file`.
    String protocol() {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("file:")) return "file";
        int end = lower.indexOf("://");
        return end < 0 ? "" : lower.substring(0, end);
    }

    private boolean isOnThisMachine() {
        try {
            String host = new URI(url).getHost();
            return host != null && THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    boolean admits(PublishedPath path) {
        if (path.isSnapshot()) return snapshots;
        return releases || (path.isMetadata() && snapshots);
    }

    /// What both may be asked for.
    Repository and(Repository other) {
        return new Repository(id, url, releases || other.releases, snapshots || other.snapshots);
    }
}
