// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.content;

import java.security.MessageDigest;
import java.util.Arrays;

/// A growing table of byte strings of one width, packed into a single array: a row costs no object.
public final class Rows {

    private static final int FIRST = 16;

    private final int width;
    private final byte[] spare;
    private byte[] bytes;
    private int size;

    public Rows(int width) {
        this.width = width;
        this.spare = new byte[width];
        this.bytes = new byte[0];
    }

    public int size() {
        return size;
    }

    /// Adds a row; only the first `width` bytes count.
    ///
    /// @throws LimitException when the table can't grow any further
    public void add(byte[] row) {
        long needed = (size + 1L) * width;
        if (needed > bytes.length) {
            long grown = Math.max(needed, Math.max((long) FIRST * width, bytes.length + bytes.length / 2L));
            if (grown > Integer.MAX_VALUE - 8) throw new LimitException("more files than can be remembered");
            bytes = Arrays.copyOf(bytes, (int) grown);
        }
        System.arraycopy(row, 0, bytes, size * width, width);
        size++;
    }

    public byte[] row(int index) {
        return Arrays.copyOfRange(bytes, index * width, (index + 1) * width);
    }

    /// Sorts the rows as unsigned bytes, in place.
    public void sort() {
        for (int root = size / 2 - 1; root >= 0; root--) sink(root, size);
        for (int end = size - 1; end > 0; end--) {
            swap(0, end);
            sink(0, end);
        }
    }

    /// Adds all rows to a digest, in their order.
    public void addTo(MessageDigest digest) {
        digest.update(bytes, 0, size * width);
    }

    private void sink(int from, int end) {
        int root = from;
        for (int child = 2 * root + 1; child < end; child = 2 * root + 1) {
            if (child + 1 < end && compare(child, child + 1) < 0) child++;
            if (compare(root, child) >= 0) return;
            swap(root, child);
            root = child;
        }
    }

    private int compare(int one, int other) {
        return Arrays.compareUnsigned(bytes, one * width, (one + 1) * width, bytes, other * width, (other + 1) * width);
    }

    private void swap(int one, int other) {
        System.arraycopy(bytes, one * width, spare, 0, width);
        System.arraycopy(bytes, other * width, bytes, one * width, width);
        System.arraycopy(spare, 0, bytes, other * width, width);
    }
}
