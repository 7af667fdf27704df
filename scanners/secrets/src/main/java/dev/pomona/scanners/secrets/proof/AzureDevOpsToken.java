// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base32Text;
import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import dev.pomona.scanners.secrets.proof.encoding.Checksums;

/// Personal access tokens of Azure DevOps: the newer ones are common annotated security keys; the 32 bytes of the
/// older,
/// in Base 32, have a CRC-32 spread among them, under one mask for users and another for applications (Microsoft's
/// security-utilities).
final class AzureDevOpsToken implements StructuralCheck {

    private static final int OLD_LENGTH = 52;
    private static final int CHECKSUM_BYTES = 4;
    static final int[] CHECKSUM_AT = {2, 7, 8, 22};
    static final long USERS = 0xe0b9692dL;
    static final long APPLICATIONS = 0x1019f92eL;

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        if (text.length() != OLD_LENGTH) {
            Verdict annotated = Base64Text.decode(text) == null ? null : AzureAnnotatedKey.check(text);
            return annotated != null ? annotated : new Verdict.Unknown("it is not in a form that has a checksum");
        }
        byte[] bytes = Base32Text.decode(text);
        if (bytes == null) return new Verdict.Refuted("it has characters that such tokens lack");
        long mask = checksum(bytes) ^ Checksums.crc32(summed(bytes));
        return mask == USERS || mask == APPLICATIONS
                ? new Verdict.Proven("its checksum holds")
                : new Verdict.Refuted("its checksum does not hold");
    }

    /// The bytes without the checksum.
    static byte[] summed(byte[] bytes) {
        var summed = new byte[bytes.length - CHECKSUM_BYTES];
        int to = 0;
        for (int from = 0; from < bytes.length; from++) {
            if (!isChecksum(from)) summed[to++] = bytes[from];
        }
        return summed;
    }

    private static boolean isChecksum(int index) {
        for (int at : CHECKSUM_AT) {
            if (at == index) return true;
        }
        return false;
    }

    private static long checksum(byte[] bytes) {
        long checksum = 0;
        for (int at : CHECKSUM_AT) {
            checksum = checksum << 8 | (bytes[at] & 0xff);
        }
        return checksum;
    }
}
