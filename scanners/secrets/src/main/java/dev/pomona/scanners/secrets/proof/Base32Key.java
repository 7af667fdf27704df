// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base32Text;
import dev.pomona.scanners.secrets.proof.encoding.Checksums;

/// Secrets in Base 32 that begin with `S` and end in a CRC-16, its low byte first: seeds of NATS (nkeys' README) behind
/// two
/// bytes of kind, and of Stellar (SEP 23) behind one.
record Base32Key(int kindBytes) implements StructuralCheck {

    private static final int SECRET_BYTES = 32;
    private static final int CHECKSUM_BYTES = 2;
    private static final int SEED = 18; // the five bits of `S`

    @Override
    public Verdict check(Value value) {
        byte[] bytes = Base32Text.decode(value.text());
        int summed = kindBytes + SECRET_BYTES;
        if (bytes == null || bytes.length != summed + CHECKSUM_BYTES) {
            return new Verdict.Refuted("it has not the length of such a seed");
        }
        if ((bytes[0] & 0xff) >>> 3 != SEED) return new Verdict.Refuted("it is not of the kind of a seed");
        int checksum = (bytes[summed + 1] & 0xff) << 8 | (bytes[summed] & 0xff);
        return Checksums.crc16(bytes, summed) == checksum
                ? new Verdict.Proven("its checksum holds")
                : new Verdict.Refuted("its checksum does not hold");
    }
}
