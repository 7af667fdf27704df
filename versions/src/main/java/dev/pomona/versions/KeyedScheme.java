// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

/// A scheme that says its order as a [SortKey]. There is one instance of each, so versions compare schemes by
/// identity.
abstract class KeyedScheme implements VersionScheme {

    private final String id;

    KeyedScheme(String id) {
        this.id = id;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Version parse(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) throw new InvalidVersionException("a %s version is empty".formatted(id));
        if (stripped.length() > SortKey.MAX_TEXT) {
            throw new InvalidVersionException(
                    "a %s version has %d characters, more than %d".formatted(id, stripped.length(), SortKey.MAX_TEXT));
        }
        if (!Text.isWhole(stripped)) throw invalid(stripped);
        var key = new SortKey(stripped.length() + 16);
        boolean prerelease = write(stripped, key);
        return new KeyedVersion(this, text, key.toBytes(), prerelease);
    }

    /// Writes the key of a text that is stripped, not empty, bounded and free of control characters.
    ///
    /// @return whether it is a prerelease
    /// @throws InvalidVersionException when it is no version
    abstract boolean write(String text, SortKey key);

    final InvalidVersionException invalid(String text) {
        return new InvalidVersionException("'%s' is no %s version".formatted(Text.printable(text), id));
    }
}
