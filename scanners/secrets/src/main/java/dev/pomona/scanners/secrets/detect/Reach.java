// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.keyword.KeywordHits;

/// How much of the text decided that no rule found anything at a keyword. Where all of it is the same in another text,
/// none finds anything there either. Kept with a keyword's hit, so these are small numbers.
///
/// Of a pattern that failed, the steps tell how far it can have looked: none goes over more than [#BYTES_EACH_STEP]
/// bytes. [dev.pomona.scanners.secrets.assign.AssignmentParser] says how far it looks.
final class Reach {

    /// Nobody has looked yet.
    static final int UNKNOWN = 0;
    /// Not more than [#BEFORE] bytes in front and [#NEARLY_BEHIND] behind.
    static final int NEAR = 1;
    /// Not more than [#BEFORE] bytes in front and [#BEHIND] behind.
    static final int WIDE = 2;
    /// More, or something was found that turned out to be no secret.
    static final int FAR = KeywordHits.MOST_NOTE;

    static final int BEFORE = 1024;
    static final int NEARLY_BEHIND = 512;
    static final int BEHIND = 10 * 1024;

    private static final int BYTES_EACH_STEP = 16;
    /// More than what look-around sees.
    static final int LOOK_AROUND = 64;
    /// What is looked at without a step: the keyword itself, and what look-around sees.
    private static final int FREE = 384;

    private Reach() {}

    /// Of a pattern that did not match.
    ///
    /// @param maxBefore how far before the keyword it started
    static int of(int maxBefore, long steps) {
        if (maxBefore > BEFORE - FREE) return FAR;
        long behind = FREE + steps * BYTES_EACH_STEP;
        return behind <= NEARLY_BEHIND ? NEAR : behind <= BEHIND ? WIDE : FAR;
    }
}
