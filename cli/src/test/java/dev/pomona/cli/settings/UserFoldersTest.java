// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFoldersTest {

    @Test
    void takesWhatTheStandardVariablesName() {
        Path chosen = Path.of("chosen").toAbsolutePath();
        assertThat(UserFolders.cache(Map.of("XDG_CACHE_HOME", chosen.toString(), "HOME", "/home/me")))
                .isEqualTo(chosen.resolve("pomona"));
        assertThat(UserFolders.configuration(Map.of("XDG_CONFIG_HOME", chosen.toString())))
                .isEqualTo(chosen.resolve("pomona"));
    }

    @Test
    void ignoresARelativeChoice() {
        var environment = Map.of("XDG_CACHE_HOME", "cache", "HOME", "/home/me");
        Path cache = UserFolders.cache(environment);
        assertThat(cache.startsWith("/home/me")).as("%s", cache).isTrue();
    }

    @Test
    void neverFallsBackToTheWorkingDirectory() {
        for (Map<String, String> environment : List.of(Map.<String, String>of(), Map.of("HOME", ""))) {
            Path cache = UserFolders.cache(environment);
            assertThat(cache.startsWith(System.getProperty("user.home")))
                    .as("%s", cache)
                    .isTrue();
        }
    }
}
