// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

/// A text is no version, or no range, of its scheme; the message says why and what was got.
public final class InvalidVersionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidVersionException(String message) {
        super(message);
    }
}
