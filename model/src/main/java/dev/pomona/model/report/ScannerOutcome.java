// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.report;

import java.util.List;
import java.util.TreeSet;

/// How one scanner's run ended. A scan never hides a scanner that did not finish.
///
/// @param scanner the scanner's id
public record ScannerOutcome(String scanner, Status status) {

    public sealed interface Status {
        /// Saw everything it wanted to see.
        record Completed() implements Status {}

        /// Finished, but not everything was seen. Gaps sorted, at least one.
        record Partial(List<Gap> gaps) implements Status {
            public Partial {
                gaps = List.copyOf(new TreeSet<>(gaps));
            }
        }

        /// Stopped by an error of its own.
        record Failed(String reason) implements Status {}

        /// Not run, e.g. because it needs the network and the scan is offline.
        record Skipped(String reason) implements Status {}
    }
}
