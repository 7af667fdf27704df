// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Checksums;
import dev.pomona.scanners.secrets.proof.encoding.Radix;

/// The form that libraries for scannable tokens took over from GitHub: six Base 62 digits of a CRC-32 at the end. They
/// differ in whether the prefix belongs to what is summed up, and in the order of the digits, so a checksum that does
/// not hold says nothing.
final class ChecksumSuffix implements StructuralCheck {

    private static final int DIGITS = 6;
    private static final int MIN_BODY = 16;

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        int end = text.length() - DIGITS;
        int body = text.lastIndexOf('_') + 1;
        if (end - body < MIN_BODY) return new Verdict.Unknown("it is too short for a checksum");
        String checksum = text.substring(end);
        for (Radix radix : new Radix[] {Radix.BASE62, Radix.BASE62_LOWER_FIRST}) {
            long number = radix.number(checksum);
            if (number == Checksums.crc32(text.substring(body, end))
                    || number == Checksums.crc32(text.substring(0, end))) {
                return new Verdict.Proven("its checksum holds");
            }
        }
        return new Verdict.Unknown("no checksum of the usual form holds");
    }
}
