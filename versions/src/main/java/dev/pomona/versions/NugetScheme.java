// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.Locale;

/// NuGet's versions (<https://learn.microsoft.com/nuget/concepts/package-versioning>): SemVer with an optional
/// fourth number and without regard to case. Build metadata does not count.
final class NugetScheme extends KeyedScheme {

    private static final int PRERELEASE = 1;
    private static final int RELEASE = 2;

    NugetScheme() {
        super("nuget");
    }

    @Override
    boolean write(String text, SortKey key) {
        int at = Text.isAt(text, 0, 'v') || Text.isAt(text, 0, 'V') ? 1 : 0;
        int plus = text.indexOf('+', at);
        int end = plus < 0 ? text.length() : plus;
        int numbers = 0;
        while (true) {
            int stop = Text.digitsEnd(text, at);
            if (stop == at || numbers == 4) throw invalid(text);
            key.number(text, at, stop);
            numbers++;
            at = stop;
            if (!Text.isAt(text, at, '.')) break;
            at++;
        }
        for (int i = numbers; i < 4; i++) key.number(text, at, at);
        if (at == end) {
            key.rank(RELEASE);
            return false;
        }
        if (text.charAt(at) != '-') throw invalid(text);
        key.rank(PRERELEASE);
        for (String label : text.substring(at + 1, end).toLowerCase(Locale.ROOT).split("\\.", -1)) {
            if (Text.isNumber(label, 0, label.length())) {
                key.rank(1).number(label, 0, label.length());
            } else {
                key.rank(2).text(label);
            }
        }
        key.rank(0);
        return true;
    }
}
