// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Bech32;

/// Identities of age: 32 bytes in Bech32 (its specification, "native recipient types").
final class AgeKey implements StructuralCheck {

    private static final int KEY_BYTES = 32;

    @Override
    public Verdict check(Value value) {
        Bech32 key = Bech32.decode(value.text());
        if (key == null) return new Verdict.Refuted("its checksum does not hold");
        boolean named = key.name().equals("age-secret-key-") || key.name().equals("age-secret-key-pq-");
        return named && key.data().length == KEY_BYTES
                ? new Verdict.Proven("its checksum holds")
                : new Verdict.Refuted("its checksum holds, but it is no key of age");
    }
}
