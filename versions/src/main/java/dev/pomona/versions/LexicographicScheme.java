// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

/// Texts by code point, which is the order of their UTF-8 bytes; nothing is normalised.
final class LexicographicScheme extends KeyedScheme {

    LexicographicScheme() {
        super("lexicographic");
    }

    @Override
    boolean write(String text, SortKey key) {
        key.text(text);
        return false;
    }
}
