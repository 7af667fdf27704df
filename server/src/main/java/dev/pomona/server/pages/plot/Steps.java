// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.plot;

import java.util.List;
import java.util.stream.LongStream;

/// An axis from 0 in round steps: 1, 2 or 5 times a power of ten, four of them at most.
///
/// @param most the end of the axis, a multiple of the step, at least 1
record Steps(long step, long most) {

    private static final int MOST_STEPS = 4;

    static Steps upTo(long value) {
        long wanted = Math.max(1, value);
        long power = 1;
        while (true) {
            for (long factor : new long[] {1, 2, 5}) {
                long step = factor * power;
                long steps = Math.ceilDiv(wanted, step);
                if (steps <= MOST_STEPS) return new Steps(step, step * steps);
            }
            power *= 10;
        }
    }

    List<Long> ticks() {
        return LongStream.rangeClosed(0, most / step).map(i -> i * step).boxed().toList();
    }
}
