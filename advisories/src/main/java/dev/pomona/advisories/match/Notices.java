// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.model.advisory.Advisory;
import java.util.Set;

/// Notices of distributions (`ALSA-…`, `RHSA-…`, `USN-…`): each says that an update is out, for any number of
/// flaws, which it names as related rather than as aliases.
final class Notices {

    private static final Set<String> PUBLISHERS = Set.of(
            "almalinux",
            "alpine",
            "azurelinux",
            "bellsoft",
            "chainguard",
            "debian",
            "echo",
            "freexian",
            "mageia",
            "minimos",
            "openeuler",
            "oracle",
            "photon",
            "redhat",
            "rocky",
            "root",
            "suse",
            "ubuntu");

    private Notices() {}

    /// Whether the advisory is about the CVEs that it relates to. One with a CVE of its own is not.
    static boolean isNotice(Advisory advisory) {
        return PUBLISHERS.contains(advisory.source())
                && !Cves.isCve(advisory.id())
                && advisory.aliases().stream().noneMatch(Cves::isCve)
                && advisory.related().stream().anyMatch(Cves::isCve);
    }
}
