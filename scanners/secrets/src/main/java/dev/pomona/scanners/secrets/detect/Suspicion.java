// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import org.jspecify.annotations.Nullable;

/// Whether anything could be reported about what is in a content, whatever its path; and what makes the answer for a
/// content that was made of this one cheaper.
public final class Suspicion {

    private static final int NOWHERE = -1;
    private static final Suspicion RAISED = new Suspicion(true, NOWHERE, NOWHERE, null);
    private static final Suspicion NONE = new Suspicion(false, NOWHERE, NOWHERE, null);

    private final boolean isRaised;
    private final int start;
    private final int end;
    private final @Nullable Trail trail;

    private Suspicion(boolean isRaised, int start, int end, @Nullable Trail trail) {
        this.isRaised = isRaised;
        this.start = start;
        this.end = end;
        this.trail = trail;
    }

    /// Something could be reported.
    public static Suspicion raised() {
        return RAISED;
    }

    /// Nothing could, and nothing is known for others.
    public static Suspicion none() {
        return NONE;
    }

    static Suspicion raisedAt(int start, int end) {
        return new Suspicion(true, start, end, null);
    }

    static Suspicion none(@Nullable Trail trail) {
        return trail == null ? NONE : new Suspicion(false, NOWHERE, NOWHERE, trail);
    }

    public boolean isRaised() {
        return isRaised;
    }

    /// What is left for others; `null` when nothing is.
    @Nullable
    Trail trail() {
        return trail;
    }

    /// The same doubt in a text that has all of it from this one; `null` when it has not.
    @Nullable
    Suspicion carriedOver(int[] copies) {
        if (start < 0) return null;
        for (int i = 0; i < copies.length; i += 3) {
            int from = copies[i + 1];
            if (start >= from && end <= from + copies[i + 2]) {
                int shift = copies[i] - from;
                return raisedAt(start + shift, end + shift);
            }
        }
        return null;
    }
}
