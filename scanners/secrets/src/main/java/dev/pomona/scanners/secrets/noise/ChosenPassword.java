// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import dev.pomona.scanners.secrets.assign.Assignment;
import dev.pomona.scanners.secrets.assign.AssignmentParser;
import dev.pomona.scanners.secrets.assign.Form;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Passwords that people choose are words, or nearly: what tells them from labels, messages and the names of fields is
/// what stands around them. The less a value looks like a password, the more has to.
final class ChosenPassword {

    /// How far a user's name may stand from its password, in bytes and in lines.
    private static final int NEAR = 240;

    private static final int NEAR_LINES = 4;

    /// So many words that may be a user's name are looked at: a text with more is no block of credentials.
    private static final int MOST_LOOKS = 8;
    private static final int SHORTEST_WORD = 6;
    private static final String ANONYMOUS = "anonymous";
    private static final int SAID_WITHIN = 100;

    private static final List<String> NAMES =
            List.of("pass", "pwd", "passwort", "kennwort", "contrasena", "motdepasse", "mot_de_passe", "wachtwoord");

    /// What forms, menus and messages call a password; in other languages too.
    private static final Set<String> LABELS = Set.of(
            "password",
            "passwort",
            "kennwort",
            "contrasena",
            "contraseña",
            "motdepasse",
            "wachtwoord",
            "senha",
            "heslo",
            "hasło",
            "haslo",
            "parola",
            "lösenord",
            "losenord",
            "adgangskode",
            "passord",
            "salasana",
            "jelszó",
            "jelszo",
            "пароль",
            "geslo",
            "lozinka",
            "slaptažodis",
            "parole",
            "şifre",
            "sifre",
            "passcode",
            "passphrase",
            "username",
            "mandatory",
            "required",
            "optional",
            "invalid",
            "incorrect",
            "wrong",
            "weak",
            "strong",
            "correct",
            "blank",
            "expired",
            "needed",
            "missing",
            "encrypted",
            "hashed",
            "plaintext",
            "visible",
            "changed",
            "unchanged",
            "forgotten",
            "forgot",
            "reset",
            "unknown",
            "confirm",
            "confirmation",
            "updated",
            "entered",
            "provided");

    /// A name that begins with one of these is that of a text about a password.
    private static final List<String> ABOUT = List.of(
            "forgot",
            "reset",
            "change",
            "changing",
            "confirm",
            "wrong",
            "incorrect",
            "invalid",
            "missing",
            "show",
            "hide",
            "toggle",
            "enter",
            "no",
            "has",
            "is",
            "label",
            "msg",
            "error",
            "err",
            "txt",
            "text",
            "lbl",
            "title",
            "hint",
            "validate",
            "check",
            "update",
            "create",
            "set",
            "get",
            "weak",
            "strong",
            "bad",
            "empty",
            "with",
            "without",
            "require",
            "need",
            "use",
            "on",
            "btn",
            "button",
            "field",
            "input",
            "send",
            "request",
            "retype",
            "repeat");

    private static final List<byte[]> USERS =
            List.of(ascii("user"), ascii("login"), ascii("uid"), ascii("email"), ascii("account"), ascii("principal"));

    private ChosenPassword() {}

    /// Why a value made of words is none; `null` when it may be one.
    static @Nullable String reason(Candidate candidate, String value, String name) {
        if (isLabel(value)) return "what a form calls a password";
        if (isAbout(candidate, name)) return "its name says that it is a text about a password";
        if (value.startsWith(ANONYMOUS)) return "what anonymous users give";
        if (isSaid(candidate)) return value.indexOf(' ') < 0 ? null : "words of a sentence";
        if (isWord(value) && candidate.isWritten(Form.ARGUMENT) && !isQuoted(candidate)) return "a word of a sentence";
        if (saysPassword(value)) return "the name of something that holds a password";
        String user = userBeside(candidate);
        if (ANONYMOUS.equals(user)) return "what anonymous users give";
        boolean isMixed = Surroundings.hasKinds(value);
        if (isMixed && value.indexOf(' ') < 0 && !isSpoken(candidate)) return null;
        if (user != null) return null;
        if (isMixed) return "words, without a user beside them";
        if (!isWord(value)) return "words, not a secret";
        boolean isSetting = candidate.isWritten(Form.BARE, Form.QUOTED) && isConstant(candidate);
        if (!isStep(name)) {
            isSetting |= candidate.isWritten(Form.QUOTED, Form.PAIR, Form.ATTRIBUTE, Form.TAG, Form.ARGUMENT);
        }
        return isSetting && value.length() >= SHORTEST_WORD ? null : "a word, without a user beside it";
    }

    /// Whether the name may be that of a step: `render_pass`, `first.pass`.
    private static boolean isStep(String name) {
        return name.endsWith("pass");
    }

    private static boolean isQuoted(Candidate candidate) {
        byte before = candidate.byteBefore();
        return before == '"' || before == '\'' || before == '`';
    }

    /// Whether it is the name of something that is no password but for what stands around it.
    static boolean isGivenTo(String name) {
        return NAMES.stream().anyMatch(name::contains);
    }

