// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/// The states in which a reader of bytes can be that looks for keywords in either case: how much of a keyword
/// it has just read. State 0 is at the start. Bytes that no state tells apart are one kind.
final class Keywords {

    private final int[] kindOf = new int[256];
    private final ByteSet[] kinds;
    private final int[] next;
    private final int[] found;
    private final int states;

    Keywords(List<String> lowerCase) {
        var words = lowerCase.stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
        int kindCount = 1;
        int most = 1;
        for (byte[] word : words) {
            if (word.length == 0) throw new IllegalArgumentException("an empty keyword");
            most += word.length;
            for (byte b : word) if (kindOf[b & 0xFF] == 0) kindOf[b & 0xFF] = kindCount++;
        }
        for (int c = 'A'; c <= 'Z'; c++) kindOf[c] = kindOf[c + 'a' - 'A'];
        kinds = new ByteSet[kindCount];
        Arrays.fill(kinds, ByteSet.NONE);
        for (int value = 0; value < 256; value++) kinds[kindOf[value]] = kinds[kindOf[value]].or(ByteSet.of(value));
        next = new int[most * kindCount];
        found = new int[most];
        states = build(words);
    }

    private int build(List<byte[]> words) {
        int count = 1;
        for (byte[] word : words) {
            int state = 0;
            for (byte b : word) {
                int place = state * kinds.length + kindOf[b & 0xFF];
                if (next[place] == 0) next[place] = count++;
                state = next[place];
            }
            found[state] = word.length;
        }
        // Breadth first: what a state lacks, it takes from the state of its longest proper suffix.
        int[] suffix = new int[count];
        var queue = new ArrayDeque<Integer>();
        for (int kind = 0; kind < kinds.length; kind++) if (next[kind] != 0) queue.add(next[kind]);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int shorter = found[suffix[state]];
            if (shorter > 0) found[state] = shorter;
            for (int kind = 0; kind < kinds.length; kind++) {
                int place = state * kinds.length + kind;
                int fallback = next[suffix[state] * kinds.length + kind];
                if (next[place] == 0) {
                    next[place] = fallback;
                } else {
                    suffix[next[place]] = fallback;
                    queue.add(next[place]);
                }
            }
        }
        return count;
    }

    int states() {
        return states;
    }

    int kinds() {
        return kinds.length;
    }

    ByteSet kind(int kind) {
        return kinds[kind];
    }

    int next(int state, int kind) {
        return next[state * kinds.length + kind];
    }

    /// The length of the shortest keyword that ends in a state; 0 when none does.
    int found(int state) {
        return found[state];
    }
}
