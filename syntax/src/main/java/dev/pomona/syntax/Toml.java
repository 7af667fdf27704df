// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

/// Reads TOML 1.0 into nodes (<https://toml.io/en/v1.0.0>); line breaks and a trailing comma in inline tables are
/// accepted too, as TOML 1.1 does.
public final class Toml {

    private Toml() {}

    /// Reads a document; an empty text is an empty mapping.
    ///
    /// @throws SyntaxException when it is not well-formed, defines something twice, or is beyond the limits
    public static Mapping read(String text) {
        return read(text, Limits.DEFAULT);
    }

    static Mapping read(String text, Limits limits) {
        return new TomlParser(text, limits).document();
    }
}
