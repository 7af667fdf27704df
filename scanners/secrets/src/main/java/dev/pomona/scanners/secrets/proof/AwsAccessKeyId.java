// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base32Text;

/// The sixteen characters behind an AWS key ID's prefix are Base 32. In keys of the newer kind, which the first bit
/// tells,
/// the next forty bits are the account's number (published analyses of some thousand keys). Nine of ten random ones
/// name a possible account, so that proves nothing; an impossible account refutes.
final class AwsAccessKeyId implements StructuralCheck {

    private static final int PREFIX = 4;
    private static final int LENGTH = 20;
    private static final long MAX_ACCOUNT = 999_999_999_999L;

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        if (text.length() != LENGTH) return new Verdict.Unknown("it has not the usual length");
        byte[] bytes = Base32Text.decode(text.substring(PREFIX));
        if (bytes == null) return new Verdict.Refuted("it has characters that such keys lack");
        long head = 0;
        for (int i = 0; i < 6; i++) {
            head = head << 8 | (bytes[i] & 0xff);
        }
        if (head >>> 47 == 0) return new Verdict.Unknown("keys of the older kind have nothing to check");
        return (head >>> 7 & 0xff_ffff_ffffL) > MAX_ACCOUNT
                ? new Verdict.Refuted("the account number inside it is impossible")
                : new Verdict.Unknown("the account number inside it is possible, as nine of ten random ones are");
    }
}
