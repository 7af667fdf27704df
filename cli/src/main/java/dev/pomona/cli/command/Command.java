// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.command;

import dev.pomona.cli.settings.Setting;
import java.util.List;
import java.util.Optional;

/// Something the program can be told to do.
public interface Command {

    /// What help says of it, in a few paragraphs.
    String description();

    /// Its arguments as usage shows them: `[DIR]`, `PURL…`; empty when it takes none.
    String arguments();

    /// How many arguments it takes at least and at most.
    Arity arity();

    /// What can be set besides the settings of all commands.
    List<Setting> settings();

    /// Whether its first argument names the folder whose `.pomona/` holds the configuration.
    default boolean worksOnFolder() {
        return false;
    }

    /// The argument that may name that folder; the working directory's configuration holds when it does not.
    default Optional<String> folder(List<String> arguments) {
        return worksOnFolder() ? arguments.stream().findFirst() : Optional.empty();
    }

    /// Runs it.
    ///
    /// @throws dev.pomona.cli.settings.UsageException for wrong use or configuration
    ExitCode run(Invocation invocation);

    record Arity(int least, int most) {
        public static final Arity NONE = new Arity(0, 0);
        public static final Arity OPTIONAL = new Arity(0, 1);
        public static final Arity ONE = new Arity(1, 1);
        public static final Arity ANY = new Arity(0, Integer.MAX_VALUE);
    }
}
