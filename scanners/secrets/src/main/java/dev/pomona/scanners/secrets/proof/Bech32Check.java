// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Bech32;

/// Keys written in Bech32, like those of Nostr.
final class Bech32Check implements StructuralCheck {

    @Override
    public Verdict check(Value value) {
        return Bech32.decode(value.text()) == null
                ? new Verdict.Refuted("its checksum does not hold")
                : new Verdict.Proven("its checksum holds");
    }
}