    private static boolean isLabel(String value) {
        var letters = new StringBuilder();
        // names in other scripts come as one character for each byte
        new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetter)
                .forEach(letters::appendCodePoint);
        return value.chars().noneMatch(c -> c >= '0' && c <= '9') && LABELS.contains(letters.toString());
    }

    private static boolean isAbout(Candidate candidate, String name) {
        Assignment assignment = candidate.assignment();
        if (assignment == null) return false;
        byte[] text = candidate.text();
        int part = Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1;
        for (String word : ABOUT) {
            int end = part + word.length();
            if (end >= name.length() || !name.startsWith(word, part)) continue;
            byte next = text[assignment.nameStart() + end];
            byte last = text[assignment.nameStart() + end - 1];
            boolean isEnd =
                    (!Words.isLower(next) && !Words.isUpper(next)) || (Words.isUpper(next) && Words.isLower(last));
            if (isEnd) return true;
        }
        return false;
    }

    /// Whether it is written as a sentence has it, or a line of text.
    private static boolean isSpoken(Candidate candidate) {
        return candidate.isWritten(Form.WORD, Form.DIRECTIVE);
    }

    /// `password_hash`, `smtp-password`: an identifier with the word in it.
    private static boolean saysPassword(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        boolean isIdentifier = lower.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.');
        if (!isIdentifier) return false;
        for (String part : lower.split("[_.-]", -1)) {
            if (part.equals("password") || part.equals("passwd") || part.equals("pwd") || part.equals("pass"))
                return true;
        }
        return false;
    }

    /// Whether a sentence says what the password is: `the password is "…"`.
    static boolean isSaid(Candidate candidate) {
        String before = candidate.before(SAID_WITHIN);
        int quote = before.length() - 1;
        if (quote < 0 || "\"'`".indexOf(before.charAt(quote)) < 0) return false;
        String words = before.substring(0, quote).stripTrailing();
        String plain = words.endsWith(":") ? words.substring(0, words.length() - 1) : words;
        return (plain.endsWith(" is") || plain.endsWith(" ist") || plain.endsWith(" lautet"))
                && NAMES.stream().anyMatch(plain::contains)
                && !Surroundings.isProgram(candidate);
    }

    /// One word in small letters.
    private static boolean isWord(String value) {
        return value.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    /// Whether the name is written as constants and settings of the environment are.
    private static boolean isConstant(Candidate candidate) {
        Assignment assignment = candidate.assignment();
        if (assignment == null || assignment.nameEnd() >= candidate.text().length) return false;
        for (int i = assignment.nameStart(); i < assignment.nameEnd(); i++) {
            if (Words.isLower(candidate.text()[i])) return false;
        }
        return candidate.text()[assignment.nameEnd()] == '=';
    }

    /// Whether a user's name is given within some lines of it, as literally as the password is.
    static boolean hasUserBeside(Candidate candidate) {
        return userBeside(candidate) != null;
    }

    /// The user's name, in lower case; `null` when there is none.
    private static @Nullable String userBeside(Candidate candidate) {
        Assignment own = candidate.assignment();
        byte[] text = candidate.text();
        int nameStart = own == null ? candidate.start() : Math.min(own.nameStart(), candidate.start());
        int looks = 0;
        int from = back(text, nameStart);
        int to = ahead(text, candidate.end());
        for (int at = from; at < to; at++) {
            if ((at >= nameStart && at < candidate.end()) || !mayBeginUser(text[at])) continue;
            for (byte[] word : USERS) {
                if (!isAt(text, at, to, word)) continue;
                if (++looks > MOST_LOOKS) return null;
                String user = user(text, at, word.length, candidate);
                if (user != null) return user;
            }
        }
        return null;
    }

    /// The first letters of [#USERS].
    private static boolean mayBeginUser(byte b) {
        return switch (b | 32) {
            case 'u', 'l', 'e', 'a', 'p' -> true;
            default -> false;
        };
    }

    private static @Nullable String user(byte[] text, int at, int length, Candidate candidate) {
        Assignment user = AssignmentParser.at(text, at, at + length, text.length);
        if (user == null || user.valueStart() == candidate.start()) return null;
        if (Math.abs(user.valueStart() - candidate.start()) > 2 * NEAR) return null;
        String name = latin(text, user.nameStart(), user.nameEnd()).toLowerCase(Locale.ROOT);
        if (NAMES.stream().anyMatch(name::contains)) return null;
        String value = latin(text, user.valueStart(), user.valueEnd());
        var other = new Candidate(text, user.valueStart(), user.valueEnd(), candidate.path(), Strictness.GENERIC, user);
        String plain = value.toLowerCase(Locale.ROOT);
        boolean isUser = value.length() <= 80
                && value.indexOf(' ') < 0
                && !plain.contains("username")
                && !plain.contains("email")
                && Template.reason(other, value) == null
                && !name.endsWith(plain);
        return isUser ? plain : null;
    }

    private static int back(byte[] text, int from) {
        int lines = 0;
        int at = from;
        while (at > 0 && from - at < NEAR) {
            if (text[at - 1] == '\n' && ++lines > NEAR_LINES) break;
            at--;
        }
        return at;
    }

    private static int ahead(byte[] text, int from) {
        int lines = 0;
        int at = from;
        while (at < text.length && at - from < NEAR) {
            if (text[at] == '\n' && ++lines > NEAR_LINES) break;
            at++;
        }
        return at;
    }

    private static boolean isAt(byte[] text, int at, int end, byte[] word) {
        if (at + word.length > end) return false;
        for (int i = 0; i < word.length; i++) {
            byte b = text[at + i];
            if ((Words.isUpper(b) ? (byte) (b + 32) : b) != word[i]) return false;
        }
        return true;
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    private static String latin(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
