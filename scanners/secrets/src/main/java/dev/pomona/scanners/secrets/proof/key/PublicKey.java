// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A public key, whether it stands alone, in a certificate, or follows from a private key. Two are equal when they are
/// the same key, however they were written. Nothing in it is secret.
///
/// @param number in hexadecimal: the modulus of RSA, the public number of DSA, a point with the parity of its y in
///     front (SEC 1, 2.3.3), or the 32 bytes of Ed25519
public record PublicKey(Family family, String number) {

    /// Kinds of keys whose numbers say nothing about each other.
    public enum Family {
        RSA,
        DSA,
        EC,
        ED25519
    }

    static PublicKey rsa(BigInteger modulus) {
        return new PublicKey(Family.RSA, modulus.toString(16));
    }

    static PublicKey dsa(BigInteger number) {
        return new PublicKey(Family.DSA, number.toString(16));
    }

    /// @param point compressed or not; `null` for bytes that are neither
    static @Nullable PublicKey ec(byte[] point) {
        if (point.length < 17 || point.length > 256) return null;
        boolean isWhole = point[0] == 4 && point.length % 2 == 1;
        if (!isWhole && point[0] != 2 && point[0] != 3) return null;
        int width = isWhole ? point.length / 2 : point.length - 1;
        int sign = isWhole ? 2 | (point[point.length - 1] & 1) : point[0];
        return new PublicKey(Family.EC, "0%d%s".formatted(sign, HexFormat.of().formatHex(point, 1, 1 + width)));
    }

    /// @return `null` when it has another length than such keys
    static @Nullable PublicKey ed25519(byte[] bytes) {
        return bytes.length == 32 ? new PublicKey(Family.ED25519, HexFormat.of().formatHex(bytes)) : null;
    }

    /// The public key to a seed of 32 bytes (RFC 8032, 5.1.5): Java makes key pairs of what its random source
    /// gives, and of nothing else.
    static PublicKey ed25519OfSeed(byte[] seed) {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
            EdECPoint point = ((EdECPublicKey) generator.generateKeyPair().getPublic()).getPoint();
            var bytes = new byte[32];
            byte[] y = point.getY().toByteArray();
            for (int i = 0; i < y.length && i < bytes.length; i++) bytes[i] = y[y.length - 1 - i];
            if (point.isXOdd()) bytes[31] |= (byte) 0x80;
            return new PublicKey(Family.ED25519, HexFormat.of().formatHex(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each Java runtime has Ed25519", e);
        }
    }

    /// What tells it from others, in 32 hexadecimal digits.
    public String digest() {
        try {
            byte[] text = "%s %s".formatted(family, number).getBytes(StandardCharsets.US_ASCII);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java runtime has SHA-256", e);
        }
    }

    private static final class Fixed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        Fixed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] to) {
            System.arraycopy(Arrays.copyOf(bytes, to.length), 0, to, 0, to.length);
        }
    }
}
