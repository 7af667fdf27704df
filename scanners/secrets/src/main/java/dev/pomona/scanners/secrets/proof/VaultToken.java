// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;

/// HashiCorp Vault's tokens since 1.10: service and recovery tokens are protocol buffers (`SignedToken` in
/// its source: a version, an authentication code, the token itself), batch tokens are what its barrier
/// encrypts (a term, then a version of the cipher). Older ones are random characters.
final class VaultToken implements StructuralCheck {

    private static final int PREFIX = 4;
    private static final int MAX_TERM = 1 << 20;
    private static final int MIN_ENCRYPTED = 4 + 1 + 12 + 16;

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        if (text.length() < PREFIX || text.charAt(PREFIX - 1) != '.') {
            return new Verdict.Unknown("tokens of the older form are random characters");
        }
        byte[] bytes = Base64Text.decode(text.substring(PREFIX));
        if (bytes == null) return new Verdict.Unknown("it is not in Base 64");
        return text.startsWith("hvb") ? batch(bytes) : signed(bytes);
    }

    private static Verdict signed(byte[] bytes) {
        // field 1, a number; field 2, bytes behind their length; field 3, bytes up to the end
        boolean begins = bytes.length > 5 && bytes[0] == 0x08 && bytes[1] == 1 && bytes[2] == 0x12 && bytes[3] > 0;
        if (!begins) return new Verdict.Unknown("it is not signed, as those of Vault's own storage are");
        int third = 4 + bytes[3];
        boolean ends = third + 1 < bytes.length && bytes[third] == 0x1a && third + 2 + bytes[third + 1] == bytes.length;
        return ends
                ? new Verdict.Proven("it is a signed token")
                : new Verdict.Refuted("it begins like a signed token and does not go on like one");
    }

    private static Verdict batch(byte[] bytes) {
        if (bytes.length < MIN_ENCRYPTED) return new Verdict.Unknown("it is too short for a batch token");
        int term = (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        boolean known = term > 0 && term < MAX_TERM && (bytes[4] == 1 || bytes[4] == 2);
        return known
                ? new Verdict.Proven("it is an encrypted batch token")
                : new Verdict.Unknown("it is not encrypted as those of Vault's own barrier are");
    }
}
