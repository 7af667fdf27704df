// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

/// All texts that begin with one, as a range of code points: what an index of text patterns finds.
final class Prefix {

    private Prefix() {}

    /// The condition, with `?` for [#from] and [#to].
    static String condition(String column) {
        return "%1$s ~>=~ ? and %1$s ~<~ ?".formatted(column);
    }

    static String from(String prefix) {
        return prefix;
    }

    /// The first text beyond: nothing that PostgreSQL keeps is greater than the last code point.
    static String to(String prefix) {
        return prefix + "\udbff\udfff";
    }
}
