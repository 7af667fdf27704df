// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.cache;

/// A cached record is not what its writer wrote.
public final class CorruptRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CorruptRecordException(String message) {
        super(message);
    }
}
