// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import dev.pomona.scanners.secrets.proof.key.KeyReading.Broken;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Unreadable;
import java.util.List;

/// Java's keystores and PKCS #12 files: whether a private key is in one, and whether a password that everyone knows
/// opens
/// it.
public final class Keystore {

    /// None, what Java's own store of certificates has, and what manuals and Google's files use.
    static final List<String> KNOWN_PASSWORDS = List.of("", "changeit", "changeme", "password", "notasecret");

    static final String OPENS = "a password that everyone knows opens it";
    static final KeyReading LOCKED = new KeyReading.Locked("it is under a password");
    static final KeyReading NO_KEY = new Broken("it holds certificates only");

    private Keystore() {}

    /// Whether the bytes begin as one does.
    public static boolean isOne(byte[] bytes) {
        return JavaKeystore.isOne(bytes) || (bytes.length > 16 && bytes[0] == 0x30 && (bytes[1] & 0x80) != 0);
    }

    public static KeyReading read(byte[] bytes) {
        if (JavaKeystore.isOne(bytes)) return new JavaKeystore(bytes).read();
        return isOne(bytes) ? Pkcs12.read(bytes) : new Unreadable("it does not begin like a keystore");
    }
}
