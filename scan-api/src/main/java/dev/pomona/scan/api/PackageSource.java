// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.api;

import java.lang.foreign.MemorySegment;

/// Published files of one ecosystem, read by their path in its repository layout. Answers are cached by whoever
/// offers it.
public interface PackageSource {

    Lookup read(String path);

    sealed interface Lookup {
        /// @param origin where it was read, for messages: a path or a URL without credentials
        record Found(MemorySegment content, String origin) implements Lookup {}

        /// Every place that was allowed answered, and none has it.
        record Absent() implements Lookup {}

        /// A place did not answer: a refused or broken connection, a limit, or the scan is offline.
        record Unavailable(String reason) implements Lookup {}
    }
}
