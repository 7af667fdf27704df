// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import dev.pomona.scanners.secrets.proof.encoding.Der;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Broken;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Damaged;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Locked;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Sound;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Private keys in DER: PKCS #1 (RFC 8017, A.1.2), SEC 1 (RFC 5915), OpenSSL's DSA, PKCS #8 (RFC 5208, 5958, 8410), and
/// encrypted PKCS #8. Which of them it is shows in the elements, so a wrong label does no harm.
final class KeyDer {

    private static final KeyReading NONE = new Broken("it has not the structure of a private key");
    private static final KeyReading SHORT = new Damaged("it is cut short");
    private static final KeyReading APART = new Damaged("its numbers do not belong together");
    private static final int MAX_CURVE_BYTES = 128;

    private KeyDer() {}

    static KeyReading read(byte[] bytes) {
        var outer = new Der(bytes);
        if (outer.tag() != Der.SEQUENCE) return NONE;
        Der key = outer.enter(Der.SEQUENCE);
        if (key == null) return SHORT;
        if (key.tag() == Der.SEQUENCE) return encrypted(key);
        BigInteger version = key.integer();
        if (version == null || version.bitLength() > 8) return NONE;
        return switch (key.tag()) {
            case Der.SEQUENCE -> pkcs8(key);
            case Der.OCTET_STRING -> sec1(key, null);
            case Der.INTEGER -> numbers(key);
            default -> NONE;
        };
    }

    private static KeyReading encrypted(Der key) {
        Der algorithm = key.enter(Der.SEQUENCE);
        return algorithm != null && algorithm.oid() != null && key.skip(Der.OCTET_STRING) && key.atEnd()
                ? new Locked("it is a private key under a passphrase")
                : NONE;
    }

    /// RSA has eight numbers behind its version, DSA five.
    private static KeyReading numbers(Der key) {
        var numbers = new BigInteger[8];
        int count = 0;
        while (count < numbers.length) {
            BigInteger number = key.integer();
            if (number == null) break;
            numbers[count++] = number;
        }
        if (count == 5 && key.atEnd()) {
            return KeyNumbers.dsa(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        }
        if (count < numbers.length) return NONE;
        BigInteger d = numbers[2];
        BigInteger p = numbers[3];
        BigInteger q = numbers[4];
        if (key.tag() == Der.SEQUENCE) { // further primes
            return p.signum() > 0 && numbers[0].mod(p).signum() == 0
                    ? new Sound("its first prime divides its modulus", PublicKey.rsa(numbers[0]))
                    : APART;
        }
        KeyReading reading = KeyNumbers.rsa(numbers[0], numbers[1], d, p, q);
        if (reading instanceof Sound && !KeyNumbers.rsaShortcuts(d, p, q, numbers[5], numbers[6], numbers[7])) {
            return APART;
        }
        return reading;
    }

    /// @param named the curve from outside, when the key itself need not name one
    private static KeyReading sec1(Der key, @Nullable String named) {
        byte[] secret = key.contents(Der.OCTET_STRING);
        if (secret == null || secret.length == 0 || secret.length > MAX_CURVE_BYTES) return NONE;
        String oid = named;
        Der parameters = key.enter(Der.context(0));
        if (parameters != null && parameters.tag() == Der.OID) oid = parameters.oid();
        Der publicKey = key.enter(Der.context(1));
        byte[] point = publicKey == null ? null : publicKey.bits();
        if (!key.atEnd()) return NONE;
        Curve curve = oid == null ? null : Curve.byOid(oid);
        if (curve == null) return new Sound("it has the structure of a key on a curve", null);
        return KeyNumbers.ec(curve, new BigInteger(1, secret), point);
    }

    private static KeyReading pkcs8(Der key) {
        Der algorithm = key.enter(Der.SEQUENCE);
        String oid = algorithm == null ? null : algorithm.oid();
        byte[] inner = key.contents(Der.OCTET_STRING);
        if (algorithm == null || oid == null || inner == null) return NONE;
        key.skip(Der.context(0));
        byte[] publicKey = key.tag() == 0x81 ? key.contents(0x81) : null;
        return switch (oid) {
            case "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10" -> rsa(inner);
            case "1.2.840.10045.2.1" -> ec(algorithm, inner);
            case "1.2.840.10040.4.1" -> dsa(algorithm, inner);
            case "1.3.101.112" -> ed25519(inner, publicKey);
            case "1.3.101.110", "1.3.101.111", "1.3.101.113" -> octets(inner);
            default -> new Sound("it has the structure of a private key", null);
        };
    }

    private static KeyReading rsa(byte[] inner) {
        Der key = new Der(inner).enter(Der.SEQUENCE);
        return key == null || key.integer() == null ? NONE : numbers(key);
    }

    private static KeyReading ec(Der algorithm, byte[] inner) {
        String curve = algorithm.tag() == Der.OID ? algorithm.oid() : null;
        Der key = new Der(inner).enter(Der.SEQUENCE);
        return key == null || key.integer() == null ? NONE : sec1(key, curve);
    }

    private static KeyReading dsa(Der algorithm, byte[] inner) {
        Der group = algorithm.enter(Der.SEQUENCE);
        BigInteger x = new Der(inner).integer();
        if (group == null || x == null) return NONE;
        BigInteger p = group.integer();
        BigInteger q = group.integer();
        BigInteger g = group.integer();
        return p == null || q == null || g == null ? NONE : KeyNumbers.dsa(p, q, g, x);
    }

    private static KeyReading ed25519(byte[] inner, byte @Nullable [] publicKey) {
        byte[] seed = new Der(inner).contents(Der.OCTET_STRING);
        if (seed == null) return NONE;
        byte[] shown = publicKey != null && publicKey.length == 33 && publicKey[0] == 0
                ? Arrays.copyOfRange(publicKey, 1, publicKey.length)
                : null;
        return KeyNumbers.ed25519(seed, shown);
    }

    private static KeyReading octets(byte[] inner) {
        byte[] secret = new Der(inner).contents(Der.OCTET_STRING);
        return secret != null && (secret.length == 32 || secret.length == 56 || secret.length == 57)
                ? new Sound("it has the form of such keys", null)
                : NONE;
    }
}
