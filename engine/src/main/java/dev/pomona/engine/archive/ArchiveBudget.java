// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import dev.pomona.engine.content.LimitException;
import dev.pomona.engine.content.Sizes;

/// What is left of the limits for one file of the target. Used by one thread.
public final class ArchiveBudget {

    /// Below this, any ratio is harmless.
    private static final long HARMLESS = 64L << 20;

    private final ArchiveLimits limits;
    private final long packed;
    private final Runnable clock;
    private int entries;
    private long bytes;
    private boolean exhausted;

    /// @param packed the size of the file itself
    /// @param clock called now and then; throws to stop the work
    public ArchiveBudget(ArchiveLimits limits, long packed, Runnable clock) {
        this.limits = limits;
        this.packed = packed;
        this.clock = clock;
    }

    ArchiveLimits limits() {
        return limits;
    }

    /// Whether a limit of the whole was hit, so that going on makes no sense.
    boolean isExhausted() {
        return exhausted;
    }

    void countEntry() {
        if (++entries > limits.entries()) {
            exhausted = true;
            throw new LimitException("more than %d entries; the rest was not seen".formatted(limits.entries()));
        }
        if (entries % 256 == 0) clock.run();
    }

    void countBytes(long unpacked) {
        bytes += unpacked;
        if (bytes > limits.bytes()) {
            exhausted = true;
            throw new LimitException(
                    "more than %s unpacked; the rest was not seen".formatted(Sizes.print(limits.bytes())));
        }
        if (bytes > HARMLESS && bytes / limits.ratio() > packed) {
            exhausted = true;
            throw tooDense();
        }
        clock.run();
    }

    /// For one compressed stream.
    void checkRatio(long unpacked, long compressed) {
        if (unpacked > HARMLESS && unpacked / limits.ratio() > compressed) throw tooDense();
    }

    private LimitException tooDense() {
        return new LimitException(
                "unpacks to more than %d times its size; the rest was not seen".formatted(limits.ratio()));
    }
}
