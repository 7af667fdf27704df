// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import dev.pomona.cli.settings.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Finds and reads Maven's settings files: the user's, over those of the installation that `MAVEN_HOME`
/// names. What the scanned project says about settings files counts for nothing.
public final class MavenSettingsFiles {

    private static final long LARGEST = 1 << 20;

    private final Map<String, String> environment;

    public MavenSettingsFiles(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// The settings in effect; none where there is no file.
    ///
    /// @param chosen a file to read in place of `~/.m2/settings.xml`
    /// @throws UsageException when a file is malformed or unreadable, or the chosen one missing
    public MavenSettings read(Optional<Path> chosen) {
        if (chosen.isPresent() && !Files.isRegularFile(chosen.get())) {
            throw new UsageException("there is no Maven settings file " + chosen.get());
        }
        MavenSettings own = read(chosen.orElseGet(() -> userFolder().resolve("settings.xml")));
        String home = environment.getOrDefault("MAVEN_HOME", "");
        if (home.isEmpty()) return own;
        return own.over(read(path(home).resolve("conf").resolve("settings.xml")));
    }

    /// Where the user's copies of published files are.
    ///
    /// @param folder what a relative path starts from
    /// @throws UsageException when the settings name no possible path
    public Path localRepository(MavenSettings settings, Path folder) {
        return settings.localRepository()
                .map(text -> folder.resolve(path(text)))
                .orElseGet(() -> userFolder().resolve("repository"));
    }

    private Path userFolder() {
        return path(Placeholders.home(environment)).resolve(".m2");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("'%s' is no path".formatted(text), e);
        }
    }

    private MavenSettings read(Path file) {
        try {
            if (!Files.isRegularFile(file)) return MavenSettings.NONE;
            if (Files.size(file) > LARGEST) throw new UsageException("%s is larger than a megabyte".formatted(file));
            return new MavenSettingsReader(file.toString(), environment).read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UsageException("%s can't be read".formatted(file), e);
        }
    }
}
