// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where and as whom to connect: an address with user and password before the host, or fields with semicolons between
/// (ADO.NET, ODBC, Azure). Passwords cannot be checked; Azure's keys among the fields can.
final class ConnectionString implements StructuralCheck {

    private static final Pattern ADDRESS =
            Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.:-]{0,60}://(?<authority>[^/?#\\s]*)(?<rest>.*)");
    private static final Pattern PASSWORD_FIELD = Pattern.compile(
            "(?i)(?:^|[;&?])\\s*(?:password|pwd|accountkey|sharedaccesskey|accesskey|secret)\\s*=\\s*(?<value>[^;&]*)");
    private static final Pattern KEY_FIELD =
            Pattern.compile("(?i)(?:^|;)\\s*(?:accountkey|sharedaccesskey|accesskey)\\s*=\\s*(?<value>[^;]+)");
    private static final Verdict NO_PASSWORD = new Verdict.Refuted("it has no password");
    private static final Verdict PASSWORD = new Verdict.Unknown("it is well-formed, and a password cannot be checked");

    private final AzureIdentifiableKey azure = new AzureIdentifiableKey();

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        var key = KEY_FIELD.matcher(text);
        if (key.find()) return azure.check(value.withText(key.group("value").strip()));
        var address = ADDRESS.matcher(text);
        if (address.matches()) {
            String password = password(address.group("authority"));
            if (password != null) return password.isEmpty() ? NO_PASSWORD : PASSWORD;
            return hasPasswordField(address.group("rest")) ? PASSWORD : NO_PASSWORD;
        }
        if (hasPasswordField(text)) return PASSWORD;
        return text.contains("=") || text.contains("://")
                ? NO_PASSWORD
                : new Verdict.Unknown("it is a part of one only");
    }

    private static boolean hasPasswordField(String text) {
        var field = PASSWORD_FIELD.matcher(text);
        return field.find() && !field.group("value").isBlank();
    }

    /// What is between the user and the host, or `null` when nobody is named.
    private static @Nullable String password(String authority) {
        int at = authority.lastIndexOf('@');
        if (at < 0) return null;
        int colon = authority.indexOf(':');
        return colon < 0 || colon > at ? "" : authority.substring(colon + 1, at);
    }
}
