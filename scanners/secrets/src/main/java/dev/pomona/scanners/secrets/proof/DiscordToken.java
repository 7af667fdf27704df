// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import java.util.regex.Pattern;

/// Discord's tokens of users and bots: the account's number in decimal digits in Base 64 (its API reference,
/// "snowflakes",
/// says which numbers those are), a time, and a signature, with dots between.
final class DiscordToken implements StructuralCheck {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{15,19}");

    @Override
    public Verdict check(Value value) {
        String[] parts = value.text().split("\\.", 4);
        if (parts.length != 3) return new Verdict.Unknown("it is not in the form that names an account");
        String account = Base64Text.decodeText(parts[0]);
        return account != null && NUMBER.matcher(account).matches()
                ? new Verdict.Proven("it names an account")
                : new Verdict.Refuted("it names no account");
    }
}
