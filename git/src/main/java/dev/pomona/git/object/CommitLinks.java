// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What the shape of a history needs of a commit.
///
/// @param parents in the order of the commit; empty for a root commit
/// @param time the committer's, in seconds since 1970, which is only a claim; 0 when it can't be read
public record CommitLinks(ObjectId tree, List<ObjectId> parents, long time) {

    /// Git itself merges no more than a few dozen lines at once.
    private static final int MOST_PARENTS = 1 << 16;

    public CommitLinks {
        parents = List.copyOf(parents);
    }

    /// Reads a commit's content.
    ///
    /// @throws GitFormatException when it names no tree, or a parent that is no id
    public static CommitLinks parse(ObjectId id, byte[] content) {
        var lines = new HeaderLines(content);
        ObjectId tree = tree(id, lines);
        List<ObjectId> parents = parents(id, lines);
        lines.next("author");
        byte[] committer = lines.next("committer");
        return new CommitLinks(tree, parents, committer == null ? 0 : time(committer));
    }

    /// As [Person#parse] has it; what is before the time may be in any charset, and the time is ASCII.
    private static long time(byte[] line) {
        int close = line.length - 1;
        while (close >= 0 && line[close] != '>') close--;
        int open = 0;
        while (open < close && line[open] != '<') open++;
        if (open >= close) return 0;
        return Person.parse("<" + new String(line, close, line.length - close, StandardCharsets.ISO_8859_1))
                .seconds();
    }

    static ObjectId tree(ObjectId id, HeaderLines lines) {
        ObjectId tree = lines.nextId("tree");
        if (tree == null || tree.format() != id.format()) throw damaged(id, "names no tree");
        return tree;
    }

    static List<ObjectId> parents(ObjectId id, HeaderLines lines) {
        var parents = new ArrayList<ObjectId>(2);
        byte[] line;
        while ((line = lines.next("parent")) != null) {
            ObjectId parent = ObjectId.parse(line);
            if (parent == null || parent.format() != id.format()) throw damaged(id, "has a parent that is no id");
            if (parents.size() == MOST_PARENTS) throw damaged(id, "has too many parents");
            parents.add(parent);
        }
        return parents;
    }

    private static GitFormatException damaged(ObjectId id, String what) {
        return GitFormatException.damaged("commit %s %s".formatted(id, what));
    }
}
