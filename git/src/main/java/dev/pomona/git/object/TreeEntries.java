// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

import java.nio.charset.StandardCharsets;

/// Goes through the entries of a tree's content, one at a time, without making anything that isn't asked for.
///
/// ```java
/// var entries = new TreeEntries(content, format);
/// while (entries.next()) { if (entries.isTree()) … entries.id() … }
/// ```
public final class TreeEntries {

    public static final int TREE = 0040000;
    public static final int LINK = 0120000;
    public static final int SUBMODULE = 0160000;
    private static final int KIND = 0170000;
    private static final int LONGEST_NAME = 4096;

    private final byte[] bytes;
    private final ObjectFormat format;
    private int start;
    private int next;
    private int mode;
    private int nameStart;
    private int nameEnd;

    public TreeEntries(byte[] bytes, ObjectFormat format) {
        this.bytes = bytes;
        this.format = format;
    }

    /// Steps to the next entry; `false` at the end.
    ///
    /// @throws GitFormatException when the rest is no entry
    public boolean next() {
        if (next == bytes.length) return false;
        int at = next;
        start = at;
        mode = 0;
        int digits = 0;
        while (at < bytes.length && bytes[at] != ' ') {
            int digit = bytes[at++] - '0';
            if (digit < 0 || digit > 7 || ++digits > 7) throw GitFormatException.damaged("a tree has a bad mode");
            mode = (mode << 3) | digit;
        }
        nameStart = ++at;
        while (at < bytes.length && bytes[at] != 0) at++;
        nameEnd = at;
        next = at + 1 + format.bytes();
        if (nameStart > bytes.length || next > bytes.length) throw GitFormatException.damaged("a tree is cut off");
        return true;
    }

    /// Where the entry's bytes start in the content.
    public int start() {
        return start;
    }

    /// Where they end.
    public int end() {
        return next;
    }

    /// Type and permissions as Git keeps them, such as `0100644`.
    public int mode() {
        return mode;
    }

    public boolean isTree() {
        return (mode & KIND) == TREE;
    }

    /// Whether it is a file or a symbolic link, whose target is a blob as well; a submodule is neither.
    public boolean isBlob() {
        return !isTree() && (mode & KIND) != SUBMODULE;
    }

    public ObjectId id() {
        return ObjectId.at(bytes, nameEnd + 1, format);
    }

    /// The name; bytes that are no UTF-8 are replaced, and what is longer than any file system takes is cut.
    public String name() {
        int length = Math.min(LONGEST_NAME, nameEnd - nameStart);
        return new String(bytes, nameStart, length, StandardCharsets.UTF_8);
    }
}
