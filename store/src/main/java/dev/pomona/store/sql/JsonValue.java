// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import java.util.regex.Pattern;

/// JSON as the database can keep it.
public final class JsonValue {

    /// A zero character or half of a pair, which no text in PostgreSQL has; not the letters after a backslash.
    private static final Pattern UNKEPT =
            Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})");

    private JsonValue() {}

    /// The same with U+FFFD for what can't be kept.
    ///
    /// @param json whose characters beyond the basic plane are written as they are, not as escaped pairs
    public static String storable(String json) {
        return UNKEPT.matcher(json).replaceAll("$1\\\\ufffd");
    }
}
