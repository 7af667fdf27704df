// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import dev.pomona.git.Repository;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.refs.Ref;
import java.util.ArrayList;
import java.util.List;

/// All commits that can be reached from some objects and not from others.
///
/// @param included commits, tags, or trees and blobs that a push may bring without a commit
/// @param excluded what is known already; what isn't there excludes nothing
public record CommitRange(List<ObjectId> included, List<ObjectId> excluded) {

    /// A ref that is pushed, as hooks are told.
    ///
    /// @param before all zero when the ref is new
    /// @param after all zero when the ref is removed
    public record Push(ObjectId before, ObjectId after) {}

    public CommitRange {
        included = List.copyOf(included);
        excluded = List.copyOf(excluded);
    }

    /// What a push brings: what is reachable after it, and from no ref before it.
    public static CommitRange of(Repository repository, List<Push> pushes) {
        var included = new ArrayList<ObjectId>();
        var excluded = new ArrayList<ObjectId>();
        for (Push push : pushes) {
            if (!push.after().isZero()) included.add(push.after());
            if (!push.before().isZero()) excluded.add(push.before());
        }
        for (Ref ref : repository.refs().values()) excluded.add(ref.target());
        return new CommitRange(included, excluded);
    }
}
