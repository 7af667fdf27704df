// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.age;

import java.io.IOException;

/// A file is not in the format, was damaged or cut, or is for somebody else. Messages hold nothing of what is in it.
public final class AgeException extends IOException {

    private static final long serialVersionUID = 1L;

    AgeException(String message) {
        super(message);
    }

    AgeException(String message, Throwable cause) {
        super(message, cause);
    }
}
