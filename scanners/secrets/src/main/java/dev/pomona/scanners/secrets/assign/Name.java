// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;
import static dev.pomona.scanners.secrets.assign.Ascii.isIdentifier;

/// The whole name around a keyword: identifiers, joined by `.`, `-`, `$` and `::`.
final class Name {

    /// A run of such bytes that is longer is data, not a name.
    static final int LONGEST = 200;

    private Name() {}

    /// The name around [keywordStart, keywordEnd), or [Span#NONE] when it is too long to be one.
    static long around(byte[] text, int keywordStart, int keywordEnd, int end) {
        int floor = Math.max(0, keywordStart - LONGEST);
        int start = keywordStart;
        while (start > floor) {
            byte before = text[start - 1];
            if (isPart(before)) start--;
            else if (before == ':' && start - 2 >= floor && text[start - 2] == ':') start -= 2;
            else break;
        }
        if (start > 0 && start == floor && isPart(text[start - 1])) return Span.NONE;
        if (start > 0 && text[start - 1] == '\\' && start < keywordStart && isEscape(text[start])) start++;
        while (start < keywordStart && (text[start] == '-' || text[start] == '.' || text[start] == ':')) start++;

        int roof = Math.min(end, start + LONGEST);
        int stop = keywordEnd;
        while (stop < roof) {
            byte next = text[stop];
            if (isPart(next)) stop++;
            else if (next == ':' && byteAt(text, stop + 1, roof) == ':' && isIdentifier(byteAt(text, stop + 2, roof)))
                stop += 2;
            else break;
        }
        if (stop > roof || (stop == roof && roof < end && isPart(text[roof]))) return Span.NONE;
        while (stop > keywordEnd && (text[stop - 1] == '-' || text[stop - 1] == '.')) stop--;
        return Span.of(start, stop);
    }

    /// Where the part of the name begins that is behind its last `.` or `::`.
    static int lastPart(byte[] text, int start, int end) {
        int at = end;
        while (at > start && text[at - 1] != '.' && text[at - 1] != ':') at--;
        return at;
    }

    private static boolean isPart(byte b) {
        return isIdentifier(b) || b == '-' || b == '.' || b == '$';
    }

    private static boolean isEscape(byte b) {
        return b == 'n' || b == 't' || b == 'r';
    }
}
