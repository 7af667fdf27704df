// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

/// A revision that somebody asked for can't be found, or can't be understood.
public final class RevisionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String part;

    RevisionException(String part, String message) {
        super(message);
        this.part = part;
    }

    /// The part of what was written that is at fault.
    public String part() {
        return part;
    }
}
