// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.finding.Proof;
import dev.pomona.scanners.secrets.proof.key.PublicKey;
import org.jspecify.annotations.Nullable;

/// What is thought of a match.
sealed interface Judgement {

    /// @param reason one clause with nothing of the secret
    /// @param isDoubtful whether something speaks against it, which the reason tells
    /// @param key the public key of a private one, to look for in other files; `null` where there is none
    record Secret(
            Proof proof,
            String reason,
            boolean isDoubtful,
            @Nullable PublicKey key) implements Judgement {

        Secret(Proof proof, String reason, boolean isDoubtful) {
            this(proof, reason, isDoubtful, null);
        }
    }

    /// @param reason why it is none, in one clause with nothing of the value
    /// @param isKnown whether the rule knows the very value to be none: a rule that goes by names alone must
    ///     not say otherwise
    record NoSecret(String reason, boolean isKnown) implements Judgement {}
}
