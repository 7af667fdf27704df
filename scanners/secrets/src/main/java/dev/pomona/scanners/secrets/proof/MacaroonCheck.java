// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

/// Any macaroon, as Ubuntu's store, LND and others issue them.
final class MacaroonCheck implements StructuralCheck {

    @Override
    public Verdict check(Value value) {
        Macaroon macaroon = Macaroon.parse(value.text());
        if (macaroon == null) return new Verdict.Refuted("it is no macaroon");
        return new Verdict.Proven(
                macaroon.caveats() == 0 ? "it is a macaroon without caveats" : "it is a macaroon with caveats");
    }
}
