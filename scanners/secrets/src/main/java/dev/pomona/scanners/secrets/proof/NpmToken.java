// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Checksums;
import dev.pomona.scanners.secrets.proof.encoding.Radix;
import java.util.regex.Pattern;

/// npm's access tokens follow GitHub's form: six digits of a CRC-32 over the random part end them.
final class NpmToken implements StructuralCheck {

    private static final Pattern FORM = Pattern.compile("npm_(?<body>[0-9A-Za-z]{30})(?<checksum>[0-9A-Za-z]{6})");

    @Override
    public Verdict check(Value value) {
        var token = FORM.matcher(value.text());
        if (!token.matches()) return new Verdict.Unknown("it is not in the form that has a checksum");
        return Radix.BASE62.text(Checksums.crc32(token.group("body")), 6).equals(token.group("checksum"))
                ? new Verdict.Proven("its checksum holds")
                : new Verdict.Refuted("its checksum does not hold");
    }
}
