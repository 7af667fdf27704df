// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import dev.pomona.scanners.secrets.assign.Form;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Values that say where a secret is, or that are about one.
final class Reference {

    private static final List<String> PREFIXES = List.of(
            "env:",
            "env.",
            "env/",
            "$env:",
            "environment:",
            "arn:",
            "vault:",
            "vault/",
            "secret:",
            "secret/",
            "secrets.",
            "secrets/",
            "secretref:",
            "secretsmanager:",
            "ssm:",
            "ssm/",
            "op://",
            "keyvault:",
            "keyring:",
            "kms:",
            "sm://",
            "gcp:secretmanager",
            "azurekeyvault",
            "@microsoft.keyvault",
            "file:",
            "classpath:",
            "ref+",
            "ref:",
            "process.env",
            "import.meta.env",
            "os.environ",
            "os.getenv",
            "getenv(",
            "system.getenv",
            "system.getproperty",
            "config.",
            "configuration.",
            "settings.",
            "options.",
            "props.",
            "params.",
            "args.",
            "var.",
            "local.",
            "locals.",
            "data.",
            "module.",
            "each.",
            "self.",
            "this.",
            "req.",
            "request.",
            "res.",
            "ctx.",
            "context.",
            "event.",
            "state.",
            "github.",
            "credentials.",
            "credentials(",
            "key:",
            "cmd:",
            "exec:",
            "script:",
            "lookup(",
            "fromjson(",
            "keychain:",
            "pass:",
            "bws:",
            "doppler:");

    /// Ends of names that are about a secret and do not hold one.
    private static final List<String> NAME_ENDS = List.of(
            "file",
            "filename",
            "path",
            "dir",
            "url",
            "uri",
            "endpoint",
            "ref",
            "name",
            "field",
            "fieldname",
            "label",
            "title",
            "type",
            "header",
            "headername",
            "length",
            "len",
            "size",
            "policy",
            "expiry",
            "expires",
            "expiration",
            "expiresin",
            "expires_in",
            "expires-in",
            "ttl",
            "timeout",
            "hint",
            "error",
            "errors",
            "message",
            "msg",
            "text",
            "placeholder",
            "regex",
            "regexp",
            "pattern",
            "format",
            "version",
            "algorithm",
            "algo",
            "count",
            "enabled",
            "required",
            "strength",
            "validator",
            "prompt",
            "description",
            "desc",
            "help",
            "tooltip",
            "policy",
            "prefix",
            "suffix",
            "scheme",
            "method",
            "mode",
            "level",
            "scope",
            "scopes",
            "issuer",
            "audience",
            "location",
            "store",
            "provider",
            "class",
            "selector",
            "column",
            "table",
            "attribute",
            "attr",
            "param",
            "parameter",
            "variable",
            "env",
            "envvar",
            "_id",
            "-id",
            ".id",
            "keyid",
            "tokenid",
            "secretid",
            "kid",
            "index",
            "limit",
            "limits",
            "usage",
            "used",
            "tokens_used",
            "max_tokens",
            "maxtokens",
            "min",
            "max",
            "source",
            "template",
            "visible",
            "visibility",
            "rotation",
            "service",
            "manager",
            "alias",
            "role",
            "group",
            "owner",
            "date",
            "time",
            "at",
            "arn",
            "image",
            "icon",
            "color",
            "style",
            "link",
            "page",
            "view",
            "form",
            "screen",
            "route");

    /// What keeps a form from being sent by another page is worth nothing to anybody else.
    private static final List<String> OF_FORMS = List.of(
            "csrf", "xsrf", "authenticity_token", "authenticitytoken", "antiforgery", "requestverificationtoken");

    private static final Pattern FIELD = Pattern.compile(
            "(?<of>[A-Za-z_][A-Za-z0-9_]*)(?<joint>\\$|->|-)[A-Za-z0-9_]*?(?i:password|passwd|pwd|secret|token|key)[0-9]{0,3}\\.?");

    private Reference() {}

    static @Nullable String reason(Candidate candidate, String value, String name) {
        String lower = value.toLowerCase(Locale.ROOT);
        for (String prefix : PREFIXES) {
            if (lower.startsWith(prefix) && value.length() > prefix.length())
                return "a reference: %s…".formatted(prefix);
        }
        if (isUrl(lower)) return "a URL without credentials";
        if (isCall(value)) return "a call, not a value";
        if (isPath(candidate, value)) return "a path";
        if (isField(candidate, value)) return "a field of something else";
        for (String word : OF_FORMS) {
            if (name.contains(word)) return "a token of a form, made anew each time";
        }
        for (String end : NAME_ENDS) {
            if (name.endsWith(end) && isPartOf(name, candidate, end))
                return "its name says that it is about a secret (…%s)".formatted(end);
        }
        return null;
    }

    /// Whether the end of a name is a word of its own, in the name as it is written.
    private static boolean isPartOf(String name, Candidate candidate, String end) {
        int at = name.length() - end.length();
        if (at == 0) return true;
        var assignment = candidate.assignment();
        if (assignment == null) return false;
        byte first = candidate.text()[assignment.nameStart() + at];
        byte before = candidate.text()[assignment.nameStart() + at - 1];
        return (!Words.isLower(before) && !Words.isUpper(before))
                || (!Words.isUpper(before) && Words.isUpper(first))
                || (!Words.isLower(first) && !Words.isUpper(first));
    }

    private static boolean isUrl(String lower) {
        int scheme = lower.indexOf("://");
        if (scheme < 2 || scheme > 20) return false;
        for (int i = 0; i < scheme; i++) {
            char c = lower.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-')) return false;
        }
        int slash = lower.indexOf('/', scheme + 3);
        String authority = slash < 0 ? lower.substring(scheme + 3) : lower.substring(scheme + 3, slash);
        // Many services put the secret into the path or the query.
        String rest = slash < 0 ? "" : lower.substring(slash);
        return authority.indexOf('@') < 0 && rest.length() < 24 && rest.indexOf('=') < 0;
    }

    private static boolean isCall(String value) {
        int open = value.indexOf('(');
        if (open < 1 || (value.charAt(value.length() - 1) != ')' && value.indexOf(')', open) < 0)) return false;
        char first = value.charAt(0);
        if (!Character.isLetter(first) && first != '$' && first != '_') return false;
        for (int i = 0; i < open; i++) {
            char c = value.charAt(i);
            if (!(Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == ':' || c == '$')) return false;
        }
        return open >= 3 || value.charAt(0) == '$';
    }

    /// `config$password`, `ls_config-password`: without quotes, a field that is called as secrets are.
    private static boolean isField(Candidate candidate, String value) {
        if (!candidate.isWritten(Form.BARE, Form.WORD, Form.DIRECTIVE)) return false;
        var field = FIELD.matcher(value);
        return field.matches()
                && (field.group("joint").charAt(0) != '-' || field.group("of").indexOf('_') > 0);
    }

    private static boolean isPath(Candidate candidate, String value) {
        if (value.indexOf(' ') >= 0 || value.contains("://")) return false;
        boolean rooted = value.startsWith("/")
                || value.startsWith("./")
                || value.startsWith("../")
                || value.startsWith("~/")
                || value.startsWith("C:\\")
                || value.startsWith("\\\\");
        int slashes = (int) value.chars().filter(c -> c == '/' || c == '\\').count();
        if (rooted && slashes > 0) return candidate.quality() < 0.9;
        return slashes > 1 && candidate.quality() < 0.3;
    }
}
