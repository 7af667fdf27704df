// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.object.Tag;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.Stored;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/// What some objects lead to when tags are followed. Each set keeps the order.
record Tips(Set<ObjectId> commits, Set<ObjectId> trees, Set<ObjectId> blobs) {

    private static final int TAG_DEPTH = 64;

    /// @param isMissingTold whether an object that isn't there is a gap
    static Tips of(Collection<ObjectId> ids, ObjectReader reader, boolean isMissingTold) {
        var tips = new Tips(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        for (ObjectId id : ids) tips.add(id, reader, isMissingTold);
        return tips;
    }

    private void add(ObjectId start, ObjectReader reader, boolean isMissingTold) {
        ObjectId id = start;
        for (int depth = 0; depth < TAG_DEPTH; depth++) {
            switch (reader.read(id)) {
                case Stored.Missing _ -> {
                    if (isMissingTold)
                        gap(reader, new GitGap(GitGap.Kind.MISSING, id, "what a ref leads to is missing"));
                    return;
                }
                case Stored.Unreadable unreadable -> {
                    gap(reader, unreadable.gap());
                    return;
                }
                case Stored.Found found -> {
                    if (found.type() != ObjectType.TAG) {
                        ofType(found.type()).add(id);
                        return;
                    }
                    try {
                        id = Tag.parse(id, found.bytes()).target();
                    } catch (GitFormatException e) {
                        gap(reader, GitGap.of(id, e));
                        return;
                    }
                }
            }
        }
        gap(reader, new GitGap(GitGap.Kind.TOO_LARGE, start, "tags point to tags too often"));
    }

    private Set<ObjectId> ofType(ObjectType type) {
        return switch (type) {
            case COMMIT -> commits;
            case TREE -> trees;
            case BLOB -> blobs;
            case TAG -> throw new IllegalArgumentException("a tag is no end");
        };
    }

    private static void gap(ObjectReader reader, GitGap gap) {
        reader.store().gaps().accept(gap);
    }
}
