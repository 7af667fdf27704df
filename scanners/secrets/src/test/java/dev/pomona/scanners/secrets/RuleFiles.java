// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import dev.pomona.scanners.secrets.rule.RuleFile;
import dev.pomona.scanners.secrets.rule.RuleReader;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Pomona's own rules as they are written.
public final class RuleFiles {

    private RuleFiles() {}

    public static List<RuleFile> all() {
        Path folder = Path.of("src/main/resources/dev/pomona/scanners/secrets/rules");
        try (var files = Files.list(folder)) {
            return files.sorted().map(RuleFiles::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// With their examples.
    public static List<SecretRule> rules() {
        return all().stream().flatMap(file -> file.rules().stream()).toList();
    }

    private static RuleFile read(Path file) {
        try {
            return RuleReader.read(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
