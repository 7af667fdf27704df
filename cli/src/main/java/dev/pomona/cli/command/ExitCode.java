// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.command;

import dev.pomona.model.decision.Decision;

/// How the program ends. Documented in the README; never renumbered.
public enum ExitCode {
    PASSES(0),
    POLICY_VIOLATED(1),
    WRONG_USE(2),
    INCOMPLETE(3),
    INTERNAL_ERROR(4);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /// What a verdict ends the program with.
    public static ExitCode of(Decision.Verdict verdict) {
        return switch (verdict) {
            case PASS -> PASSES;
            case VIOLATED -> POLICY_VIOLATED;
            case INCOMPLETE -> INCOMPLETE;
        };
    }

    public int number() {
        return number;
    }
}
