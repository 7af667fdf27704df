// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.content;

import org.jspecify.annotations.Nullable;

/// A limit of the scan was hit; the message is a sentence for the gap that it becomes.
public final class LimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String path;

    public LimitException(String message) {
        this(message, null);
    }

    /// @param path of the file that is beyond the limit
    public LimitException(String message, @Nullable String path) {
        super(message);
        this.path = path;
    }

    /// The file that is beyond the limit; `null` when the limit is not one file's.
    public @Nullable String path() {
        return path;
    }
}
