// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

import java.util.Arrays;
import java.util.List;

/// Escapes that stand close to each other, with the text between and around them, while they are collected.
final class EscapedStretch {

    /// Escapes further apart belong to different stretches; so much is taken along on either side.
    private static final int AROUND = 256;
    /// A longer stretch is divided, and so much of it is looked at twice.
    private static final int LONGEST = 256 * 1024;
    static final int OVERLAP = 8 * 1024;

    private final Layer layer;
    private int first = -1;
    private int last;
    private boolean isHiding;

    /// @param layer [Layer#PERCENT] or [Layer#ESCAPES]
    EscapedStretch(Layer layer) {
        this.layer = layer;
    }

    boolean isOpen() {
        return first >= 0;
    }

    /// Whether an escape at this place belongs to another stretch.
    boolean endsBefore(int at) {
        return first >= 0 && (at - last > AROUND || at - first > LONGEST);
    }

    void add(int at, Escape escape) {
        if (first < 0) first = at;
        last = at + escape.width();
        isHiding |= escape.isHiding();
    }

    boolean isHiding() {
        return isHiding;
    }

    /// Starts anew; the next stretch goes on where a long one was divided.
    void close(boolean isDivided) {
        first = isDivided ? Math.max(first, last - OVERLAP) : -1;
        isHiding = false;
    }

    int start(byte[] text) {
        int start = first;
        int least = Math.max(0, first - AROUND);
        while (start > least && isInside(text[start - 1])) start--;
        return start;
    }

    int end(byte[] text, int to) {
        int end = last;
        int most = Math.min(to, last + AROUND);
        while (end < most && isInside(text[end])) end++;
        return end;
    }

    private boolean isInside(byte b) {
        if (b == '\n') return false;
        return layer == Layer.ESCAPES || (b > ' ' && b != '"' && b != '\'' && b != '<' && b != '>' && b != '`');
    }

    Decoded decode(byte[] text, int start, int end) {
        byte[] bytes = new byte[end - start];
        int[] offsets = new int[end - start + 1];
        int size = 0;
        int at = start;
        while (at < end) {
            byte b = text[at];
            Escape escape = layer == Layer.PERCENT
                    ? b == '%' ? Escape.percent(text, at, end) : null
                    : b == '\\' || b == '&' ? Escape.of(text, at, end) : null;
            int before = size;
            int width = 1;
            if (escape == null || !escape.isPresent()) {
                bytes[size++] = b;
            } else if (layer == Layer.PERCENT) {
                bytes[size++] = (byte) escape.character();
                width = escape.width();
            } else {
                size = Utf8.write(escape.character(), bytes, size);
                width = escape.width();
            }
            Arrays.fill(offsets, before, size, at);
            at += width;
        }
        offsets[size] = end;
        return new Decoded(
                start, end, List.of(layer), Arrays.copyOf(bytes, size), Arrays.copyOf(offsets, size + 1), true);
    }
}
