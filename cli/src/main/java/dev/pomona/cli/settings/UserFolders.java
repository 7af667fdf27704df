// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where a user's programs keep their files (XDG Base Directory Specification 0.8; macOS and
/// Windows have their own).
public final class UserFolders {

    private UserFolders() {}

    /// The folder for what can be made again: advisory data, cached results.
    public static Path cache(Map<String, String> environment) {
        return folder(environment, "XDG_CACHE_HOME", ".cache", "Library/Caches", "LOCALAPPDATA");
    }

    /// The folder for the user's own configuration.
    public static Path configuration(Map<String, String> environment) {
        return folder(environment, "XDG_CONFIG_HOME", ".config", "Library/Application Support", "APPDATA");
    }

    /// The folder for what must not be lost: the control plane's data.
    public static Path data(Map<String, String> environment) {
        return folder(environment, "XDG_DATA_HOME", ".local/share", "Library/Application Support", "LOCALAPPDATA")
                .resolve("server");
    }

    private static Path folder(Map<String, String> environment, String xdg, String unix, String mac, String windows) {
        String chosen = environment.get(xdg);
        if (chosen != null && !chosen.isEmpty() && Path.of(chosen).isAbsolute()) return Path.of(chosen, "pomona");
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String given = environment.getOrDefault("HOME", "");
        Path home = Path.of(given.isEmpty() ? System.getProperty("user.home", ".") : given);
        if (system.startsWith("mac")) return home.resolve(mac).resolve("pomona");
        if (system.startsWith("windows") && environment.containsKey(windows)) {
            return Path.of(environment.getOrDefault(windows, "."), "pomona");
        }
        return home.resolve(unix).resolve("pomona");
    }
}
