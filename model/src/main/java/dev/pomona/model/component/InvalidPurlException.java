// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

/// A text is no package URL, or its parts can't be one; the message says which part and what was got.
public final class InvalidPurlException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidPurlException(String message) {
        super(message);
    }
}
