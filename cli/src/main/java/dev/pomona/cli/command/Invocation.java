// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.command;

import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.terminal.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// One run of a command, with everything it may use of its surroundings.
///
/// @param folder the process's working directory
public record Invocation(
        List<String> arguments,
        Settings settings,
        Terminal terminal,
        InputStream in,
        Clock clock,
        Map<String, String> environment,
        Path folder) {

    public Invocation {
        arguments = List.copyOf(arguments);
    }

    /// The file or folder that the first argument names, or the working directory.
    public Path target() {
        return arguments.isEmpty() ? folder : folder.resolve(arguments.getFirst());
    }
}
