// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.postgres;

import org.jspecify.annotations.Nullable;

/// The bundled PostgreSQL can't be unpacked, started or stopped; the message says why and what to
/// do.
public final class PostgresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PostgresException(String message) {
        super(message);
    }

    public PostgresException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
