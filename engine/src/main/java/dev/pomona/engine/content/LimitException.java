// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.content;

/// A limit of the scan was hit; the message is a sentence for the gap that it becomes.
public final class LimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LimitException(String message) {
        super(message);
    }
}
