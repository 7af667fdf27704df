// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

/// Bitnami's versions: SemVer, but a hyphen with a number is the revision of a package (`1.2.3-4`) and comes
/// after the plain version.
final class BitnamiScheme extends KeyedScheme {

    private static final SemverScheme SEMVER = new SemverScheme("bitnami", SemverScheme.Build.IGNORED);

    BitnamiScheme() {
        super("bitnami");
    }

    @Override
    boolean write(String text, SortKey key) {
        int hyphen = text.lastIndexOf('-');
        boolean hasRevision = hyphen > 0 && Text.isNumber(text, hyphen + 1, text.length());
        boolean prerelease = SEMVER.write(hasRevision ? text.substring(0, hyphen) : text, key);
        key.rank(hasRevision ? 1 : 0).number(text, hasRevision ? hyphen + 1 : 0, hasRevision ? text.length() : 0);
        return prerelease;
    }
}
