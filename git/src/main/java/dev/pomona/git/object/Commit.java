// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

import java.util.List;

/// One commit, without the rest of its message.
///
/// @param parents in the order of the commit; empty for a root commit
/// @param subject the first line of the message; may be empty, and is cut at 4096 bytes
public record Commit(
        ObjectId id, ObjectId tree, List<ObjectId> parents, Person author, Person committer, String subject) {

    public Commit {
        parents = List.copyOf(parents);
    }

    /// Reads a commit's content.
    ///
    /// @throws GitFormatException when it names no tree, or a parent that is no id
    public static Commit parse(ObjectId id, byte[] content) {
        var lines = new HeaderLines(content);
        ObjectId tree = CommitLinks.tree(id, lines);
        List<ObjectId> parents = CommitLinks.parents(id, lines);
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
}
