// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import org.jspecify.annotations.Nullable;

/// Looks through a program that is written for what must come next, so that a matcher need not try what can't succeed.
final class LookAhead {

    /// The instructions between a run and what it is followed by, beyond which it is not worth looking.
    private static final int MAX_LOOK = 48;

    private final ProgramWriter code;

    LookAhead(ProgramWriter code) {
        this.code = code;
    }

    /// Tells each run what must follow it, and each split what its branches must start with.
    void tell() {
        for (int place = 0; place < code.length(); place += Program.length(code.at(place, 0))) {
            switch (code.at(place, 0)) {
                case Program.GREEDY -> {
                    var run = code.set(code.at(place, 2));
                    ByteSet follow = code.at(place, 3) == code.at(place, 4)
                            ? ByteSet.NONE
                            : new Look(run, code.at(place, 3) > 0 ? run : ByteSet.ALL).from(code.at(place, 1));
                    if (follow != null && follow.isEmpty()) code.set(place, 0, Program.POSSESSIVE);
                    else code.set(place, 5, follow == null ? -1 : code.place(follow));
                }
                case Program.LAZY -> {
                    ByteSet follow = code.first(code.at(place, 1));
                    code.set(place, 5, follow == null ? -1 : code.place(follow));
                }
                case Program.SPLIT -> {
                    ByteSet preferred = code.first(code.at(place, 1));
                    ByteSet other = code.first(code.at(place, 2));
                    code.set(place, 3, preferred == null ? -1 : code.place(preferred));
                    code.set(place, 4, other == null ? -1 : code.place(other));
                }
                default -> {}
            }
        }
    }

    /// Which bytes of a run can be the next one for what follows the run, where the run could also go on.
    private final class Look {

        private final ByteSet run;
        private final ByteSet before;
        private int left = MAX_LOOK;
        private ByteSet follow = ByteSet.NONE;

        private Look(ByteSet run, ByteSet before) {
            this.run = run;
            this.before = before;
        }

        /// Null when it can't be told, or when what follows need take nothing.
        private @Nullable ByteSet from(int place) {
            return walk(place) ? follow : null;
        }

        private boolean walk(int start) {
            int place = start;
            while (--left >= 0) {
                switch (code.at(place, 0)) {
                    case Program.MATCH -> {
                        return false;
                    }
                    case Program.SAVE -> place = code.at(place, 1);
                    case Program.CHECK -> {
                        Condition condition = code.condition(place);
                        if (condition != null && !condition.isPossibleBetween(before, run)) return true;
                        place = code.at(place, 1);
                    }
                    case Program.SPLIT -> {
                        if (!walk(code.at(place, 1))) return false;
                        place = code.at(place, 2);
                    }
                    case Program.GREEDY, Program.POSSESSIVE, Program.LAZY -> {
                        follow = follow.or(code.set(code.at(place, 2)).and(run));
                        if (code.at(place, 3) > 0) return true;
                        place = code.at(place, 1);
                    }
                    default -> {
                        ByteSet first = code.first(place);
                        if (first == null) return false;
                        follow = follow.or(first.and(run));
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
