// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import java.util.HexFormat;
import java.util.Locale;

/// A digest of some bytes.
///
/// @param hex lower case
public record Digest(Algorithm algorithm, String hex) implements Comparable<Digest> {

    /// In order of strength.
    public enum Algorithm {
        MD5(16, "MD5"),
        SHA1(20, "SHA-1"),
        SHA256(32, "SHA-256"),
        SHA384(48, "SHA-384"),
        SHA512(64, "SHA-512");

        private final int bytes;
        private final String standardName;

        Algorithm(int bytes, String standardName) {
            this.bytes = bytes;
            this.standardName = standardName;
        }

        /// The length of a digest in bytes.
        public int bytes() {
            return bytes;
        }

        /// As the JDK and CycloneDX spell it, e.g. `SHA-256`.
        public String standardName() {
            return standardName;
        }
    }

    public Digest {
        hex = hex.toLowerCase(Locale.ROOT);
        if (hex.length() != algorithm.bytes() * 2 || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw new IllegalArgumentException("not a %s digest: '%s'".formatted(algorithm.standardName(), hex));
        }
    }

    public static Digest of(Algorithm algorithm, byte[] digest) {
        return new Digest(algorithm, HexFormat.of().formatHex(digest));
    }

    /// `sha256:…`, as OCI writes it.
    @Override
    public String toString() {
        return algorithm.name().toLowerCase(Locale.ROOT) + ":" + hex;
    }

    @Override
    public int compareTo(Digest other) {
        int order = algorithm.compareTo(other.algorithm);
        return order == 0 ? hex.compareTo(other.hex) : order;
    }
}
