// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

/// What must hold at a place between two bytes.
///
/// @param negated it must not hold
/// @param set for the kinds that look at a neighbour
record Condition(Kind kind, boolean negated, ByteSet set) {

    enum Kind {
        TEXT_START(0),
        TEXT_END(1),
        /// The end, or before a line feed at the end.
        LAST_LINE_END(2),
        /// The start, or behind a line feed; but never the end.
        LINE_START(3),
        LINE_END(4),
        WORD_BOUNDARY(5),
        NEXT_IN(6),
        PREVIOUS_IN(7);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    static Condition of(Kind kind) {
        return new Condition(kind, false, ByteSet.NONE);
    }

    Condition inverse() {
        return new Condition(kind, !negated, set);
    }

    /// How a program holds it.
    int code() {
        return (kind.code << 1) | (negated ? 1 : 0);
    }

    /// May hold between a byte of one set and a byte of another. If any byte may be the previous one, so may
    /// none.
    boolean isPossibleBetween(ByteSet previous, ByteSet next) {
        return negated ? !isCertain(previous, next) : isPossible(previous, next);
    }

    private boolean isPossible(ByteSet previous, ByteSet next) {
        return switch (kind) {
            case TEXT_START -> previous.equals(ByteSet.ALL);
            case TEXT_END -> false;
            case LINE_START -> previous.has('\n');
            case LINE_END, LAST_LINE_END -> next.has('\n');
            case WORD_BOUNDARY ->
                !(previous.isWithin(ByteSet.WORD) && next.isWithin(ByteSet.WORD))
                        && (previous.meets(ByteSet.WORD) || next.meets(ByteSet.WORD));
            case NEXT_IN -> next.meets(set);
            case PREVIOUS_IN -> previous.meets(set);
        };
    }

    private boolean isCertain(ByteSet previous, ByteSet next) {
        return switch (kind) {
            case TEXT_START, TEXT_END, LAST_LINE_END -> false;
            case LINE_START -> previous.equals(ByteSet.of('\n'));
            case LINE_END -> next.equals(ByteSet.of('\n'));
            case WORD_BOUNDARY ->
                (previous.isWithin(ByteSet.WORD) && !next.meets(ByteSet.WORD))
                        || (!previous.meets(ByteSet.WORD) && next.isWithin(ByteSet.WORD));
            case NEXT_IN -> next.isWithin(set);
            case PREVIOUS_IN -> previous.isWithin(set) && !previous.equals(ByteSet.ALL);
        };
    }
}
