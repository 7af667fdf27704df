// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;
import static dev.pomona.scanners.secrets.assign.Ascii.isBlank;
import static dev.pomona.scanners.secrets.assign.Ascii.isIdentifier;

/// What joins a name to its value. An operator is read as a number: its kind and the place behind it.
final class Operator {

    static final int NONE = 0;
    /// `=` and what is written with it: `?=`, `+=`, `||=`, `<-`.
    static final int EQUALS = 1;
    /// `:=`, where a word behind it is a variable in most languages.
    static final int WALRUS = 2;
    static final int COLON = 3;
    /// `=>`, `->`, `to`.
    static final int ARROW = 4;
    /// `==`, `!=`, `eq`, `is` and the like.
    static final int COMPARISON = 5;
    /// `||`, `??`, `?:`, `or`.
    static final int FALLBACK = 6;
    static final int COMMA = 7;
    static final int OPEN = 8;
    /// `BY` of SQL.
    static final int BY = 9;

    private static final String[] ASSIGNING = {"||=", "??=", "&&=", "?=", "+=", ".=", "|=", "<<-", "<-"};
    private static final String[] COMPARING = {"===", "!==", "==", "!=", "<>", "-ceq ", "-eq ", "-ne ", "eq ", "ne "};
    private static final String[] FALLING_BACK = {"||", "??", "?:", "//", "or "};

    private Operator() {}

    static int kind(long operator) {
        return (int) (operator >> 32);
    }

    static int end(long operator) {
        return (int) operator;
    }

    /// The operator at a place.
    static long at(byte[] text, int place, int end) {
        byte first = Ascii.byteAt(text, place, end);
        return switch (first) {
            case '=' -> {
                byte second = Ascii.byteAt(text, place + 1, end);
                if (second == '=') yield oneOf(COMPARISON, COMPARING, text, place, end);
                yield second == '>' ? of(ARROW, place + 2) : second == '~' ? 0 : of(EQUALS, place + 1);
            }
            case ':' -> {
                byte second = Ascii.byteAt(text, place + 1, end);
                if (second == '=') yield of(WALRUS, place + 2);
                if (second != ':') yield of(COLON, place + 1);
                byte third = Ascii.byteAt(text, place + 2, end);
                // `::=` and `:::=` of Make, `name:: "value"` of Jsonnet
                if (third == ':' && Ascii.byteAt(text, place + 3, end) == '=') yield of(WALRUS, place + 4);
                yield third == '=' ? of(WALRUS, place + 3) : of(COLON, place + (isBlank(third) ? 2 : 1));
            }
            case '-' ->
                Ascii.byteAt(text, place + 1, end) == '>'
                        ? of(ARROW, place + 2)
                        : oneOf(COMPARISON, COMPARING, text, place, end);
            case ',' -> of(COMMA, place + 1);
            case '(' -> of(OPEN, place + 1);
            case '?', '|', '+', '.', '&', '<', '!', '/' -> {
                long assigning = oneOf(EQUALS, ASSIGNING, text, place, end);
                if (assigning != NONE) yield assigning;
                long comparing = oneOf(COMPARISON, COMPARING, text, place, end);
                yield comparing != NONE ? comparing : oneOf(FALLBACK, FALLING_BACK, text, place, end);
            }
            case 'e', 'n' -> spaced(text, place) ? oneOf(COMPARISON, COMPARING, text, place, end) : NONE;
            case 'o' -> spaced(text, place) ? oneOf(FALLBACK, FALLING_BACK, text, place, end) : NONE;
            case 'i' -> {
                if (!spaced(text, place) || !Ascii.startsWith(text, place, end, "is")) yield NONE;
                byte third = Ascii.byteAt(text, place + 2, end);
                yield third == ' ' ? of(COMPARISON, place + 3) : third == ':' ? of(COLON, place + 3) : NONE;
            }
            case 't' -> spaced(text, place) && Ascii.startsWith(text, place, end, "to ") ? of(ARROW, place + 3) : NONE;
            case 'b', 'B' ->
                spaced(text, place) && Ascii.startsWith(text, place, end, "by ") ? of(BY, place + 3) : NONE;
            default -> NONE;
        };
    }

    /// The `=` or `:=` behind a type that stands between a name and its value: `x: &str = `, `x string = `,
    /// `x As String = `, `x[] = `. [#NONE] when there is none.
    static long behindType(byte[] text, int place, int end) {
        int roof = Math.min(end, place + 64);
        int at = place;
        if (byteAt(text, at, roof) == ':') at++;
        at = Ascii.skipBlanks(text, at, roof);
        int start = at;
        while (at < roof && (isTypePart(text[at]) || isLength(text, at, roof))) at++;
        if (at == start || byteAt(text, at, roof) != '=') {
            return at > start && byteAt(text, at, roof) == ':' && byteAt(text, at + 1, roof) == '='
                    ? of(WALRUS, at + 2)
                    : NONE;
        }
        byte next = byteAt(text, at + 1, end);
        return next == '=' || next == '>' || next == '~' ? NONE : of(EQUALS, at + 1);
    }

    /// `(30)` and its digits, as in `name VARCHAR2(30) := `.
    private static boolean isLength(byte[] text, int place, int roof) {
        if (text[place] == ')') return Ascii.isDigit(text[place - 1]);
        return text[place] == '(' && isIdentifier(text[place - 1]) && Ascii.isDigit(byteAt(text, place + 1, roof));
    }

    private static boolean isTypePart(byte b) {
        return isIdentifier(b)
                || isBlank(b)
                || switch (b) {
                    case '.', '<', '>', '[', ']', '?', '!', '&', '*', '|', '\'' -> true;
                    default -> false;
                };
    }

    private static boolean spaced(byte[] text, int place) {
        return place > 0 && isBlank(text[place - 1]);
    }

    private static long oneOf(int kind, String[] words, byte[] text, int place, int end) {
        for (String word : words) {
            if (Ascii.startsWith(text, place, end, word)) return of(kind, place + word.length());
        }
        return NONE;
    }

    private static long of(int kind, int end) {
        return ((long) kind << 32) | end;
    }
}
