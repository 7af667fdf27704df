// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The program's version, written into it by the build.
public final class Version {

    private Version() {}

    public static String current() {
        try (InputStream resource = Version.class.getResourceAsStream("version.txt")) {
            if (resource == null) throw new IllegalStateException("version.txt is not in the program");
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
