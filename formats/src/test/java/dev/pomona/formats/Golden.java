// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Outputs as they were last looked at and found right. `-Dgolden.update=true` rewrites them; read the diff then.
public final class Golden {

    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    public static void check(String file, byte[] actual) throws IOException {
        Path golden = FOLDER.resolve(file);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            Files.write(golden, actual);
        }
        assertThat(new String(actual, StandardCharsets.UTF_8))
                .as("%s; -Dgolden.update=true rewrites it", golden)
                .isEqualTo(Files.readString(golden));
    }
}
