// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

/// Wrong use or wrong configuration: shown to the person as it is, exit code 2.
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Never `null`, unlike the message of exceptions in general.
    public String text() {
        return String.valueOf(getMessage());
    }
}
