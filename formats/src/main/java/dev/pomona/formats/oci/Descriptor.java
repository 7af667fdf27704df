// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.oci;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names content by its digest (image specification, "Content Descriptors").
///
/// @param mediaType empty when nobody said
/// @param digest `sha256:` and 64 hexadecimal digits
/// @param size in bytes
/// @param artifactType empty when nobody said
/// @param annotations without those that are no texts
public record Descriptor(
        String mediaType, String digest, long size, String artifactType, Map<String, String> annotations) {

    /// The only algorithm that every registry has; others are not read.
    private static final Pattern SHA_256 = Pattern.compile("sha256:[0-9a-f]{64}");

    public Descriptor {
        if (!isDigest(digest)) throw new IllegalArgumentException("'%s' is no sha256 digest".formatted(digest));
        if (size < 0) throw new IllegalArgumentException("a size of %d".formatted(size));
        annotations = Map.copyOf(annotations);
    }

    public static boolean isDigest(String text) {
        return SHA_256.matcher(text).matches();
    }

    /// The tag or name that an index gives it.
    public Optional<String> refName() {
        return Optional.ofNullable(annotations.get("org.opencontainers.image.ref.name"));
    }

    /// Whether it tells how another image was built, as BuildKit puts it among the platforms of an index; it is none.
    public boolean isAttestation() {
        return "attestation-manifest".equals(annotations.get("vnd.docker.reference.type"));
    }
}
