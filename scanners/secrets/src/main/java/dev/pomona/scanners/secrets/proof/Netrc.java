// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import java.util.regex.Pattern;

/// A password in a `.netrc` file (its manual page): an entry names a machine, or is the default, before it. Nothing in
/// the
/// password can be checked.
final class Netrc implements StructuralCheck {

    private static final int RADIUS = 1024;
    private static final Pattern ENTRY = Pattern.compile("(?:^|\\s)(?:machine\\s+\\S|default\\s)");

    @Override
    public Verdict check(Value value) {
        return ENTRY.matcher(value.surroundings(RADIUS)).find()
                ? new Verdict.Unknown("it stands in an entry, and has nothing to check")
                : new Verdict.Refuted("it stands in no entry");
    }
}
