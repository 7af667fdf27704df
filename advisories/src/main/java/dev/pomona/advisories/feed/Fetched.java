// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The answer of an [Origin] to a request for one file.
sealed interface Fetched {

    /// There is no such file.
    record Missing() implements Fetched {}

    /// The content is still what the validator given stands for.
    record NotModified() implements Fetched {}

    /// The whole file. To be closed when it was read.
    ///
    /// @param temporary whether the file is ours and goes when this is closed
    record Body(Path file, Validator validator, boolean temporary) implements Fetched, AutoCloseable {

        @Override
        public void close() {
            if (!temporary) return;
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // A leftover of the scratch folder: the next update sweeps it.
            }
        }
    }
}
