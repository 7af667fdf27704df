// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Digest;
import java.util.List;

/// What a requirements file says, line by line.
///
/// @param lines in the order of the file
/// @param compiled whether pip-compile or `uv pip compile` wrote it, so that it is complete
/// @param problems lines that could not be understood, as `line N: why`
record RequirementsFile(List<Line> lines, boolean compiled, List<String> problems) {

    RequirementsFile {
        lines = List.copyOf(lines);
        problems = List.copyOf(problems);
    }

    sealed interface Line {

        /// Counted from 1.
        int number();

        /// A package with what it takes.
        ///
        /// @param via who needs it, in the words of pip-compile
        /// @param open whether an environment variable stands in it, so that what is asked for is not known
        record Required(
                Requirement requirement, List<Digest> digests, List<String> via, boolean open, int number, int column)
                implements Line {
            public Required {
                digests = List.copyOf(digests);
                via = List.copyOf(via);
            }
        }

        /// An address or a path without a requirement before it.
        record Linked(Link link, List<Digest> digests, int number, int column) implements Line {
            public Linked {
                digests = List.copyOf(digests);
            }
        }

        /// `-r` or, when `constraint`, `-c`.
        record Included(String file, boolean constraint, int number) implements Line {}
    }
}
