// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

/// Whoever opened the repository wanted all reading of objects to end; what was read so far is all there is.
public final class ReadingEndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReadingEndedException() {
        super("reading was ended", null, false, false);
    }
}
