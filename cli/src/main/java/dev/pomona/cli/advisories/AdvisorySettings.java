// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.advisories;

import static dev.pomona.cli.settings.Setting.Reach.REPOSITORY;
import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.settings.Setting;
import java.util.List;

/// Where advisory data comes from and how old it may be.
public final class AdvisorySettings {

    public static final Setting EPSS_SOURCE =
            Setting.value("epss-source", "ADDRESS", "FIRST's score file; 'none' leaves it out", "public", USER);
    public static final Setting KEV_SOURCE = Setting.value(
            "kev-source",
            "ADDRESS",
            "CISA's catalogue of exploited vulnerabilities; 'none' leaves it out",
            "public",
            USER);
    public static final Setting OSV_SOURCE = Setting.value(
            "osv-source",
            "ADDRESS",
            "a bucket of OSV records: an address, folder or zip; 'none' leaves it out",
            "public",
            USER);
    public static final Setting REFRESH_AFTER =
            Setting.value("refresh-after", "TIME", "refresh advisory data older than this before a scan", "24h", USER);
    public static final Setting SNAPSHOT = Setting.value(
            "snapshot", "ID", "judge by this snapshot of advisory data and refresh nothing", null, REPOSITORY);

    /// Sorted by name.
    public static final List<Setting> ALL = List.of(EPSS_SOURCE, KEV_SOURCE, OSV_SOURCE, REFRESH_AFTER, SNAPSHOT);

    private AdvisorySettings() {}
}
