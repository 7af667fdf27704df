// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.component.Region;
import dev.pomona.scanners.secrets.decode.Utf8;

/// Tells lines and columns of places in a text that are asked for in ascending order; the text is read once however
/// many
/// they are. Columns count UTF-16 code units, and each byte that is not valid UTF-8 as one.
final class Lines {

    private final byte[] text;
    private int at;
    private int line;
    private int column;

    /// @param line the line of the text's first byte, counted from 1
    /// @param column its column, counted from 1
    Lines(byte[] text, int line, int column) {
        this.text = text;
        this.line = line;
        this.column = column;
        boolean isMarked = line == 1
                && column == 1
                && text.length >= 3
                && text[0] == (byte) 0xef
                && text[1] == (byte) 0xbb
                && text[2] == (byte) 0xbf;
        if (isMarked) at = 3;
    }

    /// The region of a stretch; its start must not be before that of the last one.
    Region region(int start, int end) {
        moveTo(start);
        var after = new Lines(text, line, column);
        after.at = at;
        after.moveTo(end);
        return new Region(line, column, after.line, after.column);
    }

    void moveTo(int place) {
        int stop = Math.min(place, text.length);
        while (at < stop) {
            byte b = text[at];
            if (b == '\n') {
                line++;
                column = 1;
                at++;
            } else if (b >= 0) {
                column++;
                at++;
            } else {
                int width = Utf8.width(text, at, text.length);
                column += width == 4 ? 2 : 1;
                at += Math.max(1, width);
            }
        }
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }
}
