// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// How random a value looks. Two explanations are compared: that it was written as words (letters follow each other as
/// they do in names and messages, words are joined as programmers join them), and that each of its characters was drawn
/// from the smallest usual alphabet that has them all. The measure is how likely the second is.
///
/// The statistics are in a table beside this class; `WordTable` in the tests makes it and says from what.
public final class TokenQuality {

    /// More than this says nothing more, and is not looked at.
    private static final int LONGEST = 256;

    private static final int LETTERS = 27;
    private static final int KINDS = 5;
    private static final int EDGE = 4;
    private static final int HEX_OF_BOTH_CASES = 22;
    private static final int LONGEST_PREFIX = 4;
    private static final int LETTER_COSTS = 2 * KINDS * KINDS;
    private static final byte[] TABLE = table();

    /// A digit in a word costs a choice out of ten, in sixteenths of a bit; going on after one, a little.
    private static final int DIGIT = 53;

    private static final int MORE_DIGITS = 16;

    /// What joins words is drawn from about thirty marks.
    private static final int MARK = 40;

    /// Letters of other scripts are no part of any token.
    private static final int FOREIGN = 8;

    /// In favour of words, in bits: some are rare, and none is drawn at random.
    private static final double PRIOR = 10;

    /// How many bits of evidence count as one: neighbouring characters are not independent.
    private static final double TEMPER = 2.5;

    private TokenQuality() {}

    /// From 0 (words) to 1 (random); near a half for what is too short to tell, and 0 for an empty range.
    public static double of(byte[] text, int start, int end) {
        if (end <= start) return 0;
        int stop = Math.min(end, start + LONGEST);
        double evidence = (asWords(text, start, stop) - asToken(text, start, stop)) / 16.0 - PRIOR;
        return 1 / (1 + Math.exp(-evidence / TEMPER));
    }

    /// The cost of writing it in words, in sixteenths of a bit.
    private static int asWords(byte[] text, int start, int end) {
        int cost = 0;
        int kind = EDGE;
        int joined = 0;
        int at = start;
        while (at < end) {
            int next = Words.kind(text, at, end);
            if (next < 0) {
                cost += text[at] < 0 ? FOREIGN : MARK;
                joined = 0;
                at++;
                continue;
            }
            int stop = Words.end(text, at, end, next);
            cost += TABLE[(joined * KINDS + kind) * KINDS + next] & 0xff;
            cost += next == Words.DIGITS
                    ? DIGIT * (stop - at) + MORE_DIGITS * Math.max(0, stop - at - 4)
                    : letters(text, at, stop, stop == end);
            kind = next;
            joined = 1;
            at = stop;
        }
        return cost;
    }

    private static int letters(byte[] text, int start, int end, boolean last) {
        int cost = 0;
        int before = 0;
        int previous = 0;
        for (int i = start; i < end; i++) {
            int letter = Words.letter(text[i]);
            cost += TABLE[LETTER_COSTS + (before * LETTERS + previous) * LETTERS + letter] & 0xff;
            before = previous;
            previous = letter;
        }
        // What is cut off at the end need not end as words do.
        return last ? cost : cost + (TABLE[LETTER_COSTS + (before * LETTERS + previous) * LETTERS] & 0xff);
    }

    /// The cost of drawing each character, in sixteenths of a bit. A short prefix before a mark, as in `sk_1f0a…`, is
    /// drawn apart.
    private static int asToken(byte[] text, int start, int end) {
        int mark = start;
        while (mark < end && mark - start <= LONGEST_PREFIX && Words.kind(text, mark, end) >= 0) mark++;
        boolean hasPrefix = mark > start && mark - start <= LONGEST_PREFIX && mark < end && text[mark] == '_';
        int whole = drawn(text, start, end);
        return hasPrefix ? Math.min(whole, drawn(text, start, mark + 1) + drawn(text, mark + 1, end)) : whole;
    }

    private static int drawn(byte[] text, int start, int end) {
        boolean hex = true;
        boolean lower = false;
        boolean upper = false;
        boolean digit = false;
        int marks = 0;
        int foreign = 0;
        for (int i = start; i < end; i++) {
            byte b = text[i];
            if (Words.isDigit(b)) {
                digit = true;
            } else if (Words.isLower(b)) {
                lower = true;
                hex &= b <= 'f';
            } else if (Words.isUpper(b)) {
                upper = true;
                hex &= b <= 'F';
            } else if (b < 0) {
                foreign++;
            } else {
                marks++;
            }
        }
        int alphabet;
        if (hex && digit) alphabet = lower && upper ? HEX_OF_BOTH_CASES : 16;
        else alphabet = (lower ? 26 : 0) + (upper ? 26 : 0) + (digit ? 10 : 0);
        int plain = end - start - marks - foreign;
        double bits = plain == 0 ? 0 : plain * log2(alphabet);
        return (int) Math.round(16 * (bits + marks * 5.5 + foreign * 8.0));
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private static byte[] table() {
        try (InputStream in = TokenQuality.class.getResourceAsStream("words.bin")) {
            byte[] table =
                    Objects.requireNonNull(in, "the table of words is missing").readAllBytes();
            int expected = LETTER_COSTS + LETTERS * LETTERS * LETTERS;
            if (table.length != expected) {
                throw new IllegalStateException(
                        "the table of words has %d bytes, not %d".formatted(table.length, expected));
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
