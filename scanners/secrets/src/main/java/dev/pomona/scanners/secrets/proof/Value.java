// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A text that may be a secret, and where it was found.
///
/// @param text the secret: with its prefix, without quotes around it
/// @param groups what the pattern's named groups matched
/// @param file the text around it, e.g. for a certificate beside a private key; not copied, and never changed
/// @param start in `file`
/// @param end behind its last byte in `file`
@SuppressWarnings("ArrayRecordComponent") // a whole file, which nobody compares
public record Value(String text, Map<String, String> groups, byte[] file, int start, int end) {

    public Value {
        groups = Map.copyOf(groups);
        if (start < 0 || end < start || end > file.length) {
            throw new IllegalArgumentException("%d to %d is not in %d bytes".formatted(start, end, file.length));
        }
    }

    /// A text with nothing around it.
    public static Value of(String text) {
        byte[] file = text.getBytes(StandardCharsets.UTF_8);
        return new Value(text, Map.of(), file, 0, file.length);
    }

    /// The same place with another reading of the secret.
    Value withText(String other) {
        return new Value(other, groups, file, start, end);
    }

    /// The bytes around it as Latin-1: up to so many before its start and behind its end, and itself.
    String surroundings(int radius) {
        int from = Math.max(0, start - radius);
        int to = (int) Math.min(file.length, (long) end + radius);
        return new String(file, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /// Where it is, and nothing of what it is.
    @Override
    public String toString() {
        return "Value[%d to %d]".formatted(start, end);
    }
}
