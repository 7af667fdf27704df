// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

/// What was to be scanned is not there, can't be read, or is neither a folder nor a regular file.
public final class InvalidTargetException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidTargetException(String message) {
        super(message);
    }
}
