// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import org.jspecify.annotations.Nullable;

/// The server could not be asked, or can't answer just now: the result is not known.
public final class RemoteException extends Exception {

    private static final long serialVersionUID = 1L;

    RemoteException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
