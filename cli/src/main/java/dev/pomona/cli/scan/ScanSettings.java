// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import static dev.pomona.cli.settings.Setting.Reach.REPOSITORY;
import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.settings.HeapLimit;
import dev.pomona.cli.settings.Setting;
import java.util.List;

/// What a scan can be told.
public final class ScanSettings {

    public static final Setting AS_OF = Setting.value(
            "as-of",
            "TIME",
            "judge expiry dates and ages as of this time, such as 2026-01-31T00:00:00Z (default: now)",
            null,
            USER);
    public static final Setting FORMAT = Setting.value(
                    "format", "FORMAT", "what to write to standard output", "table", USER)
            .withLetter('f');
    static final Setting MAVEN_CENTRAL = Setting.value(
            "maven-central",
            "ADDRESS",
            "where --online finds what Maven finds in Central",
            "https://repo.maven.apache.org/maven2",
            USER);
    static final Setting MAVEN_SETTINGS =
            Setting.value("maven-settings", "FILE", "Maven settings to use instead of ~/.m2/settings.xml", null, USER);
    public static final Setting MAX_ARCHIVE_DEPTH = Setting.value(
            "max-archive-depth", "N", "how many archives may be inside each other; 0 opens none", "8", REPOSITORY);
    public static final Setting MAX_FILE_SIZE =
            Setting.value("max-file-size", "SIZE", "leave out larger files, and say so", "512MB", REPOSITORY);
    public static final Setting NO_CACHE =
            Setting.flag("no-cache", "neither use nor keep results of earlier scans", USER);
    static final Setting NO_IGNORE_FILES =
            Setting.flag("no-ignore-files", "look at what .gitignore and .pomonaignore leave out too", REPOSITORY);
    public static final Setting NO_PROGRESS = Setting.flag("no-progress", "show no progress bar", USER);
    static final Setting ONLINE =
            Setting.flag("online", "resolve missing manifests from Maven mirrors, repositories and Central", USER);
    static final Setting ONLY =
            Setting.list("only", "SCANNER", "run these scanners only; see 'pomona scanners'", REPOSITORY);
    public static final Setting OUTPUT = Setting.list(
                    "output", "FORMAT=FILE", "write a format to a file; may be given several times", USER)
            .withLetter('o');
    static final Setting SCANNER_TIMEOUT =
            Setting.value("scanner-timeout", "TIME", "for one scanner's work on one file or project", "1m", REPOSITORY);
    static final Setting SKIP =
            Setting.list("skip", "PATTERN", "leave out files and folders, as a line of .gitignore would", REPOSITORY);
    public static final Setting THREADS = Setting.value(
            "threads", "N", "how many files are looked at side by side (default: one a processor)", null, USER);
    public static final Setting TIMEOUT = Setting.value("timeout", "TIME", "for the whole scan", "10m", REPOSITORY);

    /// What shapes the inventory. Sorted by name.
    static final List<Setting> INVENTORY = List.of(
            AS_OF,
            MAVEN_CENTRAL,
            MAVEN_SETTINGS,
            MAX_ARCHIVE_DEPTH,
            MAX_FILE_SIZE,
            HeapLimit.MAX_MEMORY,
            NO_CACHE,
            NO_IGNORE_FILES,
            NO_PROGRESS,
            ONLINE,
            ONLY,
            SCANNER_TIMEOUT,
            SKIP,
            THREADS,
            TIMEOUT);

    /// What shapes which files are looked at, and how long. Sorted by name.
    static final List<Setting> WALK = List.of(
            MAX_ARCHIVE_DEPTH,
            MAX_FILE_SIZE,
            HeapLimit.MAX_MEMORY,
            NO_IGNORE_FILES,
            NO_PROGRESS,
            SCANNER_TIMEOUT,
            SKIP,
            THREADS,
            TIMEOUT);

    private ScanSettings() {}
}
