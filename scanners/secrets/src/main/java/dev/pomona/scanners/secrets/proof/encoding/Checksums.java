// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.encoding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;

/// Checksums and digests over short texts.
public final class Checksums {

    private Checksums() {}

    /// CRC-32 of IEEE 802.3, as in zip and PNG, of the text's UTF-8 bytes; from 0 to 2^32 - 1.
    public static long crc32(String text) {
        return crc32(text.getBytes(StandardCharsets.UTF_8));
    }

    /// CRC-32 of IEEE 802.3; from 0 to 2^32 - 1.
    public static long crc32(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /// CRC-16/XMODEM: polynomial 0x1021, starting at 0.
    public static int crc16(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
            crc &= 0xffff;
        }
        return crc;
    }

    /// CRC-24 of OpenPGP's armor (RFC 4880, 6.1).
    public static int crc24(byte[] bytes) {
        int crc = 0xb704ce;
        for (byte b : bytes) {
            crc ^= (b & 0xff) << 16;
            for (int bit = 0; bit < 8; bit++) {
                crc <<= 1;
                if ((crc & 0x1000000) != 0) crc ^= 0x1864cfb;
            }
        }
        return crc & 0xffffff;
    }

    public static byte[] sha1(byte[] bytes) {
        return digest("SHA-1", bytes);
    }

    public static byte[] sha256(byte[] bytes) {
        return digest("SHA-256", bytes);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java runtime has %s".formatted(algorithm), e);
        }
    }
}
