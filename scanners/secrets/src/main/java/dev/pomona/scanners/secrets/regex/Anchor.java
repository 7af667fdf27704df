// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

/// Whether the matches of a pattern can be found from where keywords stand.
public sealed interface Anchor {

    /// Each match contains a keyword.
    ///
    /// @param maxBefore the most bytes between a match's start and the start of the first keyword in it
    record Anchored(int maxBefore) implements Anchor {}

    /// Some match contains no keyword, or any number of bytes may stand before the first one.
    ///
    /// @param reason a clause, for the author of the pattern
    /// @param offset the place in the pattern that it is about
    record Unanchored(String reason, int offset) implements Anchor {}
}
