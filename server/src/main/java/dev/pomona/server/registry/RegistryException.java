// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.registry;

import java.io.Serial;

/// A registry can't be read, or not to its end. The message is for people, and names nothing secret.
public final class RegistryException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    public RegistryException(String message) {
        super(message);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
