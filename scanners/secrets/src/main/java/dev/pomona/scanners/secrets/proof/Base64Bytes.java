// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;

/// Random bytes in Base 64, of which nothing but the number can be checked.
record Base64Bytes(int count) implements StructuralCheck {

    @Override
    public Verdict check(Value value) {
        byte[] bytes = Base64Text.decode(value.text());
        if (bytes == null) return new Verdict.Refuted("it is not in Base 64");
        return bytes.length == count
                ? new Verdict.Unknown("it has %d bytes, as it must, and nothing else to check".formatted(count))
                : new Verdict.Refuted("it has not the %d bytes that it must have".formatted(count));
    }
}
