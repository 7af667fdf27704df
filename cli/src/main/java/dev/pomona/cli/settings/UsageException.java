// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

/// Wrong use or wrong configuration: shown to the person as it is, exit code 2.
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isAnsweredByHelp;

    public UsageException(String message) {
        this(message, false);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
        this.isAnsweredByHelp = false;
    }

    /// A setting that the command can't do without.
    public static UsageException missing(Setting setting) {
        return new UsageException("%s is missing".formatted(setting.flag()), true);
    }

    private UsageException(String message, boolean isAnsweredByHelp) {
        super(message);
        this.isAnsweredByHelp = isAnsweredByHelp;
    }

    /// Whether the help of the command tells what is wanted.
    public boolean isAnsweredByHelp() {
        return isAnsweredByHelp;
    }

    /// Never `null`, unlike the message of exceptions in general.
    public String text() {
        return String.valueOf(getMessage());
    }
}
