// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.encoding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Base58Check, Bitcoin's way of writing bytes: Base 58 with four bytes of a double SHA-256 at the end.
public final class Base58Check {

    private static final int CHECKSUM_BYTES = 4;

    private Base58Check() {}

    /// The bytes without the checksum, or `null` when the text is not written so or the checksum does not hold.
    public static byte @Nullable [] decode(String text) {
        byte[] bytes = Radix.BASE58.bytes(text);
        if (bytes == null || bytes.length <= CHECKSUM_BYTES) return null;
        byte[] content = Arrays.copyOf(bytes, bytes.length - CHECKSUM_BYTES);
        byte[] checksum = checksum(content);
        return Arrays.equals(bytes, content.length, bytes.length, checksum, 0, CHECKSUM_BYTES) ? content : null;
    }

    public static String encode(byte[] content) {
        byte[] bytes = Arrays.copyOf(content, content.length + CHECKSUM_BYTES);
        System.arraycopy(checksum(content), 0, bytes, content.length, CHECKSUM_BYTES);
        return Radix.BASE58.text(bytes);
    }

    private static byte[] checksum(byte[] content) {
        return Checksums.sha256(Checksums.sha256(content));
    }
}
