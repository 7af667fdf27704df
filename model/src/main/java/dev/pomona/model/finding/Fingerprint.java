// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The identity of a finding across scans: it survives moved lines, renamed branches, version bumps that do not
/// fix, and another tool reporting the same flaw.
///
/// @param hex 32 hexadecimal digits
public record Fingerprint(String hex) implements Comparable<Fingerprint> {

    public Fingerprint {
        if (!hex.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("not a fingerprint: '%s'".formatted(hex));
        }
    }

    /// The first 128 bits of the SHA-256 over the parts, each with its length before it, so that no two lists
    /// of parts read alike.
    public static Fingerprint of(List<String> parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return new Fingerprint(HexFormat.of().formatHex(digest.digest(), 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public int compareTo(Fingerprint other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
