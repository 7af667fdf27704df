// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Values that hold the place of a secret: words that say so, brackets to be filled in, repetitions, and what fingers
/// type when nothing matters.
final class Placeholder {

    /// How markup writes the bracket that opens.
    private static final List<String> BRACKETS = List.of("&lt;", "&#60;", "&#x3c;");

    /// From this token quality on, a value is not made of words.
    private static final double RANDOM = 0.5;

    private Placeholder() {}

    static @Nullable String reason(String value, String name, Strictness strictness) {
        int length = value.length();
        if (isOneMark(value)) return "masked";
        if (isBracketed(value)) return "a placeholder in brackets";
        if (isCut(value)) return "part of it is left out";
        String lower = value.toLowerCase(Locale.ROOT);
        String word = PlaceholderWords.telling(lower);
        if (word != null) return "a placeholder: it says '%s'".formatted(word);
        if (strictness == Strictness.GENERIC) {
            if (PlaceholderWords.isWhole(lower)) return "a placeholder: a word for a secret, not one";
            if (isName(lower, name)) return "a placeholder: it repeats its name";
            if (length >= 4 && Monotony.isKeyboard(lower)) return "a run along the keyboard";
        }
        if (length >= 4 && Monotony.isRepetition(value)) return "a repetition";
        if (Monotony.longestRun(value)
                >= (strictness == Strictness.GENERIC ? Math.max(4, length / 2 + 1) : Math.max(6, length / 4)))
            return "filled with one character";
        if (Monotony.isSequence(lower)) return "a sequence of characters";
        if (strictness != Strictness.GENERIC && Monotony.hasSequence(lower)) return "a sequence of characters";
        return null;
    }

    /// Why a value is none that has the form of an issuer's, whatever it says besides.
    static @Nullable String ofToken(String value, double quality) {
        if (isOneMark(value)) return "masked";
        if (isBracketed(value)) return "a placeholder in brackets";
        String lower = value.toLowerCase(Locale.ROOT);
        String word = quality < RANDOM ? PlaceholderWords.telling(lower) : PlaceholderWords.tellingForCertain(lower);
        if (word != null) return "a placeholder: it says '%s'".formatted(word);
        return Monotony.isFilled(value) ? "filled with one character" : null;
    }

    /// What speaks against such a value, though it may be one all the same.
    static @Nullable String doubt(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        String word = PlaceholderWords.madeUp(lower);
        if (word != null) return "it says '%s'".formatted(word);
        int length = value.length();
        if (length >= 4 && Monotony.isRepetition(value)) return "a repetition";
        if (Monotony.longestRun(value) >= Math.max(6, length / 4)) return "filled with one character";
        if (Monotony.isSequence(lower)) return "a sequence of characters";
        return Monotony.hasSequence(lower) ? "a sequence of characters is in it" : null;
    }

    private static boolean isOneMark(String value) {
        char first = value.charAt(0);
        if (Character.isLetterOrDigit(first) && first < 0x80) {
            return value.length() > 2
                    && (first == 'x' || first == 'X')
                    && value.chars().allMatch(c -> c == first || c == '-');
        }
        // A bullet in UTF-8 is three bytes.
        String unit = value.length() >= 3 && first >= 0x80 ? value.substring(0, 3) : value.substring(0, 1);
        return value.length() % unit.length() == 0 && value.equals(unit.repeat(value.length() / unit.length()));
    }

    /// `abc…`, `abc...`, in UTF-8 as one character for each byte.
    private static boolean isCut(String value) {
        return value.length() > 6 && (value.endsWith("...") || value.endsWith("\u00e2\u0080\u00a6"));
    }

    private static boolean isBracketed(String value) {
        int last = value.length() - 1;
        if (last < 2) return false;
        for (String escape : BRACKETS) {
            if (value.regionMatches(true, 0, escape, 0, escape.length())) return true;
        }
        char open = value.charAt(0);
        char close = value.charAt(last);
        if ((open == '<' && close == '>') || (open == '[' && close == ']')) {
            return value.substring(1, last).chars().noneMatch(c -> c == '<' || c == '>' || c == '[');
        }
        if ((open == '(' && close == ')') || (open == '{' && close == '}')) return isWords(value, 1, last);
        return value.startsWith("__") && value.endsWith("__") && isWords(value, 2, last - 1);
    }

    private static boolean isWords(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == ' ' || c == '.'))
                return false;
        }
        return to > from;
    }

    /// Whether the value is its name, or the start or end of it, but for case and marks.
    private static boolean isName(String lower, String name) {
        String plain = plain(lower);
        String plainName = plain(name);
        return plain.length() >= 3 && (plainName.startsWith(plain) || plainName.endsWith(plain));
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) plain.append(c);
        }
        return plain.toString();
    }
}
