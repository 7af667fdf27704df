// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.finding.Proof;

/// What is thought of a match.
sealed interface Judgement {

    /// @param reason one clause with nothing of the secret
    /// @param isDoubtful whether something speaks against it, which the reason tells
    record Secret(Proof proof, String reason, boolean isDoubtful) implements Judgement {}

    /// @param reason why it is none, in one clause with nothing of the value
    /// @param isKnown whether the rule knows the very value to be none: a rule that goes by names alone must
    ///     not say otherwise
    record NoSecret(String reason, boolean isKnown) implements Judgement {}
}
