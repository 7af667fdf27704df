// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import java.nio.file.Path;
import java.util.Map;

/// Where advisory data and cached results are kept.
public final class CacheFolder {

    private CacheFolder() {}

    public static Path of(Settings settings, Map<String, String> environment) {
        return settings.text(GlobalSettings.CACHE_DIR).map(Path::of).orElseGet(() -> UserFolders.cache(environment));
    }
}
