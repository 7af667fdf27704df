// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import dev.pomona.scanners.secrets.proof.key.KeyReading.Broken;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Damaged;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Locked;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Sound;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// OpenSSH's own form (PROTOCOL.key in its source): the public key in clear, then the private part, which
/// begins with the same random number twice and ends in bytes that count up.
final class OpenSshKey {

    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final KeyReading NONE = new Broken("it has not the structure of an OpenSSH key");
    private static final KeyReading APART = new Damaged("its private part does not fit its public part");

    private OpenSshKey() {}

    /// Whether it begins as such keys do, whatever its label says.
    static boolean isOne(byte[] bytes) {
        return bytes.length >= MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static KeyReading read(byte[] bytes) {
        if (!isOne(bytes)) return NONE;
        var outer = new SshBytes(Arrays.copyOfRange(bytes, MAGIC.length, bytes.length));
        String cipher = outer.text();
        String kdf = outer.text();
        byte[] options = outer.string();
        long keys = outer.number();
        byte[] publicKey = outer.string();
        if (cipher == null || kdf == null || options == null || keys < 1 || publicKey == null) return NONE;
        if (keys > 1) return new KeyReading.Unreadable("it holds more than one key");
        byte[] inner = outer.string();
        if (inner == null) return new Damaged("it is cut short");
        return cipher.equals("none")
                ? clear(publicKey, new SshBytes(inner))
                : new Locked("it is under a passphrase", SshPublicKey.read(publicKey));
    }

    private static KeyReading clear(byte[] publicKey, SshBytes key) {
        long check = key.number();
        if (check < 0 || check != key.number()) return NONE;
        String type = key.text();
        var shown = new SshBytes(publicKey);
        if (type == null || !type.equals(shown.text())) return APART;
        KeyReading reading = switch (type) {
            case "ssh-rsa" -> rsa(shown, key);
            case "ssh-dss" -> dsa(shown, key);
            case "ssh-ed25519" -> ed25519(shown, key);
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> ecdsa(shown, key);
            case "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com" ->
                new Locked("the key itself is in a security token");
            default -> new KeyReading.Unreadable("it is of an unknown kind");
        };
        if (reading instanceof Sound && (key.string() == null || !isPadding(key.rest()))) return NONE;
        return reading;
    }

    private static boolean isPadding(byte[] rest) {
        for (int i = 0; i < rest.length; i++) {
            if (rest[i] != (byte) (i + 1)) return false;
        }
        return rest.length < 64;
    }

    private static KeyReading rsa(SshBytes shown, SshBytes key) {
        BigInteger e = shown.integer();
        BigInteger n = shown.integer();
        BigInteger modulus = key.integer();
        BigInteger exponent = key.integer();
        BigInteger d = key.integer();
        BigInteger inverse = key.integer();
        BigInteger p = key.integer();
        BigInteger q = key.integer();
        if (n == null || e == null || d == null || inverse == null || p == null || q == null) return NONE;
        if (!n.equals(modulus) || !e.equals(exponent)) return APART;
        KeyReading reading = KeyNumbers.rsa(n, e, d, p, q);
        return reading instanceof Sound && !KeyNumbers.isInverse(inverse, q, p) ? APART : reading;
    }

    private static KeyReading dsa(SshBytes shown, SshBytes key) {
        var numbers = new BigInteger[4];
        for (int i = 0; i < numbers.length; i++) {
            BigInteger number = shown.integer();
            if (number == null || !number.equals(key.integer())) return APART;
            numbers[i] = number;
        }
        BigInteger x = key.integer();
        return x == null ? NONE : KeyNumbers.dsa(numbers[0], numbers[1], numbers[2], numbers[3], x);
    }

    private static KeyReading ed25519(SshBytes shown, SshBytes key) {
        byte[] publicKey = shown.string();
        byte[] again = key.string();
        byte[] both = key.string();
        if (publicKey == null || both == null || both.length != 64) return NONE;
        if (!Arrays.equals(publicKey, again)) return APART;
        if (!Arrays.equals(both, 32, 64, publicKey, 0, publicKey.length)) return APART;
        return KeyNumbers.ed25519(Arrays.copyOf(both, 32), publicKey);
    }

    private static KeyReading ecdsa(SshBytes shown, SshBytes key) {
        String name = shown.text();
        @Nullable Curve curve = name == null ? null : Curve.bySshName(name);
        byte[] point = shown.string();
        if (name == null || curve == null || point == null) return NONE;
        if (!name.equals(key.text()) || !Arrays.equals(point, key.string())) return APART;
        BigInteger secret = key.integer();
        return secret == null ? NONE : KeyNumbers.ec(curve, secret, point);
    }
}
