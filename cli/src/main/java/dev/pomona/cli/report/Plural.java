// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.report;

import java.util.Locale;

/// Counts in words.
final class Plural {

    private Plural() {}

    /// `1 component`, `1,234 components`.
    static String of(long count, String noun) {
        return count == 1 ? "1 " + noun : "%s %ss".formatted(number(count), noun);
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
