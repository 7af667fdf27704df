// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.keys;

/// The key can't be used: not readable, damaged, or under another passphrase. Messages never hold
/// any of it.
public final class KeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KeyException(String message) {
        super(message);
    }

    public KeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
