// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

import org.jspecify.annotations.Nullable;

/// Something in a repository is not as Git's formats say, is larger than a limit, or can't be read at all.
///
/// It is the only exception that foreign bytes can cause in this module. The message is a sentence for people;
/// it names files and offsets and never quotes content.
public final class GitFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final GitGap.Kind kind;

    public GitFormatException(GitGap.Kind kind, String message) {
        this(kind, message, null);
    }

    public GitFormatException(GitGap.Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// Something that breaks the format.
    public static GitFormatException damaged(String message) {
        return new GitFormatException(GitGap.Kind.DAMAGED, message);
    }

    /// Something larger than is read.
    public static GitFormatException tooLarge(String message) {
        return new GitFormatException(GitGap.Kind.TOO_LARGE, message);
    }

    public GitGap.Kind kind() {
        return kind;
    }
}
