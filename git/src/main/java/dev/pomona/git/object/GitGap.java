// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Something of a repository that was not read, so that nobody takes silence for cleanliness.
///
/// @param object the object that was not read; `null` when it is about a file, or about the whole repository
/// @param reason a sentence; it holds names of files and refs, which are foreign text, and never content
public record GitGap(Kind kind, @Nullable ObjectId object, String reason) {

    /// Why something was not read.
    public enum Kind {
        /// It is named and is not there, as in a shallow or partial clone.
        MISSING,
        /// It breaks the format, or the file can't be read.
        DAMAGED,
        /// It is larger, deeper or more than a limit allows.
        TOO_LARGE,
        /// A format that this reader doesn't know.
        UNSUPPORTED,
        /// It lies outside the folder that the reader may read.
        OUTSIDE
    }

    public GitGap {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
    }

    public static GitGap of(@Nullable ObjectId object, GitFormatException failure) {
        return new GitGap(failure.kind(), object, String.valueOf(failure.getMessage()));
    }
}
