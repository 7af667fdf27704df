// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads SSH's data types (RFC 4251, 5): numbers of four bytes, and strings behind their length. Nothing is read where
/// there is not enough left, and the answer is `null` or -1.
final class SshBytes {

    private final byte[] bytes;
    private int at;

    SshBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    int left() {
        return bytes.length - at;
    }

    byte[] rest() {
        return Arrays.copyOfRange(bytes, at, bytes.length);
    }

    /// An unsigned number, or -1.
    long number() {
        if (left() < 4) return -1;
        long number = 0;
        for (int i = 0; i < 4; i++) {
            number = number << 8 | (bytes[at++] & 0xff);
        }
        return number;
    }

    byte @Nullable [] string() {
        int before = at;
        long length = number();
        if (length < 0 || length > left()) {
            at = before;
            return null;
        }
        at += (int) length;
        return Arrays.copyOfRange(bytes, at - (int) length, at);
    }

    @Nullable
    String text() {
        byte[] string = string();
        return string == null ? null : new String(string, StandardCharsets.ISO_8859_1);
    }

    @Nullable
    BigInteger integer() {
        byte[] string = string();
        return string == null || string.length == 0 || string.length > 4096 ? null : new BigInteger(string);
    }
}
