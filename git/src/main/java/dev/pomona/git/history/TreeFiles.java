// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import dev.pomona.git.Repository;
import dev.pomona.git.object.Commit;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.object.TreeEntries;
import dev.pomona.git.store.ObjectReader;
import java.util.ArrayDeque;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files of one commit: what is checked out, or would be.
public final class TreeFiles {

    private static final int MOST = 1 << 22;

    private TreeFiles() {}

    /// A folder that is still to be read.
    private record Folder(String path, ObjectId tree, int depth) {}

    /// The blobs of a commit by path, links among them; none, and a gap, when it can't be read.
    ///
    /// @param commit `null` for a repository without commits, which has no files
    public static SortedMap<String, ObjectId> of(Repository repository, @Nullable ObjectId commit) {
        var files = new TreeMap<String, ObjectId>();
        if (commit == null) return files;
        try (ObjectReader reader = repository.objects().reader()) {
            byte[] content = reader.content(commit, ObjectType.COMMIT);
            if (content == null) return files;
            read(Commit.parse(commit, content).tree(), reader, files);
        } catch (GitFormatException e) {
            repository.gaps().accept(GitGap.of(commit, e));
        }
        return files;
    }

    /// The blobs of one folder of a commit by name; none when the commit has no such folder.
    ///
    /// @param path of the folder, with `/` between names; empty for the root
    /// @throws GitFormatException when a tree on the way is damaged
    public static SortedMap<String, ObjectId> inFolder(ObjectReader reader, Commit commit, String path) {
        ObjectId tree = commit.tree();
        if (!path.isEmpty()) {
            for (String name : path.split("/", -1)) {
                tree = subfolder(reader, tree, name);
                if (tree == null) return new TreeMap<>();
            }
        }
        var files = new TreeMap<String, ObjectId>();
        byte[] content = reader.content(tree, ObjectType.TREE);
        if (content == null) return files;
        var entries = new TreeEntries(content, reader.store().format());
        while (entries.next()) {
            if (entries.isBlob()) files.put(entries.name(), entries.id());
        }
        return files;
    }

    private static @Nullable ObjectId subfolder(ObjectReader reader, ObjectId tree, String name) {
        byte[] content = reader.content(tree, ObjectType.TREE);
        if (content == null) return null;
        var entries = new TreeEntries(content, reader.store().format());
        while (entries.next()) {
            if (entries.isTree() && entries.name().equals(name)) return entries.id();
        }
        return null;
    }

    private static void read(ObjectId root, ObjectReader reader, SortedMap<String, ObjectId> files) {
        var next = new ArrayDeque<Folder>();
        next.add(new Folder("", root, 0));
        Folder folder;
        while ((folder = next.poll()) != null) {
            byte[] content = reader.content(folder.tree(), ObjectType.TREE);
            if (content == null) continue;
            var entries = new TreeEntries(content, reader.store().format());
            while (entries.next()) {
                String path = folder.path() + entries.name();
                if (entries.isBlob()) files.put(path, entries.id());
                else if (entries.isTree()) next.add(new Folder(path + "/", entries.id(), folder.depth() + 1));
                if (files.size() + next.size() > MOST
                        || folder.depth() > reader.store().limits().treeDepth()) {
                    throw GitFormatException.tooLarge("the tree of a commit is too large");
                }
            }
        }
    }
}
