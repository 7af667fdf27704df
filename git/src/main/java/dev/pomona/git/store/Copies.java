// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import java.util.Arrays;

/// What of an object was copied from the one it was made of, while a delta is applied.
final class Copies {

    private int[] numbers = new int[48];
    private int size;

    void clear() {
        size = 0;
    }

    /// A part that goes on where the last one ended, on both sides, is one with it.
    void add(int at, int from, int length) {
        if (size > 0) {
            int last = numbers[size - 1];
            if (numbers[size - 3] + last == at && numbers[size - 2] + last == from) {
                numbers[size - 1] = last + length;
                return;
            }
        }
        if (size == numbers.length) numbers = Arrays.copyOf(numbers, 2 * size);
        numbers[size++] = at;
        numbers[size++] = from;
        numbers[size++] = length;
    }

    /// Three numbers for each part, in the order of the object: its place, its place in the base, its length.
    int[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
