// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.Locale;

/// FreeBSD's ports: `version_revision,epoch` (Porter's Handbook 5.2).
final class FreebsdScheme extends KeyedScheme {

    FreebsdScheme() {
        super("freebsd");
    }

    @Override
    boolean write(String text, SortKey key) {
        String version = text.toLowerCase(Locale.ROOT);
        int comma = version.lastIndexOf(',');
        boolean hasEpoch = comma >= 0 && Text.isNumber(version, comma + 1, version.length());
        int end = hasEpoch ? comma : version.length();
        key.number(version, hasEpoch ? comma + 1 : 0, hasEpoch ? version.length() : 0);
        int underscore = version.lastIndexOf('_', end);
        boolean hasRevision = underscore >= 0 && Text.isNumber(version, underscore + 1, end);
        boolean prerelease = NaturalOrder.write(version, 0, hasRevision ? underscore : end, key);
        key.number(version, hasRevision ? underscore + 1 : 0, hasRevision ? end : 0);
        return prerelease;
    }
}
