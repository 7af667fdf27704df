// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/// What private and public key have in common, so that one can be matched with the other.
public sealed interface KeyHalf {

    boolean matches(PublicKeyBits other);

    /// The bytes by which a public key is told from others.
    ///
    /// @param bytes an RSA modulus without leading zeros, an uncompressed point on a curve, or 32 bytes of Ed25519
    @SuppressWarnings("ArrayRecordComponent") // compared with Arrays.equals only
    record PublicKeyBits(Family family, byte[] bytes) {
        enum Family {
            RSA,
            EC,
            ED25519
        }
    }

    record Rsa(BigInteger modulus) implements KeyHalf {
        @Override
        public boolean matches(PublicKeyBits other) {
            return other.family() == PublicKeyBits.Family.RSA && new BigInteger(1, other.bytes()).equals(modulus);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Ec(byte[] point) implements KeyHalf {
        @Override
        public boolean matches(PublicKeyBits other) {
            return other.family() == PublicKeyBits.Family.EC && Arrays.equals(other.bytes(), point);
        }
    }

    /// Matched by signing with the one and verifying with the other.
    @SuppressWarnings("ArrayRecordComponent")
    record Ed25519(byte[] seed) implements KeyHalf {

        private static final byte[] MESSAGE = {0};

        @Override
        public boolean matches(PublicKeyBits other) {
            if (other.family() != PublicKeyBits.Family.ED25519 || other.bytes().length != 32) return false;
            try {
                var factory = KeyFactory.getInstance("Ed25519");
                var signer = Signature.getInstance("Ed25519");
                signer.initSign(factory.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
                signer.update(MESSAGE);
                byte[] signature = signer.sign();
                var verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(factory.generatePublic(
                        new EdECPublicKeySpec(NamedParameterSpec.ED25519, point(other.bytes()))));
                verifier.update(MESSAGE);
                return verifier.verify(signature);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                return false; // bytes that are no point
            }
        }

        /// RFC 8032, 5.1.2: the lowest byte first, and in the last bit whether x is odd.
        private static EdECPoint point(byte[] encoded) {
            var bytes = new byte[encoded.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = encoded[bytes.length - 1 - i];
            }
            boolean odd = bytes[0] < 0;
            bytes[0] &= 0x7f;
            return new EdECPoint(odd, new BigInteger(1, bytes));
        }
    }
}
