// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A version that is compared by its [SortKey].
final class KeyedVersion implements Version {

    private final KeyedScheme scheme;
    private final String text;
    private final byte[] key;
    private final boolean prerelease;

    KeyedVersion(KeyedScheme scheme, String text, byte[] key, boolean prerelease) {
        this.scheme = scheme;
        this.text = text;
        this.key = key;
        this.prerelease = prerelease;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public boolean isPrerelease() {
        return prerelease;
    }

    @Override
    public int compareTo(Version other) {
        if (!(other instanceof KeyedVersion that) || !that.scheme.equals(scheme)) {
            throw new IllegalArgumentException("%s version '%s' can't be compared with '%s' of another scheme"
                    .formatted(scheme.id(), text, other.text()));
        }
        return Arrays.compareUnsigned(key, that.key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyedVersion that && that.scheme.equals(scheme) && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return text;
    }
}
