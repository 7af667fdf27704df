// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.api;

/// The time allowed ran out. Scanners let it through; the engine turns it into a gap.
public final class ScanTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ScanTimeoutException(String message) {
        super(message);
    }
}
