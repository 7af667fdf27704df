// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something that can be set: by `--name`, by `POMONA_NAME`, by `name:` in a configuration file.
///
/// @param name in lower case with dashes
/// @param letter of the short flag, `null` when there is none
/// @param argument what the value is called in help; empty for a flag that is on or off
/// @param summary one line for help
/// @param fallback the value when nobody sets it; `null` when it is then absent
/// @param reach who may set it in a file
/// @param isSecret whether its value is shown to nobody; it is then no flag, for everybody sees those of a process
public record Setting(
        String name,
        @Nullable Character letter,
        Kind kind,
        String argument,
        String summary,
        @Nullable String fallback,
        Reach reach,
        boolean isSecret) {

    public enum Kind {
        /// On or off.
        FLAG,
        /// One value; the last one given counts.
        VALUE,
        /// Any number of values, in order; in the environment and in one flag parted by commas.
        LIST
    }

    /// Who may set it besides the person at the keyboard. What leads outside the scanned folder (caches, outputs,
    /// addresses) must not be decided by the folder that is scanned.
    public enum Reach {
        /// The scanned repository's own `.pomona/config.yaml` too.
        REPOSITORY,
        /// Only the user's own configuration, the environment and flags.
        USER
    }

    public static Setting flag(String name, String summary, Reach reach) {
        return new Setting(name, null, Kind.FLAG, "", summary, "false", reach, false);
    }

    public static Setting value(String name, String argument, String summary, @Nullable String fallback, Reach reach) {
        return new Setting(name, null, Kind.VALUE, argument, summary, fallback, reach, false);
    }

    public static Setting list(String name, String argument, String summary, Reach reach) {
        return new Setting(name, null, Kind.LIST, argument, summary, null, reach, false);
    }

    /// A value that is shown to nobody: from the environment or the user's own configuration only.
    public static Setting secret(String name, String argument, String summary) {
        return new Setting(name, null, Kind.VALUE, argument, summary, null, Reach.USER, true);
    }

    public Setting withLetter(char newLetter) {
        return new Setting(name, newLetter, kind, argument, summary, fallback, reach, isSecret);
    }

    /// The name of its environment variable.
    public String variable() {
        return "POMONA_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// The flag as it is written.
    public String flag() {
        return "--" + name;
    }

    /// The values that a text stands for: itself, or for a list its parts.
    List<String> split(String text) {
        if (kind != Kind.LIST) return List.of(text);
        return List.of(text.split(",", -1)).stream()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
