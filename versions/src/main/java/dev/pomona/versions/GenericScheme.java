// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.Locale;

/// For what has no scheme of its own: the natural order of numbers and words, a leading `v` left out.
final class GenericScheme extends KeyedScheme {

    GenericScheme(String id) {
        super(id);
    }

    @Override
    boolean write(String text, SortKey key) {
        String version = text.toLowerCase(Locale.ROOT);
        int from = version.length() > 1 && version.charAt(0) == 'v' && Text.isDigit(version.charAt(1)) ? 1 : 0;
        return NaturalOrder.write(version, from, version.length(), key);
    }
}
