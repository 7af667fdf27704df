// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.license;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The short identifiers of the SPDX licence list. They are looked up in any case, as SPDX 2.3 Annex D.2 asks.
final class LicenseList {

    private static final Map<String, String> LICENSES = read("licenses.txt");
    private static final Map<String, String> EXCEPTIONS = read("exceptions.txt");

    private LicenseList() {}

    /// The licence as the list spells it.
    static Optional<String> license(String id) {
        return Optional.ofNullable(LICENSES.get(id.toLowerCase(Locale.ROOT)));
    }

    /// The exception as the list spells it.
    static Optional<String> exception(String id) {
        return Optional.ofNullable(EXCEPTIONS.get(id.toLowerCase(Locale.ROOT)));
    }

    private static Map<String, String> read(String resource) {
        try (InputStream in = LicenseList.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException(resource + " is not in the program");
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableMap(id -> id.toLowerCase(Locale.ROOT), Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
