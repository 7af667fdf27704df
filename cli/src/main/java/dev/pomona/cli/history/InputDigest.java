// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.model.component.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A digest over texts in an order, each told from the next.
final class InputDigest {

    private final MessageDigest sha256;

    InputDigest(String kind) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        add(kind);
    }

    void add(String text) {
        sha256.update(text.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
    }

    /// Ends it.
    Digest digest() {
        return Digest.of(Digest.Algorithm.SHA256, sha256.digest());
    }
}
