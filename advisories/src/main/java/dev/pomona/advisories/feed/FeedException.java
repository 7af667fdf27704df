// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

/// A feed could not be read; what was there before stays as it is.
public final class FeedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public FeedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public FeedException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /// One sentence for people, without a full stop; never holds credentials.
    public String reason() {
        return reason;
    }
}
