// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import org.jspecify.annotations.Nullable;

/// A single value.
///
/// @param raw the value of a string, with escapes resolved; of anything else the text as written, so that the version
///     `1.10` stays what it is
public record Scalar(String raw, Kind kind, int line, int column) implements Node {

    public enum Kind {
        STRING,
        NUMBER,
        BOOLEAN,
        /// TOML dates and times.
        DATE_TIME,
        NULL
    }

    @Override
    public @Nullable String text() {
        return kind == Kind.NULL ? null : raw;
    }
}
