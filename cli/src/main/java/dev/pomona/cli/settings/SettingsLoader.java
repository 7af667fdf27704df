// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds and reads configuration files.
public final class SettingsLoader {

    /// Where a repository keeps its configuration, below its root.
    public static final String REPOSITORY_FILE = ".pomona/config.yaml";

    private static final long LARGEST = 1 << 20;

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
            files.add(read(file, explicit.get(), Setting.Reach.USER)
                    .orElseThrow(() -> new UsageException("there is no configuration file " + explicit.get())));
        } else {
            read(folder.resolve(REPOSITORY_FILE), REPOSITORY_FILE, Setting.Reach.REPOSITORY)
                    .ifPresent(files::add);
            Path own = UserFolders.configuration(environment).resolve("config.yaml");
            read(own, own.toString(), Setting.Reach.USER).ifPresent(files::add);
        }
        return new Settings(flags, environment, files);
    }

    private Optional<SettingsFile> read(Path file, String name, Setting.Reach reach) {
        try {
            if (!Files.isRegularFile(file)) return Optional.empty();
            if (Files.size(file) > LARGEST) throw new UsageException("%s is larger than a megabyte".formatted(name));
            return Optional.of(SettingsFile.read(name, Files.readString(file), known, reach));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UsageException("%s can't be read: %s".formatted(name, e.getMessage()), e);
        }
    }
}
