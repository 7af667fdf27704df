// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.key.PuttyKey;
import java.nio.charset.StandardCharsets;

/// A private key of PuTTY. Where the pattern took only its beginning, the rest is read from the file.
final class PuttyKeyCheck implements StructuralCheck {

    private static final String LAST_FIELD = "Private-MAC: ";
    private static final int MAX_BYTES = 64 * 1024;

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        if (!text.contains(LAST_FIELD)) {
            int length = Math.min(value.file().length - value.start(), MAX_BYTES);
            text = new String(value.file(), value.start(), length, StandardCharsets.UTF_8);
        }
        return PrivateKeyCheck.verdict(PuttyKey.read(text), value);
    }
}
