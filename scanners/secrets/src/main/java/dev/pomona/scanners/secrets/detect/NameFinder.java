// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.assign.Assignment;
import dev.pomona.scanners.secrets.assign.AssignmentParser;
import dev.pomona.scanners.secrets.noise.TokenQuality;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Finds the name that a value is assigned to, by trying the words before it.
final class NameFinder {

    private static final int WORDS = 3;
    private static final int FARTHEST = 160;
    private static final int LONGEST_SHOWN = 80;
    private static final int SHORTEST_TOKEN = 12;
    private static final double RANDOM = 0.5;

    private NameFinder() {}

    /// The assignment whose value holds the place; `null` when there is none.
    static @Nullable Assignment before(byte[] text, int place, int end) {
        int floor = Math.max(0, place - FARTHEST);
        int at = place;
        for (int word = 0; word < WORDS; word++) {
            while (at > floor && !isNamePart(text[at - 1])) at--;
            int nameEnd = at;
            while (at > floor && isNamePart(text[at - 1])) at--;
            if (at == nameEnd) return null;
            Assignment assignment = AssignmentParser.at(text, at, nameEnd, end);
            if (assignment != null && assignment.valueStart() <= place && reaches(text, assignment, place)) {
                return assignment;
            }
        }
        return null;
    }

    /// Whether the place is in the value, or follows a first word of it, as a token does behind `Bearer`.
    private static boolean reaches(byte[] text, Assignment assignment, int place) {
        for (int at = assignment.valueEnd(); at < place; at++) {
            if (text[at] != ' ') return false;
        }
        return true;
    }

    private static boolean isNamePart(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_' || b < 0;
    }

    /// The name as it may be shown: short, nothing of the secret, and no secret itself, as keys of a table may be.
    static @Nullable String name(byte[] text, @Nullable Assignment assignment, String secret) {
        if (assignment == null) return null;
        int length = Math.min(LONGEST_SHOWN, assignment.nameEnd() - assignment.nameStart());
        String name = new String(text, assignment.nameStart(), length, StandardCharsets.UTF_8).strip();
        boolean isOfSecret = name.contains(secret) || (name.length() > 3 && secret.contains(name));
        return name.isEmpty() || isOfSecret || isToken(name) ? null : name;
    }

    private static boolean isToken(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return bytes.length >= SHORTEST_TOKEN && TokenQuality.of(bytes, 0, bytes.length) >= RANDOM;
    }
}
