// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.noise.TokenQuality;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/// What a place belongs to, by the names in the lines above it that are indented less, and the last heading in
/// brackets: `services/db`, `profile one`. It tells two passwords of the same name apart, wherever lines are added,
/// and nothing of any value is in it.
final class Scope {

    private static final int FARTHEST = 8 * 1024;
    private static final int MOST_NAMES = 4;
    private static final int LONGEST_NAME = 80;
    private static final int SHORTEST_TOKEN = 12;
    private static final double RANDOM = 0.5;

    private Scope() {}

    /// Empty for what belongs to nothing but its file.
    static String of(byte[] text, int place) {
        int floor = Math.max(0, place - FARTHEST);
        int line = lineStart(text, place, floor);
        int indent = indent(text, line, place);
        var names = new ArrayDeque<String>();
        while (line > floor && names.size() < MOST_NAMES) {
            int end = line - 1;
            line = lineStart(text, end, floor);
            int start = line + indent(text, line, end);
            if (start >= end || text[start] == '\r') continue; // a blank line
            boolean isHeading = text[start] == '[';
            if (!isHeading && start - line >= indent) continue;
            String name = name(text, isHeading ? start + 1 : start, end);
            if (!name.isEmpty()) names.addFirst(name);
            if (isHeading) break;
            indent = start - line;
        }
        return String.join("/", names);
    }

    private static int lineStart(byte[] text, int place, int floor) {
        int at = place;
        while (at > floor && text[at - 1] != '\n') at--;
        return at;
    }

    private static int indent(byte[] text, int line, int end) {
        int at = line;
        while (at < end && (text[at] == ' ' || text[at] == '\t')) at++;
        return at - line;
    }

    /// The words of a line up to where a value may begin; empty when one of them could be a secret itself.
    private static String name(byte[] text, int start, int end) {
        int to = start;
        while (to < end && to - start < LONGEST_NAME && "=:(]#".indexOf(text[to]) < 0) to++;
        String line = new String(text, start, to - start, StandardCharsets.UTF_8);
        String words = String.join(" ", line.split("[^\\p{L}\\p{N}_.-]+", -1)).strip();
        for (String word : words.split(" ", -1)) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            if (bytes.length >= SHORTEST_TOKEN && TokenQuality.of(bytes, 0, bytes.length) >= RANDOM) return "";
        }
        return words;
    }
}
