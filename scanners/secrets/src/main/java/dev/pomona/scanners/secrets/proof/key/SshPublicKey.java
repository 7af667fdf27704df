// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// The public key of a line of OpenSSH, and the public part of its and PuTTY's private keys (RFC 4253, 6.6; RFC 5656,
/// 3.1; RFC 8709, 4).
final class SshPublicKey {

    private SshPublicKey() {}

    /// @return `null` when it is damaged, or of another kind
    static @Nullable PublicKey read(byte[] bytes) {
        var blob = new SshBytes(bytes);
        String kind = blob.text();
        if (kind == null) return null;
        return switch (kind) {
            case "ssh-rsa" -> {
                BigInteger exponent = blob.integer();
                BigInteger modulus = blob.integer();
                yield exponent == null || modulus == null ? null : PublicKey.rsa(modulus);
            }
            case "ssh-dss" -> {
                for (int i = 0; i < 3; i++) blob.integer(); // the group
                BigInteger number = blob.integer();
                yield number == null ? null : PublicKey.dsa(number);
            }
            case "ssh-ed25519" -> {
                byte[] key = blob.string();
                yield key == null ? null : PublicKey.ed25519(key);
            }
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> {
                blob.string(); // the curve once more
                byte[] point = blob.string();
                yield point == null ? null : PublicKey.ec(point);
            }
            default -> null;
        };
    }
}
