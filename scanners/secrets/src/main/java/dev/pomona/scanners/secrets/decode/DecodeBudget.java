// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

/// How many bytes may be unpacked from one file, all layers together.
public final class DecodeBudget {

    private long left;
    private boolean exceeded;

    public DecodeBudget(long bytes) {
        this.left = bytes;
    }

    /// Takes the bytes, or refuses and remembers it.
    boolean take(long bytes) {
        if (bytes > left) {
            exceeded = true;
            return false;
        }
        left -= bytes;
        return true;
    }

    /// How many bytes may still be unpacked.
    public long left() {
        return left;
    }

    /// Something was left out after it had been unpacked as far as possible: nothing is left, as the work was done.
    void exhaust() {
        left = 0;
        exceeded = true;
    }

    /// Whether something was not unpacked.
    public boolean isExceeded() {
        return exceeded;
    }
}
