// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import dev.pomona.scanners.secrets.proof.key.KeyReading.Broken;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Damaged;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Sound;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Unreadable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether the numbers of a private key belong together, whatever form they were kept in.
final class KeyNumbers {

    static final String TOGETHER = "its numbers belong together";
    private static final KeyReading APART = new Damaged("its numbers do not belong together");
    private static final KeyReading TOO_BIG = new Unreadable("its numbers are too big to check");
    private static final int MAX_BITS = 16_384;
    private static final int MAX_GROUP_BITS = 4096;
    private static final int MAX_EXPONENT_BITS = 512;

    private KeyNumbers() {}

    /// RSA (RFC 8017, 3.2): the modulus is the product of both primes, and the exponents undo each other.
    static KeyReading rsa(BigInteger n, BigInteger e, BigInteger d, BigInteger p, BigInteger q) {
        if (n.bitLength() > MAX_BITS) return TOO_BIG;
        if (n.bitLength() < 128 || e.signum() <= 0 || d.signum() <= 0) return APART;
        if (p.signum() <= 0 || q.signum() <= 0 || p.bitLength() < 2 || q.bitLength() < 2) return APART;
        if (d.bitLength() > MAX_BITS
                || e.bitLength() > MAX_BITS
                || !p.multiply(q).equals(n)) return APART;
        return undo(e, d, p) && undo(e, d, q) ? new Sound(TOGETHER, PublicKey.rsa(n)) : APART;
    }

    private static boolean undo(BigInteger e, BigInteger d, BigInteger prime) {
        BigInteger less = prime.subtract(BigInteger.ONE);
        return e.multiply(d).mod(less).equals(BigInteger.ONE.mod(less));
    }

    /// What RSA keys keep to be faster: each is a remainder or an inverse of the others.
    static boolean rsaShortcuts(
            BigInteger d, BigInteger p, BigInteger q, BigInteger dp, BigInteger dq, BigInteger inverse) {
        return p.signum() > 0
                && q.signum() > 0
                && dp.equals(d.mod(p.subtract(BigInteger.ONE).max(BigInteger.ONE)))
                && dq.equals(d.mod(q.subtract(BigInteger.ONE).max(BigInteger.ONE)))
                && isInverse(inverse, q, p);
    }

    static boolean isInverse(BigInteger inverse, BigInteger of, BigInteger modulus) {
        return inverse.multiply(of).mod(modulus).equals(BigInteger.ONE);
    }

    /// DSA (FIPS 186-4, 4.1): the public number is the generator to the power of the secret.
    static KeyReading dsa(BigInteger p, BigInteger q, BigInteger g, BigInteger y, BigInteger x) {
        if (p.bitLength() > MAX_GROUP_BITS || q.bitLength() > MAX_EXPONENT_BITS) return TOO_BIG;
        if (!isGroup(p, q, g) || x.signum() <= 0 || x.compareTo(q) >= 0) return APART;
        return g.modPow(x, p).equals(y) ? new Sound(TOGETHER, PublicKey.dsa(y)) : APART;
    }

    /// DSA without the public number.
    static KeyReading dsa(BigInteger p, BigInteger q, BigInteger g, BigInteger x) {
        if (p.bitLength() > MAX_GROUP_BITS || q.bitLength() > MAX_EXPONENT_BITS) return TOO_BIG;
        if (!isGroup(p, q, g) || x.signum() <= 0 || x.compareTo(q) >= 0) return APART;
        return new Sound(TOGETHER, PublicKey.dsa(g.modPow(x, p)));
    }

    private static boolean isGroup(BigInteger p, BigInteger q, BigInteger g) {
        return p.signum() > 0
                && q.signum() > 0
                && p.bitLength() >= 256
                && q.bitLength() >= 64
                && g.signum() > 0
                && p.subtract(BigInteger.ONE).mod(q).signum() == 0;
    }

    /// A key on a curve: the secret is in range, and the public point, when it is there, is the secret times the
    /// generator.
    static KeyReading ec(Curve curve, BigInteger secret, byte @Nullable [] point) {
        if (!curve.isScalar(secret)) return new Broken("its secret is out of its curve's range");
        byte[] computed = curve.publicPoint(secret);
        PublicKey publicKey = PublicKey.ec(computed);
        if (point == null) return new Sound("its secret is in its curve's range", publicKey);
        boolean isSame = point.length == computed.length
                ? Arrays.equals(point, computed)
                : point.length == computed.length / 2 + 1 && Objects.equals(publicKey, PublicKey.ec(point));
        return isSame ? new Sound(TOGETHER, publicKey) : APART;
    }

    static KeyReading ed25519(byte[] seed, byte @Nullable [] publicKey) {
        if (seed.length != 32) return new Broken("it has not the length of such keys");
        PublicKey computed = PublicKey.ed25519OfSeed(seed);
        if (publicKey == null) return new Sound("it has the form of such keys", computed);
        return computed.equals(PublicKey.ed25519(publicKey)) ? new Sound(TOGETHER, computed) : APART;
    }
}
