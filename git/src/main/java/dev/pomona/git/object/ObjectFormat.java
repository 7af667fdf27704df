// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash that names a repository's objects; a repository has one (`extensions.objectFormat`).
public enum ObjectFormat {
    SHA1(20, "SHA-1"),
    SHA256(32, "SHA-256");

    private final int bytes;
    private final String algorithm;

    ObjectFormat(int bytes, String algorithm) {
        this.bytes = bytes;
        this.algorithm = algorithm;
    }

    /// The length of an id in bytes.
    public int bytes() {
        return bytes;
    }

    /// The length of an id as text.
    public int digits() {
        return 2 * bytes;
    }

    public MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
