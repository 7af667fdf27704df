// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import java.util.Arrays;

/// Numbers in order, as many as come.
final class IntList {

    private int[] values = new int[1 << 10];
    private int size;

    void add(int value) {
        if (size == values.length) values = Arrays.copyOf(values, Math.addExact(size, size / 2));
        values[size++] = value;
    }

    int get(int at) {
        return values[at];
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }

    void clear() {
        values = new int[1 << 10];
        size = 0;
    }
}
