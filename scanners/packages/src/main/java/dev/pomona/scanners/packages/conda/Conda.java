// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.conda;

import dev.pomona.model.component.Purl;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Names and versions of Conda packages.
final class Conda {

    private Conda() {}

    /// @return empty when name or version can't be
    static Optional<Purl> purl(@Nullable String name, @Nullable String version, Map<String, String> qualifiers) {
        if (name == null || !isWord(name, "-_.")) return Optional.empty();
        if (version != null && !isWord(version, "-_.+!~")) return Optional.empty();
        return Optional.of(
                Purl.of("conda", null, name.toLowerCase(Locale.ROOT), version).withQualifiers(qualifiers));
    }

    private static boolean isWord(String text, String more) {
        return !text.isEmpty()
                && text.length() <= 200
                && text.chars().allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || more.indexOf(c) >= 0);
    }
}
