// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says why a value is no secret although a rule found it.
///
/// How much is asked depends on what the rule knows ([Strictness]): nothing speaks against a secret whose structure was
/// checked; a path of tests speaks only against a generic value that is no random one either.
public final class Noise {

    /// What types and schemas give to something called a password.
    private static final Set<String> TYPES = Set.of(
            "string",
            "str",
            "text",
            "varchar",
            "char",
            "boolean",
            "bool",
            "int",
            "integer",
            "number",
            "float",
            "double",
            "long",
            "any",
            "object",
            "bytes",
            "byte",
            "array",
            "list",
            "map",
            "date",
            "uuid",
            "email",
            "hidden",
            "input",
            "textfield",
            "stringvalue",
            "optional",
            "required",
            "nullable",
            "securestring",
            "string?",
            "string!",
            "str?",
            "unknown",
            "never",
            "symbol",
            "keyof",
            "enum",
            "struct",
            "self",
            "static",
            "final",
            "const",
            "char[]",
            "string[]",
            "byte[]",
            "[]byte",
            "*string",
            "&str",
            "basic",
            "bearer",
            "oauth",
            "oauth2",
            "jwt",
            "apikey",
            "utf-8",
            "utf8",
            "utf-16",
            "utf-16le",
            "latin1",
            "latin-1",
            "iso-8859-1",
            "ascii",
            "us-ascii",
            "base64",
            "hex",
            "plain",
            "plaintext",
            "cleartext",
            "inherit",
            "auto",
            "manual",
            "current-password",
            "new-password",
            "off",
            "on",
            "true",
            "false",
            "yes",
            "no",
            "enabled",
            "disabled",
            "read",
            "write");

    private static final List<String> PATTERNS =
            List.of("[0-9", "[a-z", "[A-Z", "[A-F", "[^", "(?", "\\w+", "\\d+", "\\S+", "\\s*", "{1,", ".*?");

    private Noise() {}

    /// A short clause; empty when it may be a secret.
    public static Optional<String> reason(Candidate candidate) {
        if (candidate.end() == candidate.start()) return Optional.of("empty");
        return Optional.ofNullable(
                switch (candidate.strictness()) {
                    case PROVEN -> null;
                    case TOKEN -> ofToken(candidate);
                    case NAMED -> ofNamed(candidate);
                    case GENERIC -> ofGeneric(candidate);
                });
    }

    /// What speaks against a value that has an issuer's form and is no placeholder that anybody would know as
    /// one; empty for nothing, and for values that are told by a name: there the same is a reason.
    public static Optional<String> doubt(Candidate candidate) {
        return candidate.strictness() == Strictness.TOKEN
                ? Optional.ofNullable(Placeholder.doubt(candidate.value()))
                : Optional.empty();
    }

    private static @Nullable String ofToken(Candidate candidate) {
        String value = candidate.value();
        String reason = Digest.reason(candidate, value, "");
        if (reason == null) reason = Template.reason(candidate, value);
        if (reason == null) reason = Placeholder.ofToken(value, candidate.quality());
        if (reason == null && isUser(candidate, value)) reason = "the name of its user";
        return reason;
    }

    private static @Nullable String ofNamed(Candidate candidate) {
        String value = candidate.value();
        String name = candidate.name();
        String reason = Digest.reason(candidate, value, name);
        if (reason == null) reason = Template.reason(candidate, value);
        if (reason == null) reason = Placeholder.reason(value, name, Strictness.NAMED);
        if (reason == null) reason = Surroundings.ofFile(candidate);
        return reason;
    }

    private static @Nullable String ofGeneric(Candidate candidate) {
        String value = candidate.value();
        String name = candidate.name();
        String reason = Digest.reason(candidate, value, name);
        if (reason == null) reason = Template.reason(candidate, value);
        if (reason == null) reason = Reference.reason(candidate, value, name);
        if (reason == null) reason = Placeholder.reason(value, name, Strictness.GENERIC);
        if (reason == null) reason = Surroundings.ofFile(candidate);
        if (reason != null) return reason;
        if (isType(value)) return "a type or a setting, not a value";
        if (isPattern(value)) return "a pattern, not a value";
        double quality = candidate.quality();
        if (quality < 0.5 && isBetweenTexts(value)) return "code between two texts";
        reason = Surroundings.ofGeneric(candidate, value, quality);
        if (reason == null && quality < 0.5) reason = ofWords(candidate, value, name);
        return reason;
    }

    /// `postgres://postgres:postgres@…`: what programs take when nobody cares.
    private static boolean isUser(Candidate candidate, String value) {
        return candidate.before(value.length() + 4).endsWith("://%s:".formatted(value.toLowerCase(Locale.ROOT)));
    }

    /// Parts of regular expressions that are in no secret.
    private static boolean isPattern(String value) {
        for (String part : PATTERNS) {
            if (value.contains(part)) return true;
        }
        return false;
    }

    /// Also `required|string`, as validators have it.
    private static boolean isType(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        int bar = lower.indexOf('|');
        return TYPES.contains(bar > 0 ? lower.substring(0, bar) : lower);
    }

    /// In `"token=" + id + "&x"`, the quote that ends the one text and the quote that begins the next look like those
    /// around a value.
    private static boolean isBetweenTexts(String value) {
        String stripped = value.strip();
        if (stripped.length() > 1 && (stripped.charAt(0) == '\'' || stripped.charAt(0) == '"')) {
            stripped = stripped.substring(1).strip();
        }
        char first = stripped.isEmpty() ? ' ' : stripped.charAt(0);
        return first == '+'
                || first == ')'
                || first == ','
                || first == ';'
                || (first == '.' && (value.indexOf('(') > 0 || value.indexOf('$') > 0));
    }

    /// Why a value made of words is none. One word alone may be a weak password, but is no token.
    private static @Nullable String ofWords(Candidate candidate, String value, String name) {
        if (value.chars().filter(c -> c == ' ').count() >= 2) return "a sentence";
        if (ChosenPassword.isGivenTo(name) || ChosenPassword.isSaid(candidate))
            return ChosenPassword.reason(candidate, value, name);
        if (Surroundings.hasKinds(value)) return null;
        boolean joined = false;
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            char before = value.charAt(i - 1);
            if (c == '_' || c == '.' || c == '-' || c == ' ' || c == ':') joined = true;
            if (c >= 'A' && c <= 'Z' && before >= 'a' && before <= 'z') joined = true;
        }
        if (joined) return "words, not a secret";
        return name.contains("secret") ? null : "a word, and not given to a password";
    }
}
