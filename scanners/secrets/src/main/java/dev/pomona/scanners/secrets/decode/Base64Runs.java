// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

import java.util.Arrays;

/// Finds stretches of base64 (RFC 4648, both alphabets, with and without padding) and takes them apart. A stretch goes
/// on
/// behind the end of a line where lines are as long as the first, whether the line really ends or `\n` is written out.
final class Base64Runs {

    /// Shorter stretches stand for fewer than 15 bytes, and most of them are words.
    static final int SHORTEST = 20;
    /// A line that is wrapped has at least so many.
    private static final int SHORTEST_LINE = 32;

    private static final byte[] VALUES = values();

    private Base64Runs() {}

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < 64; i++) values[alphabet.charAt(i)] = (byte) i;
        values['-'] = 62;
        values['_'] = 63;
        return values;
    }

    static boolean isDigit(byte b) {
        return VALUES[b & 0xff] >= 0;
    }

    /// Where the next stretch of the shortest length or more starts that lies in `[from, end)`; `end` when there is
    /// none.
    /// Looks at one byte in twenty where words are short.
    static int next(byte[] text, int from, int end) {
        int at = from;
        while (at + SHORTEST <= end) {
            int i = at + SHORTEST - 1;
            while (i >= at && VALUES[text[i] & 0xff] >= 0) i--;
            if (i < at) return at;
            at = i + 1;
        }
        return end;
    }

    /// Where the digits of one line end.
    static int lineEnd(byte[] text, int start, int end) {
        int at = start;
        while (at < end && VALUES[text[at] & 0xff] >= 0) at++;
        return at;
    }

    /// Where the whole stretch ends, further lines and padding included.
    static int end(byte[] text, int start, int end) {
        int at = lineEnd(text, start, end);
        int width = at - start;
        while (width >= SHORTEST_LINE && width % 4 == 0) {
            int next = nextLine(text, at, end);
            if (next < 0) break;
            int nextEnd = lineEnd(text, next, end);
            if (nextEnd == next || nextEnd - next > width) break;
            at = nextEnd;
            if (nextEnd - next < width) break;
        }
        for (int padding = 0; padding < 2 && at < end && text[at] == '='; padding++) at++;
        return at;
    }

    /// Where the digits of the next line start when a line ends here; -1 when none does.
    private static int nextLine(byte[] text, int lineEnd, int end) {
        int at = lineEnd;
        boolean isBroken = false;
        while (at < end) {
            byte b = text[at];
            boolean isWritten = b == '\\' && at + 1 < end && (text[at + 1] == 'n' || text[at + 1] == 'r');
            if (isWritten) at += 2;
            else if (b == '\n' || b == '\r' || b == ' ' || b == '\t') at++;
            else break;
            isBroken |= isWritten || b == '\n';
        }
        return isBroken && at < end ? at : -1;
    }

    /// The bytes that digits stand for; at most `most` of them. What breaks lines is passed over.
    static byte[] decode(byte[] text, int start, int end, int most) {
        byte[] bytes = new byte[Math.min(most, (end - start) / 4 * 3 + 3)];
        int size = 0;
        int bits = 0;
        int count = 0;
        for (int at = start; at < end && size < bytes.length; at++) {
            if (text[at] == '\\') {
                at++; // the letter of a line's written end is no digit
                continue;
            }
            int value = VALUES[text[at] & 0xff];
            if (value < 0) continue;
            bits = (bits << 6) | value;
            if (++count % 4 == 0) {
                bytes[size++] = (byte) (bits >> 16);
                if (size < bytes.length) bytes[size++] = (byte) (bits >> 8);
                if (size < bytes.length) bytes[size++] = (byte) bits;
            }
        }
        int rest = count % 4;
        if (rest >= 2 && size < bytes.length) bytes[size++] = (byte) (bits >> (rest == 2 ? 4 : 10));
        if (rest == 3 && size < bytes.length) bytes[size++] = (byte) (bits >> 2);
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
