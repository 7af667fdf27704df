// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.age;

/// How a file is made up: a header, then chunks of 64 KiB, each encrypted and authenticated with its number and whether
/// it is the last (the construction STREAM).
final class Chunks {

    static final String VERSION = "age-encryption.org/v1";
    static final int SIZE = 64 << 10;
    static final int SALT = 16;

    private Chunks() {}

    static byte[] headerKey(byte[] fileKey) {
        return Aead.derive(fileKey, new byte[0], "header");
    }

    static byte[] payloadKey(byte[] fileKey, byte[] salt) {
        return Aead.derive(fileKey, salt, "payload");
    }

    /// 11 bytes of a counter, then whether the chunk is the last.
    static final class Nonce {

        private long count;

        byte[] next(boolean isLast) {
            byte[] nonce = new byte[12];
            for (int i = 0; i < Long.BYTES; i++) nonce[10 - i] = (byte) (count >>> (8 * i));
            nonce[11] = (byte) (isLast ? 1 : 0);
            count++;
            return nonce;
        }
    }
}
