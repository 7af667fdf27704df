// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import dev.pomona.scanners.secrets.proof.key.KeyHalf;
import dev.pomona.scanners.secrets.proof.key.KeyReading;
import dev.pomona.scanners.secrets.proof.key.PemText;
import dev.pomona.scanners.secrets.proof.key.PublicKeys;
import org.jspecify.annotations.Nullable;

/// A private key between `-----BEGIN` and `-----END`, or that in Base 64 once more (kubeconfig, Kubernetes secrets): it
/// parses, its numbers belong together, and perhaps a certificate or public key beside it belongs to it.
final class PrivateKeyCheck implements StructuralCheck {

    private static final int RADIUS = 64 * 1024;

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        if (!text.contains("BEGIN ")) {
            String inside = Base64Text.decodeText(text);
            if (inside != null && inside.contains("BEGIN ")) text = inside;
        }
        return verdict(PemText.read(text), value);
    }

    static Verdict verdict(KeyReading reading, Value value) {
        return switch (reading) {
            case KeyReading.Sound(String how, @Nullable KeyHalf half) -> sound(how, half, value);
            case KeyReading.Locked(String how) -> new Verdict.Unknown(how);
            case KeyReading.Unreadable(String why) -> new Verdict.Unknown(why);
            case KeyReading.Damaged(String why) -> new Verdict.Damaged(why);
            case KeyReading.Broken(String why) -> new Verdict.Refuted(why);
        };
    }

    private static Verdict sound(String how, @Nullable KeyHalf half, Value value) {
        String other = half == null ? null : PublicKeys.matching(half, value.surroundings(RADIUS));
        return new Verdict.Proven(other == null ? how : "%s, and it matches the %s beside it".formatted(how, other));
    }
}
