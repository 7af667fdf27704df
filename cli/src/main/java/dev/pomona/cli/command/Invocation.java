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
/// @param flags as given on the command line, by setting name: for commands that read settings of another folder too
public record Invocation(
        List<String> arguments,
        Settings settings,
        Map<String, List<String>> flags,
        Terminal terminal,
        InputStream in,
        Clock clock,
        Map<String, String> environment,
        Path folder) {

    public Invocation {
        arguments = List.copyOf(arguments);
    }

    public Invocation with(Settings newSettings) {
        return new Invocation(arguments, newSettings, flags, terminal, in, clock, environment, folder);
    }

    public Invocation with(Terminal newTerminal) {
        return new Invocation(arguments, settings, flags, newTerminal, in, clock, environment, folder);
    }
}
