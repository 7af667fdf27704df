// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts that people see, held word by word. `-Dgolden.update=true` writes them anew; the difference is then reviewed.
public final class Golden {

    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    /// @param name of the file below `src/test/resources/golden`
    public static void check(String name, String actual) {
        Path file = FOLDER.resolve(name);
        String shown = actual.replace('\u001b', '␛').replace("\r\n", "\n");
        try {
            if (Boolean.getBoolean("golden.update")) Files.writeString(file, shown);
            assertThat(shown).as(name).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
