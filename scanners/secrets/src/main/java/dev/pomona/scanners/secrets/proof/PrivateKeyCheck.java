// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import dev.pomona.scanners.secrets.proof.key.KeyReading;
import dev.pomona.scanners.secrets.proof.key.PemText;
import dev.pomona.scanners.secrets.proof.key.PublicKey;
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
            case KeyReading.Sound(String how, @Nullable PublicKey key) -> {
                String other = matching(key, value);
                yield other == null ? new Verdict.Proven(how, key) : new Verdict.Proven(both(how, other));
            }
            case KeyReading.Locked(String how, @Nullable PublicKey key) -> {
                String other = matching(key, value);
                yield other == null ? new Verdict.Unknown(how, key) : new Verdict.Unknown(both(how, other));
            }
            case KeyReading.Unreadable(String why) -> new Verdict.Unknown(why);
            case KeyReading.Damaged(String why) -> new Verdict.Damaged(why);
            case KeyReading.Broken(String why) -> new Verdict.Refuted(why);
        };
    }

    private static @Nullable String matching(@Nullable PublicKey key, Value value) {
        return key == null ? null : PublicKeys.matching(key, value.surroundings(RADIUS));
    }

    private static String both(String how, String other) {
        return "%s, and it matches the %s beside it".formatted(how, other);
    }
}
