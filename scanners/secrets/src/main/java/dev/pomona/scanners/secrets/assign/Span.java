// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

/// Two offsets in one `long`, so that a search that fails leaves nothing behind.
final class Span {

    /// No span.
    static final long NONE = -1;

    private Span() {}

    static long of(int start, int end) {
        return ((long) start << 32) | end;
    }

    static int start(long span) {
        return (int) (span >> 32);
    }

    static int end(long span) {
        return (int) span;
    }
}
