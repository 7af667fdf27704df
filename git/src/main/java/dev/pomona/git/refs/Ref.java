// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.refs;

import dev.pomona.git.object.ObjectId;

/// A name for an object, symbolic refs resolved.
///
/// @param name in full, such as `refs/heads/main` or `HEAD`; of a linked work tree `worktrees/name/HEAD`
/// @param target what it points to: a commit, or for an annotated tag the tag
public record Ref(String name, ObjectId target) {}
