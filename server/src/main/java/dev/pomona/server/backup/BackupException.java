// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.backup;

import org.jspecify.annotations.Nullable;

/// A backup can't be made, or what is given is none that can be restored; the message says why and what to do.
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BackupException(String message) {
        super(message);
    }

    BackupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
