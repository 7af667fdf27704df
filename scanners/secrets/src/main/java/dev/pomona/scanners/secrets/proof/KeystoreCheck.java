// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import dev.pomona.scanners.secrets.proof.key.Keystore;
import java.util.Arrays;

/// A keystore, in Base 64 or as the bytes of the file from the value's start on.
final class KeystoreCheck implements StructuralCheck {

    /// Enough to see whether it is worth copying more.
    private static final int HEAD_BYTES = 32;

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    @Override
    public Verdict check(Value value) {
        byte[] bytes = Base64Text.decode(value.text().replaceAll("\\s", ""));
        if (bytes == null || !Keystore.isOne(bytes)) {
            bytes = fromStart(value, HEAD_BYTES);
            if (Keystore.isOne(bytes)) bytes = fromStart(value, MAX_BYTES);
        }
        return PrivateKeyCheck.verdict(Keystore.read(bytes), value);
    }

    private static byte[] fromStart(Value value, int most) {
        long end = Math.min(value.file().length, (long) value.start() + most);
        return Arrays.copyOfRange(value.file(), value.start(), (int) end);
    }
}
