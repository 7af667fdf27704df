// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

/// A file is no segment, of a version that this program does not read, or damaged. The answer is to fetch the
/// data again.
public final class CorruptSegmentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CorruptSegmentException(String message) {
        super(message);
    }

    CorruptSegmentException(String message, Throwable cause) {
        super(message, cause);
    }
}
