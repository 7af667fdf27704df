// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

/// Numbers between separators, compared one by one; the longer of two otherwise equal versions is the later one
/// (CRAN, Hackage, intdot, nginx).
final class DottedScheme extends KeyedScheme {

    private final String separators;

    DottedScheme(String id, String separators) {
        super(id);
        this.separators = separators;
    }

    @Override
    boolean write(String text, SortKey key) {
        int at = 0;
        while (true) {
            int end = Text.digitsEnd(text, at);
            if (end == at) throw invalid(text);
            key.rank(1).number(text, at, end);
            if (end == text.length()) break;
            if (separators.indexOf(text.charAt(end)) < 0) throw invalid(text);
            at = end + 1;
        }
        key.rank(0);
        return false;
    }
}
