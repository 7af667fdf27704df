// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base58Check;

/// Bitcoin's private keys in Base58Check: single ones in the wallet import format, and extended ones (BIP 32, SLIP 132)
/// whose 33 bytes of key begin with a zero.
final class BitcoinKey implements StructuralCheck {

    private static final int EXTENDED_BYTES = 78;
    private static final int KEY_IN_EXTENDED = 45;

    @Override
    public Verdict check(Value value) {
        byte[] bytes = Base58Check.decode(value.text());
        if (bytes == null) return new Verdict.Refuted("its checksum does not hold");
        int version = bytes[0] & 0xff;
        boolean single = bytes.length == 33 || (bytes.length == 34 && bytes[33] == 1);
        if (single && (version == 0x80 || version == 0xef)) return new Verdict.Proven("its checksum holds");
        if (bytes.length != EXTENDED_BYTES) return new Verdict.Refuted("its checksum holds, but it is no private key");
        return bytes[KEY_IN_EXTENDED] == 0
                ? new Verdict.Proven("its checksum holds")
                : new Verdict.Refuted("its checksum holds, but it is a public key");
    }
}
