// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

import java.util.ArrayList;
import java.util.List;

/// One commit, without the rest of its message.
///
/// @param parents in the order of the commit; empty for a root commit
/// @param subject the first line of the message; may be empty, and is cut at 4096 bytes
public record Commit(
        ObjectId id, ObjectId tree, List<ObjectId> parents, Person author, Person committer, String subject) {

    /// Git itself merges no more than a few dozen lines at once.
    private static final int MOST_PARENTS = 1 << 16;

    public Commit {
        parents = List.copyOf(parents);
    }

    /// Reads a commit's content.
    ///
    /// @throws GitFormatException when it names no tree, or a parent that is no id
    public static Commit parse(ObjectId id, byte[] content) {
        var lines = new HeaderLines(content);
        ObjectId tree = lines.nextId("tree");
        if (tree == null || tree.format() != id.format()) throw damaged(id, "names no tree");
        var parents = new ArrayList<ObjectId>();
        byte[] line;
        while ((line = lines.next("parent")) != null) {
            ObjectId parent = ObjectId.parse(new String(line, java.nio.charset.StandardCharsets.ISO_8859_1));
            if (parent == null || parent.format() != id.format()) throw damaged(id, "has a parent that is no id");
            if (parents.size() == MOST_PARENTS) throw damaged(id, "has too many parents");
            parents.add(parent);
        }
        byte[] author = lines.next("author");
        byte[] committer = lines.next("committer");
        byte[] encoding = lines.find("encoding");
        return new Commit(
                id,
                tree,
                parents,
                Person.parse(author == null ? "" : HeaderLines.text(author, encoding)),
                Person.parse(committer == null ? "" : HeaderLines.text(committer, encoding)),
                HeaderLines.text(lines.subject(), encoding));
    }

    private static GitFormatException damaged(ObjectId id, String what) {
        return GitFormatException.damaged("commit %s %s".formatted(id, what));
    }
}
