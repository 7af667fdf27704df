// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import java.util.List;

/// Values that nobody draws: repetitions, sequences, fillings, and what fingers type when nothing matters.
final class Monotony {

    private static final List<String> KEYBOARD = List.of(
            "qwertyuiop",
            "asdfghjkl",
            "zxcvbnm",
            "1qaz2wsx3edc",
            "qazwsxedc",
            "1q2w3e4r5t6y",
            "qwertzuiop",
            "azertyuiop");

    private static final String FILLERS = "xX0*.-_#?";

    /// From this share of neighbours on that follow each other, they do so on purpose.
    private static final double SEQUENTIAL = 0.65;

    /// So many characters that follow each other are in no random value.
    private static final int LONG_SEQUENCE = 8;

    private Monotony() {}

    /// Whether so many of its characters follow each other that they do so on purpose. The value is in small letters.
    static boolean isSequence(String lower) {
        return lower.length() >= 6 && sequential(lower) >= SEQUENTIAL;
    }

    /// Whether a part of it is a sequence that is in no random value.
    static boolean hasSequence(String lower) {
        return ascending(lower) >= LONG_SEQUENCE;
    }

    /// The longest run of characters that follow each other.
    private static int ascending(String lower) {
        int longest = 1;
        int run = 1;
        for (int i = 1; i < lower.length(); i++) {
            run = lower.charAt(i) == lower.charAt(i - 1) + 1 ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /// Whether much of it is what stands for "anything": crosses, zeros and marks.
    static boolean isFilled(String value) {
        int longest = 0;
        int run = 0;
        int all = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isFiller = FILLERS.indexOf(c) >= 0;
            run = !isFiller ? 0 : i > 0 && c == value.charAt(i - 1) ? run + 1 : 1;
            longest = Math.max(longest, run);
            if (isFiller) all++;
        }
        return longest >= Math.max(6, value.length() / 4) || all * 4 >= value.length() * 3;
    }

    /// Whether most of it runs along a row, of which no key occurs twice.
    static boolean isKeyboard(String lower) {
        for (String row : KEYBOARD) {
            int longest = 0;
            int run = 0;
            int last = -2;
            for (int i = 0; i < lower.length(); i++) {
                int key = row.indexOf(lower.charAt(i));
                run = key < 0 ? 0 : key == last + 1 ? run + 1 : 1;
                last = key < 0 ? -2 : key;
                longest = Math.max(longest, run);
            }
            if (longest >= 4 && longest * 3 >= lower.length() * 2) return true;
        }
        return false;
    }

    /// Whether it is a short text over and over, or made of two characters.
    static boolean isRepetition(String value) {
        int length = value.length();
        for (int period = 1; period <= Math.min(10, length / 2); period++) {
            if (period > 2 && length < 3 * period) break;
            int i = period;
            while (i < length && value.charAt(i) == value.charAt(i - period)) i++;
            if (i == length && (period == 1 || length >= 8)) return true;
        }
        return length >= 10 && value.chars().distinct().count() <= 3;
    }

    /// How often the same character stands side by side.
    static int longestRun(String value) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < value.length(); i++) {
            run = i > 0 && value.charAt(i) == value.charAt(i - 1) ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /// How many of the neighbours follow each other up or down, as in `abcdef` and `987654`.
    private static double sequential(String lower) {
        int following = 0;
        for (int i = 1; i < lower.length(); i++) {
            int step = lower.charAt(i) - lower.charAt(i - 1);
            if (step == 1 || step == -1 || step == '0' - '9' || step == 'a' - '9' || step == 'a' - 'z') following++;
        }
        return following / (lower.length() - 1.0);
    }
}
