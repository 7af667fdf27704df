// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base58Check;

/// Keys written in Base58Check.
final class Base58CheckCheck implements StructuralCheck {

    @Override
    public Verdict check(Value value) {
        return Base58Check.decode(value.text()) == null
                ? new Verdict.Refuted("its checksum does not hold")
                : new Verdict.Proven("its checksum holds");
    }
}
