// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.age;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/// X25519 (RFC 7748) over bytes.
final class Curve {

    static final int BYTES = 32;

    /// The point that everybody's secret is multiplied with.
    private static final Point BASE = new Point(basePoint());

    private Curve() {}

    private static byte[] basePoint() {
        byte[] bytes = new byte[BYTES];
        bytes[0] = 9;
        return bytes;
    }

    /// @param bytes the coordinate, its lowest byte first
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Point(byte[] bytes) {

        Point {
            if (bytes.length != BYTES) throw new IllegalArgumentException("a point has 32 bytes, not " + bytes.length);
            bytes = bytes.clone();
        }
    }

    static Point publicOf(byte[] secret) {
        try {
            return new Point(multiply(secret, BASE));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("the base point is one", e);
        }
    }

    /// @throws AgeException when the point was chosen so that the result does not depend on the secret
    static byte[] shared(byte[] secret, Point other) throws AgeException {
        try {
            return multiply(secret, other);
        } catch (InvalidKeyException e) {
            throw new AgeException("a key in the header is none", e);
        }
    }

    private static byte[] multiply(byte[] secret, Point point) throws InvalidKeyException {
        try {
            var factory = KeyFactory.getInstance("X25519");
            var agreement = KeyAgreement.getInstance("X25519");
            agreement.init(factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
            agreement.doPhase(
                    factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, number(point.bytes()))),
                    true);
            return agreement.generateSecret();
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has X25519", e);
        }
    }

    private static BigInteger number(byte[] lowestFirst) {
        byte[] highestFirst = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) highestFirst[i] = lowestFirst[BYTES - 1 - i];
        highestFirst[0] &= 0x7f; // RFC 7748, section 5: the highest bit is masked
        return new BigInteger(1, highestFirst);
    }

    static byte[] wrappingKey(byte[] shared, Point share, Point recipient) {
        byte[] salt = new byte[2 * BYTES];
        System.arraycopy(share.bytes(), 0, salt, 0, BYTES);
        System.arraycopy(recipient.bytes(), 0, salt, BYTES, BYTES);
        return Aead.derive(shared, salt, Recipient.PublicKey.INFO);
    }
}
