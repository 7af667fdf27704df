// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

/// A repetition that can take the same text in a number of ways that doubles with each round: a matcher that
/// tries them all hangs on it. This one doesn't, but such a pattern is slow here, and hangs elsewhere.
///
/// @param message a clause, for the author of the pattern
/// @param offset where the repeated part starts, in UTF-16 units
/// @param caret the pattern and a caret under that place
public record Ambiguity(String message, int offset, String caret) {}
