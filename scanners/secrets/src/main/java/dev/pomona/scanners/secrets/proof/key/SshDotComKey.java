// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import dev.pomona.scanners.secrets.proof.key.KeyReading.Broken;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Locked;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Sound;

/// The form of ssh.com's programs, between lines with four hyphens: a magic number, the length of all of it, the kind
/// of
/// key, the cipher, and the private part.
final class SshDotComKey {

    private static final long MAGIC = 0x3f6ff9ebL;
    private static final KeyReading NONE = new Broken("it has not the structure of an ssh.com key");

    private SshDotComKey() {}

    static KeyReading read(byte[] bytes) {
        var key = new SshBytes(bytes);
        if (key.number() != MAGIC || key.number() != bytes.length) return NONE;
        String kind = key.text();
        String cipher = key.text();
        byte[] inner = key.string();
        if (kind == null || cipher == null || inner == null || key.left() > 0) return NONE;
        return cipher.equals("none")
                ? new Sound("it has the structure of a key without a passphrase", null)
                : new Locked("it is under a passphrase");
    }
}
