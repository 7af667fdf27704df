// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds and reads configuration files.
public final class SettingsLoader {

    /// Where a repository keeps its configuration, below its root.
    public static final String REPOSITORY_FILE = ".pomona/config.yaml";

    private static final int LARGEST = 1 << 20;

    private final List<Setting> known;
    private final Map<String, String> environment;

    /// @param known every setting of every command: a file may hold values for any of them
    public SettingsLoader(List<Setting> known, Map<String, String> environment) {
        this.known = List.copyOf(known);
        this.environment = Map.copyOf(environment);
    }

    /// The settings in effect for work on a folder.
    ///
    /// @throws UsageException when a file is wrong, or the one named by `--config` is missing
    public Settings load(Path folder, Map<String, List<String>> flags) {
        var files = new ArrayList<SettingsFile>();
        Optional<String> explicit = new Settings(flags, environment, List.of()).text(GlobalSettings.CONFIG);
        if (explicit.isPresent()) {
            Path file = folder.getFileSystem().getPath(explicit.get());
            String text = TextFile.ofUser(file, LARGEST)
                    .orElseThrow(() -> new UsageException("there is no configuration file " + explicit.get()));
            files.add(SettingsFile.read(explicit.get(), text, known, Setting.Reach.USER));
        } else {
            TextFile.ofRepository(folder, REPOSITORY_FILE, LARGEST)
                    .ifPresent(text ->
                            files.add(SettingsFile.read(REPOSITORY_FILE, text, known, Setting.Reach.REPOSITORY)));
            Path own = UserFolders.configuration(environment).resolve("config.yaml");
            TextFile.ofUser(own, LARGEST)
                    .ifPresent(text -> files.add(SettingsFile.read(own.toString(), text, known, Setting.Reach.USER)));
        }
        return new Settings(flags, environment, files);
    }
}
