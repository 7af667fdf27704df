// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import static dev.pomona.cli.settings.Setting.Reach.REPOSITORY;
import static dev.pomona.cli.settings.Setting.Reach.USER;

import java.util.List;

/// What every command can be told.
public final class GlobalSettings {

    public static final Setting CA_CERTIFICATE = Setting.value(
            "ca-certificate",
            "FILE",
            "trust the authorities in this PEM file, besides the usual ones, when a control plane is asked",
            null,
            USER);
    public static final Setting CACHE_DIR =
            Setting.value("cache-dir", "DIR", "where advisory data and cached results are kept", null, USER);
    public static final Setting CONFIG =
            Setting.value("config", "FILE", "configuration to read instead of the usual ones", null, USER);
    public static final Setting DEBUG = Setting.flag("debug", "show stack traces of internal errors", USER);
    public static final Setting EXIT_CODE_MAP =
            Setting.list("exit-code-map", "FROM=TO", "end with another code, such as 1=0 to report only", USER);
    public static final Setting NO_COLOR = Setting.flag("no-color", "write without colours", USER);
    public static final Setting OFFLINE = Setting.flag("offline", "open no network connection at all", REPOSITORY);
    public static final Setting QUIET =
            Setting.flag("quiet", "write results only", USER).withLetter('q');

    /// Sorted by name.
    public static final List<Setting> ALL =
            List.of(CA_CERTIFICATE, CACHE_DIR, CONFIG, DEBUG, EXIT_CODE_MAP, NO_COLOR, OFFLINE, QUIET);

    private GlobalSettings() {}
}
