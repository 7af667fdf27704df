// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Checksums;
import java.util.regex.Pattern;

/// Grafana's service account tokens end in the CRC-32 of all before the last underscore, in hexadecimal digits from the
/// lowest byte on (`satokengen` in its source).
final class GrafanaToken implements StructuralCheck {

    private static final Pattern FORM =
            Pattern.compile("(?<summed>gl[a-z]{1,8}_[0-9A-Za-z]{32})_(?<checksum>[0-9a-fA-F]{8})");

    @Override
    public Verdict check(Value value) {
        var token = FORM.matcher(value.text());
        if (!token.matches()) return new Verdict.Unknown("it is not in the form that has a checksum");
        int stated = Integer.reverseBytes(Integer.parseUnsignedInt(token.group("checksum"), 16));
        return (int) Checksums.crc32(token.group("summed")) == stated
                ? new Verdict.Proven("its checksum holds")
                : new Verdict.Refuted("its checksum does not hold");
    }
}
