// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import dev.pomona.model.component.Digest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads subresource integrity (W3C SRI): `sha512-<base64>`, several apart by spaces, options after `?`.
final class Integrity {

    private Integrity() {}

    /// The digests that it states; those of unknown algorithms or wrong length are left out.
    static List<Digest> digests(@Nullable String integrity) {
        if (integrity == null || integrity.isEmpty()) return List.of();
        var digests = new ArrayList<Digest>(1);
        for (String part : integrity.split(" ", -1)) {
            int dash = part.indexOf('-');
            Digest.Algorithm algorithm = dash < 0 ? null : algorithm(part.substring(0, dash));
            if (algorithm == null) continue;
            byte[] bytes = decode(Coordinates.cut(part.substring(dash + 1), '?'));
            if (bytes.length == algorithm.bytes()) digests.add(Digest.of(algorithm, bytes));
        }
        return digests;
    }

    /// A SHA-1 in hex, as Yarn writes it after the `#` of an address.
    static List<Digest> sha1(String hex) {
        try {
            return List.of(new Digest(Digest.Algorithm.SHA1, hex));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static Digest.@Nullable Algorithm algorithm(String name) {
        return switch (name) {
            case "md5" -> Digest.Algorithm.MD5;
            case "sha1" -> Digest.Algorithm.SHA1;
            case "sha256" -> Digest.Algorithm.SHA256;
            case "sha384" -> Digest.Algorithm.SHA384;
            case "sha512" -> Digest.Algorithm.SHA512;
            default -> null;
        };
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
