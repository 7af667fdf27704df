// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.conda;

import org.jspecify.annotations.Nullable;

/// What an environment asks for: `channel::name version build` in the spellings of Conda (*Package match
/// specifications*): `name=1.2`, `name==1.2.3`, `name>=1,<2`, `name=1.2=build`, `name 1.2.* build`.
///
/// @param channel `null` when none is named
/// @param wanted versions and build as written; `*` for any
/// @param pin the version when only one will do: after `==`, or written with a build
record MatchSpec(
        @Nullable String channel,
        String name,
        String wanted,
        @Nullable String pin) {

    static MatchSpec parse(String text) {
        String rest = text.strip();
        String channel = null;
        int colons = rest.indexOf("::");
        if (colons >= 0) {
            channel = rest.substring(0, colons);
            rest = rest.substring(colons + 2);
        }
        int bracket = rest.indexOf('[');
        if (bracket >= 0) rest = rest.substring(0, bracket).strip();
        int end = 0;
        while (end < rest.length() && "=<>!~ ".indexOf(rest.charAt(end)) < 0) end++;
        String name = rest.substring(0, end);
        String wanted = rest.substring(end).strip();
        return new MatchSpec(channel, name, wanted.isEmpty() ? "*" : wanted, pin(wanted));
    }

    private static @Nullable String pin(String wanted) {
        String version = null;
        if (wanted.startsWith("==")) {
            version = wanted.substring(2).strip();
        } else if (wanted.startsWith("=")) {
            int build = wanted.indexOf('=', 1);
            if (build > 0) version = wanted.substring(1, build).strip();
        } else {
            int blank = wanted.indexOf(' ');
            if (blank > 0) version = wanted.substring(0, blank);
        }
        boolean exact = version != null
                && !version.isEmpty()
                && Character.isDigit(version.charAt(0))
                && version.chars().allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || "._-+!".indexOf(c) >= 0);
        return exact ? version : null;
    }
}
