// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A secret from the environment: `NAME` holds it, or `NAME_FILE` names a file that does, as orchestrators mount them.
final class SecretText {

    private static final int LONGEST = 4096;

    private SecretText() {}

    /// Empty when neither is set. A line break at the end of the file does not count.
    ///
    /// @throws UsageException when both are set, or the file can't be read or is empty: whoever names one
    ///     wants a secret, and must not go on without
    static String of(Invocation invocation, String name) {
        String text = invocation.environment().getOrDefault(name, "");
        String file = invocation.environment().getOrDefault(name + "_FILE", "");
        if (file.isEmpty()) return text;
        if (!text.isEmpty()) throw new UsageException("%s and %s_FILE are both set".formatted(name, name));
        try {
            Path path = invocation.folder().resolve(file);
            if (Files.size(path) > LONGEST)
                throw new UsageException("%s_FILE names a file that is too long".formatted(name));
            String secret = Files.readString(path).replaceFirst("\\R$", "");
            if (secret.isEmpty()) throw new UsageException("%s_FILE: '%s' is empty".formatted(name, file));
            return secret;
        } catch (IOException e) {
            throw new UsageException("%s_FILE: '%s' can't be read".formatted(name, file), e);
        }
    }
}
