// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Values that another program fills in, and ones that are encrypted where they stand.
final class Template {

    private record Form(String open, String close, String reason) {}

    private static final List<Form> FORMS = List.of(
            new Form("${{", "}}", "an expression of the pipeline"),
            new Form("${", "}", "a template: ${…}"),
            new Form("{{", "}}", "a template: {{…}}"),
            new Form("$((", "))", "an expression of the shell"),
            new Form("$(", ")", "a template: $(…)"),
            new Form("<%", "%>", "a template: <%…%>"),
            new Form("#{", "}", "a template: #{…}"),
            new Form("%{", "}", "a template: %{…}"),
            new Form("%(", ")s", "a template: %(…)s"),
            new Form("$[", "]", "a template: $[…]"),
            new Form("\\(", ")", "a template: \\(…)"),
            new Form("{%", "%}", "a template: {%…%}"),
            new Form("((", "))", "a template: ((…))"));

    private static final List<String> FUNCTIONS = List.of(
            "[parameters(",
            "[variables(",
            "[concat(",
            "[reference(",
            "[listkeys(",
            "[resourceid(",
            "[secrets(",
            "[format(",
            "[[parameters(",
            "[base64(",
            "[uniquestring(",
            "[outputs(");

    private record Sealed(String prefix, String reason) {}

    private static final List<Sealed> ENCRYPTED = List.of(
            new Sealed("ENC[", "encrypted in place"),
            new Sealed("ENC(", "encrypted in place"),
            new Sealed("{cipher}", "encrypted in place"),
            new Sealed("{cipher:", "encrypted in place"),
            new Sealed("{aes}", "encrypted in place"),
            new Sealed("{encrypted}", "encrypted in place"),
            new Sealed("vault:v", "encrypted by Vault"),
            new Sealed("$ANSIBLE_VAULT;", "encrypted by Ansible"),
            new Sealed("-----BEGIN PGP MESSAGE", "encrypted for a PGP key"),
            new Sealed("-----BEGIN AGE ENCRYPTED", "encrypted for an age key"),
            new Sealed("age-encryption.org/", "encrypted for an age key"),
            new Sealed("AQICAH", "encrypted by a key service"),
            new Sealed("gAAAAA", "encrypted (Fernet)"),
            new Sealed("U2FsdGVkX1", "encrypted (OpenSSL)"));

    private Template() {}

    static @Nullable String reason(Candidate candidate, String value) {
        for (Form form : FORMS) {
            int open = value.indexOf(form.open());
            if (open >= 0 && value.indexOf(form.close(), open + form.open().length()) >= 0) return form.reason();
        }
        String trimmed = value.strip();
        String lower = trimmed.toLowerCase(Locale.ROOT);
        for (String function : FUNCTIONS) {
            if (lower.startsWith(function)) return "an expression of a template";
        }
        if (lower.startsWith("%env(")) return "a template: %env(…)";
        if (isMavens(trimmed)) return "encrypted by Maven";
        if (isEnclosed(trimmed, '%')) return "a template: %…%";
        if (isEnclosed(trimmed, '@')) return "a template: @…@";
        if (isEnclosed(trimmed, '#')) return "a template: #…#";
        if (isVariable(unquoted(trimmed))) return "a variable: $…";
        for (Sealed form : ENCRYPTED) {
            if (trimmed.startsWith(form.prefix())) return form.reason();
        }
        if (isFormat(trimmed)) return "a format, not a value";
        if (isSealed(candidate, trimmed)) return "a sealed secret";
        return null;
    }

    /// `{…=}`: Base 64 in braces.
    private static boolean isMavens(String value) {
        int last = value.length() - 1;
        if (last < 9 || value.charAt(0) != '{' || value.charAt(last) != '}' || value.charAt(last - 1) != '=')
            return false;
        for (int i = 1; i < last; i++) {
            char c = value.charAt(i);
            boolean isBase64 = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '+'
                    || c == '/'
                    || c == '=';
            if (!isBase64) return false;
        }
        return true;
    }

    /// `%NAME%`: one name between two of a mark.
    private static boolean isEnclosed(String value, char mark) {
        int last = value.length() - 1;
        if (last < 2 || value.charAt(0) != mark || value.charAt(last) != mark) return false;
        return isName(
                value,
                value.charAt(1) == mark && last > 3 ? 2 : 1,
                value.charAt(last - 1) == mark && last > 3 ? last - 1 : last);
    }

    /// Without the quotes that end a text around a variable, as shells have it: `"'$NAME'"`.
    private static String unquoted(String value) {
        int from = 0;
        int to = value.length();
        while (to - from > 2 && isQuote(value.charAt(from)) && isQuote(value.charAt(to - 1))) {
            from++;
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    private static boolean isVariable(String value) {
        if (value.length() < 2 || value.charAt(0) != '$') return false;
        int from = value.startsWith("$env:") ? 5 : 1;
        // `$2a$…` is a hash.
        if (Character.isDigit(value.charAt(1))) return false;
        int next = value.indexOf('$', 1); // one variable behind the other
        return next < 0
                ? isName(value, from, value.length())
                : isName(value, from, next) && isVariable(value.substring(next));
    }

    private static boolean isName(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if (!((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '.'
                    || c == '-'
                    || c == ':')) return false;
        }
        return to > from;
    }

    /// `%s`, `{}`, `{0}`, `:password`, `?`.
    private static boolean isFormat(String value) {
        if (value.length() == 2 && value.charAt(0) == '%') return Character.isLetter(value.charAt(1));
        int open = value.indexOf('{');
        int close = value.indexOf('}', open + 1);
        if (open < 0 || close < 0) return false;
        if (open == 0 && close == value.length() - 1) return close == 1 || isName(value, 1, close);
        return close == open + 1
                || (close == open + 2 && Character.isDigit(value.charAt(open + 1)))
                || (close - open >= 4 && isLetters(value, open + 1, close));
    }

    private static boolean isLetters(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.')) return false;
        }
        return true;
    }

    /// A value below `encryptedData:` of a SealedSecret: base64 that begins with the length of a wrapped key.
    private static boolean isSealed(Candidate candidate, String value) {
        if (!value.startsWith("Ag") || value.length() < 300) return false;
        int from = Math.max(0, candidate.start() - 64 * 1024);
        String before = new String(candidate.text(), from, candidate.start() - from, StandardCharsets.ISO_8859_1);
        return before.contains("encryptedData") || before.contains("SealedSecret");
    }
}
