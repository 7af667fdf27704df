// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

/// How an ecosystem writes ranges.
interface NativeNotation {

    /// @param text stripped and bounded
    /// @throws InvalidVersionException when it is no range
    NativeRange read(String text);

    static InvalidVersionException invalid(String text) {
        return new InvalidVersionException("'%s' is no range of versions".formatted(Text.printable(text)));
    }
}
