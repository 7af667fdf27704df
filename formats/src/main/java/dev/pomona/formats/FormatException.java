// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats;

import org.jspecify.annotations.Nullable;

/// A document is not what its format demands. The message says what was expected and where, as far as the
/// format knows places.
public final class FormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FormatException(String message) {
        super(message);
    }

    public FormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
