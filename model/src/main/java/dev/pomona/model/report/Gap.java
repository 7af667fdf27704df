// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.report;

import java.util.Comparator;

/// Something a scan did not see, and why. Gaps are results: a scan with gaps is never simply clean.
///
/// @param path of the file, or of the folder or archive below which things were left out
/// @param message one sentence with the reason; no text of the scanned file beyond names
public record Gap(Kind kind, String path, String message) implements Comparable<Gap> {

    private static final Comparator<Gap> ORDER =
            Comparator.comparing(Gap::path).thenComparing(Gap::kind).thenComparing(Gap::message);

    public enum Kind {
        /// The file or folder could not be read.
        UNREADABLE,
        /// The file is not what its name says, or is damaged.
        MALFORMED,
        /// A version, parent or included file could not be resolved; what the manifest states was taken.
        UNRESOLVED,
        /// Understood, but this form of it is not supported.
        UNSUPPORTED,
        /// A limit on size, depth, count, ratio or memory was hit.
        LIMIT,
        /// The time allowed ran out.
        TIMEOUT
    }

    @Override
    public int compareTo(Gap other) {
        return ORDER.compare(this, other);
    }
}
