// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Values that hold the place of a secret: words that say so, brackets to be filled in, repetitions, and what fingers
/// type when nothing matters.
final class Placeholder {

    /// Long enough not to turn up in a random token.
    private static final List<String> TELLING = List.of(
            "example",
            "changeme",
            "change-me",
            "change_me",
            "changethis",
            "change-this",
            "change_this",
            "placeholder",
            "replaceme",
            "replace-me",
            "replace_me",
            "replace-with",
            "replace_with",
            "redacted",
            "dummy-",
            "dummy_",
            "-dummy",
            "_dummy",
            "your-",
            "your_",
            "-your",
            "_your",
            "yourpass",
            "yoursecret",
            "yourtoken",
            "yourapi",
            "yourkey",
            "your.",
            "insert-",
            "insert_",
            "_here",
            "-here",
            "goeshere",
            "fake-",
            "fake_",
            "-fake",
            "_fake",
            "notreal",
            "not-real",
            "not_real",
            "notasecret",
            "not-a-secret",
            "not_a_secret",
            "sample-",
            "sample_",
            "_sample",
            "-sample",
            "foobarbaz",
            "deadbeefdeadbeef",
            "donotuse",
            "do-not-use",
            "do_not_use",
            "obfuscated",
            "sanitized",
            "anonymized",
            "invalid-",
            "invalid_",
            "mock-",
            "mock_",
            "lorem");

    /// Too short to be told inside of a token, but clear as a value or a word of it.
    private static final Set<String> WHOLE = Set.of(
            "password",
            "passwd",
            "passphrase",
            "pass",
            "pwd",
            "secret",
            "token",
            "key",
            "apikey",
            "api_key",
            "api-key",
            "credentials",
            "credential",
            "mypassword",
            "my_password",
            "my-password",
            "supersecret",
            "super_secret",
            "super-secret",
            "topsecret",
            "top_secret",
            "mysecret",
            "my_secret",
            "my-secret",
            "mytoken",
            "my_token",
            "my-token",
            "mykey",
            "my_key",
            "my-key",
            "myapikey",
            "yourpassword",
            "dummy",
            "fake",
            "sample",
            "todo",
            "fixme",
            "tbd",
            "xxx",
            "foo",
            "bar",
            "baz",
            "foobar",
            "none",
            "null",
            "nil",
            "undefined",
            "empty",
            "blank",
            "unset",
            "notset",
            "not_set",
            "not-set",
            "n/a",
            "na",
            "hidden",
            "removed",
            "masked",
            "default",
            "test",
            "testing",
            "tests",
            "mock",
            "stub",
            "fill_me_in",
            "fillmein",
            "secretkey",
            "secret_key",
            "secret-key",
            "accesskey",
            "access_key",
            "accesstoken",
            "access_token",
            "access-token",
            "privatekey",
            "private_key",
            "client_secret",
            "client-secret",
            "clientsecret",
            "some_secret",
            "somesecret",
            "some-secret",
            "value",
            "enter",
            "required",
            "optional",
            "something",
            "whatever",
            "anything",
            "username",
            "user",
            "...",
            "…");

    private static final List<String> KEYBOARD = List.of(
            "qwertyuiop",
            "asdfghjkl",
            "zxcvbnm",
            "1qaz2wsx3edc",
            "qazwsxedc",
            "1q2w3e4r5t6y",
            "qwertzuiop",
            "azertyuiop");

    /// Words that are in values which somebody made up by changing a part of a real one.
    private static final Set<String> MADE_UP = Set.of("example", "deadbeefdeadbeef", "foobarbaz");

    /// How markup writes the bracket that opens.
    private static final List<String> BRACKETS = List.of("&lt;", "&#60;", "&#x3c;");

    private static final String FILLERS = "xX0*.-_#?";

    /// From this share of neighbours on that follow each other, they do so on purpose.
    private static final double SEQUENTIAL = 0.65;

    /// So many characters that follow each other are in no random value.
    private static final int LONG_SEQUENCE = 8;

    /// From this token quality on, a value is not made of words.
    private static final double RANDOM = 0.5;

    private Placeholder() {}

    static @Nullable String reason(String value, String name, Strictness strictness) {
        int length = value.length();
        if (isOneMark(value)) return "masked";
        if (isBracketed(value)) return "a placeholder in brackets";
        if (isCut(value)) return "part of it is left out";
        String lower = value.toLowerCase(Locale.ROOT);
        for (String word : TELLING) {
            if (lower.contains(word)) return "a placeholder: it says '%s'".formatted(trimmed(word));
        }
        if (strictness == Strictness.GENERIC) {
            if (WHOLE.contains(lower)) return "a placeholder: a word for a secret, not one";
            if (isName(lower, name)) return "a placeholder: it repeats its name";
            if (length >= 4 && isKeyboard(lower)) return "a run along the keyboard";
        }
        if (length >= 4 && isRepetition(value)) return "a repetition";
        if (longestRun(value)
                >= (strictness == Strictness.GENERIC ? Math.max(4, length / 2 + 1) : Math.max(6, length / 4)))
            return "filled with one character";
        if (length >= 6 && sequential(lower) >= SEQUENTIAL) return "a sequence of characters";
        if (strictness != Strictness.GENERIC && ascending(lower) >= LONG_SEQUENCE) return "a sequence of characters";
        return null;
    }

    /// Why a value is none that has the form of an issuer's, whatever it says besides.
    static @Nullable String ofToken(String value, double quality) {
        if (isOneMark(value)) return "masked";
        if (isBracketed(value)) return "a placeholder in brackets";
        String lower = value.toLowerCase(Locale.ROOT);
        for (String word : TELLING) {
            if (lower.contains(word) && (quality < RANDOM || !MADE_UP.contains(word)))
                return "a placeholder: it says '%s'".formatted(trimmed(word));
        }
        return isFilled(value) ? "filled with one character" : null;
    }

    /// What speaks against such a value, though it may be one all the same.
    static @Nullable String doubt(String value, double quality) {
        String lower = value.toLowerCase(Locale.ROOT);
        for (String word : MADE_UP) {
            if (lower.contains(word)) return "it says '%s'".formatted(word);
        }
        int length = value.length();
        if (length >= 4 && isRepetition(value)) return "a repetition";
        if (longestRun(value) >= Math.max(6, length / 4)) return "filled with one character";
        if (length >= 6 && sequential(lower) >= SEQUENTIAL) return "a sequence of characters";
        return ascending(lower) >= LONG_SEQUENCE ? "a sequence of characters is in it" : null;
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
    private static boolean isFilled(String value) {
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

    private static String trimmed(String word) {
        int from = Character.isLetter(word.charAt(0)) ? 0 : 1;
        int to = Character.isLetter(word.charAt(word.length() - 1)) ? word.length() : word.length() - 1;
        return word.substring(from, to);
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

    /// Whether most of it runs along a row, of which no key occurs twice.
    private static boolean isKeyboard(String lower) {
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
    private static boolean isRepetition(String value) {
        int length = value.length();
        for (int period = 1; period <= Math.min(10, length / 2); period++) {
            if (period > 2 && length < 3 * period) break;
            int i = period;
            while (i < length && value.charAt(i) == value.charAt(i - period)) i++;
            if (i == length && (period == 1 || length >= 8)) return true;
        }
        return length >= 10 && value.chars().distinct().count() <= 3;
    }

    private static int longestRun(String value) {
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
