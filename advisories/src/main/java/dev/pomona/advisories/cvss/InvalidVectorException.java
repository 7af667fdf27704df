// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.cvss;

/// A text is no CVSS vector; the message says which part is wrong.
public final class InvalidVectorException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidVectorException(String message) {
        super(message);
    }
}
