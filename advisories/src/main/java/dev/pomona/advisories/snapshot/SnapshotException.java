// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

/// The snapshot folder cannot be read or written: it is full, forbidden or damaged. What it held is
/// untouched. The message says which file and what to do.
public class SnapshotException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SnapshotException(String message) {
        super(message);
    }

    public SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
