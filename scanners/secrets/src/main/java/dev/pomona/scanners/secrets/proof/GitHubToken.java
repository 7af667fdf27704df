// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base32Text;
import dev.pomona.scanners.secrets.proof.encoding.Checksums;
import dev.pomona.scanners.secrets.proof.encoding.Radix;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// GitHub's tokens of 2021 end in six digits of a CRC-32 over their random part, as GitHub's blog described them.
/// Fine-grained ones hold eight Base 32 digits of the SHA-256 of all that stands before; that is not documented, so its
/// absence refutes nothing. Tokens of app installations may carry a JWT.
final class GitHubToken implements StructuralCheck {

    private static final Pattern CLASSIC =
            Pattern.compile("gh[opusr]_(?<body>[0-9A-Za-z]{30}|[0-9A-Za-z]{70})(?<checksum>[0-9A-Za-z]{6})");
    private static final Pattern FINE_GRAINED = Pattern.compile("github_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{59}");
    private static final Pattern WITH_JWT =
            Pattern.compile("ghs_[0-9]{1,20}_(?<jwt>[0-9A-Za-z_-]+\\.[0-9A-Za-z_-]+\\.[0-9A-Za-z_-]+)");
    private static final int DIGEST_FROM_END = 16;

    private final JsonWebToken jwt = new JsonWebToken();

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        var classic = CLASSIC.matcher(text);
        if (classic.matches()) {
            long crc = Checksums.crc32(classic.group("body"));
            return Radix.BASE62.text(crc, 6).equals(classic.group("checksum"))
                    ? new Verdict.Proven("its checksum holds")
                    : new Verdict.Refuted("its checksum does not hold");
        }
        if (FINE_GRAINED.matcher(text).matches()) return fineGrained(text);
        var withJwt = WITH_JWT.matcher(text);
        if (withJwt.matches()) return jwt.check(value.withText(withJwt.group("jwt")));
        return new Verdict.Unknown("it is not in a form whose checksum is known");
    }

    private static Verdict fineGrained(String text) {
        int at = text.length() - DIGEST_FROM_END;
        byte[] digest = Checksums.sha256(text.substring(0, at).getBytes(StandardCharsets.US_ASCII));
        return text.startsWith(Base32Text.encode(digest).substring(0, 8), at)
                ? new Verdict.Proven("the digest inside it holds")
                : new Verdict.Unknown("the digest known from other such tokens does not hold, and none is documented");
    }
}
