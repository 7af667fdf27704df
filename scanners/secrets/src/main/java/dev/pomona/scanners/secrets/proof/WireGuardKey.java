// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Base64;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/// Private keys of WireGuard: 32 bytes in Base 64 for X25519 (RFC 7748). Where the public key that belongs to one
/// stands
/// beside it, that proves it.
final class WireGuardKey implements StructuralCheck {

    private static final int KEY_BYTES = 32;
    private static final int RADIUS = 32 * 1024;
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    @Override
    public Verdict check(Value value) {
        byte[] secret = Base64Text.decode(value.text());
        if (secret == null || secret.length != KEY_BYTES) return new Verdict.Refuted("it has not 32 bytes");
        String publicKey = publicKey(secret);
        if (publicKey != null && value.surroundings(RADIUS).contains(publicKey)) {
            return new Verdict.Proven("it matches the public key beside it");
        }
        boolean clamped = (secret[0] & 7) == 0 && (secret[KEY_BYTES - 1] & 0xc0) == 0x40;
        return new Verdict.Unknown(
                clamped
                        ? "its bits are set as WireGuard sets them, as in one of 32 random keys"
                        : "its bits are not set as WireGuard sets them, which others need not do");
    }

    /// In Base 64; `null` when there is none.
    static @Nullable String publicKey(byte[] secret) {
        try {
            var factory = KeyFactory.getInstance("X25519");
            var agreement = KeyAgreement.getInstance("X25519");
            agreement.init(factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
            agreement.doPhase(
                    factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT)), true);
            byte[] encoded = Base64.getEncoder().encode(agreement.generateSecret());
            return new String(encoded, StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException | IllegalStateException e) {
            return null;
        }
    }
}
