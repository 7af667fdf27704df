// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

/// Stands for what nobody but the issuer can check, so that a finding can say why it is not proven.
record Unchecked(String reason) implements StructuralCheck {

    @Override
    public Verdict check(Value value) {
        return new Verdict.Unknown(reason);
    }
}
