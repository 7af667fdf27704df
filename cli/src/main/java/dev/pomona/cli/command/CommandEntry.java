// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.command;

import java.util.function.Supplier;

/// A command's name and line in the list of commands; the command itself is made only when it is asked for.
///
/// @param name one or two words: `scan`, `policy check`
public record CommandEntry(String name, String summary, Supplier<Command> command) {}
