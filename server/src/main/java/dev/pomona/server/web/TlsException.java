// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import org.jspecify.annotations.Nullable;

/// A certificate or its key can't be used; the message says which file and why, and holds nothing of the key.
public final class TlsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
