// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.command;

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

    public int number() {
        return number;
    }
}
