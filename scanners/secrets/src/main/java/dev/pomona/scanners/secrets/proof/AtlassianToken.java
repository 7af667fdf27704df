// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Checksums;
import java.util.regex.Pattern;

/// Atlassian's API tokens that begin with `AT` end in an equals sign and the CRC-32 of all before, in hexadecimal
/// digits.
/// Atlassian does not document that (others found it in such tokens), so its absence refutes nothing.
final class AtlassianToken implements StructuralCheck {

    private static final Pattern FORM =
            Pattern.compile("(?<summed>AT[A-Z0-9]{2,6}[0-9A-Za-z_=-]{20,400}=)(?<checksum>[0-9A-F]{8})");

    @Override
    public Verdict check(Value value) {
        var token = FORM.matcher(value.text());
        if (!token.matches()) return new Verdict.Unknown("it is not in the form that has a checksum");
        return Checksums.crc32(token.group("summed")) == Long.parseLong(token.group("checksum"), 16)
                ? new Verdict.Proven("its checksum holds")
                : new Verdict.Unknown(
                        "the checksum known from other such tokens does not hold, and none is documented");
    }
}
