// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Checksums;
import dev.pomona.scanners.secrets.proof.encoding.Radix;
import java.util.regex.Pattern;

/// GitLab's routable tokens (its design document of that name, and `RoutableToken` in its source): a prefix, a payload
/// in
/// Base 64, a dot, later also the version and another dot, then the payload's length in two and the CRC-32 of all
/// before
/// it in seven Base 36 digits.
final class GitLabToken implements StructuralCheck {

    private static final Pattern ROUTABLE = Pattern.compile(
            "(?<summed>(?<payload>[0-9A-Za-z_+-]{27,320})\\.(?:[0-9a-z]{2}\\.)?(?<length>[0-9a-z]{2}))(?<checksum>[0-9a-z]{7})");

    @Override
    public Verdict check(Value value) {
        var token = ROUTABLE.matcher(value.text());
        if (!token.matches()) return new Verdict.Unknown("tokens of the older form have no checksum");
        if (Checksums.crc32(token.group("summed")) != Radix.BASE36.number(token.group("checksum"))) {
            return new Verdict.Refuted("its checksum does not hold");
        }
        return Radix.BASE36.number(token.group("length"))
                        <= token.group("payload").length()
                ? new Verdict.Proven("its checksum holds")
                : new Verdict.Refuted("it is shorter than it says");
    }
}
