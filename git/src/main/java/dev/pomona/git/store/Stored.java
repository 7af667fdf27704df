// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectType;

/// What came of reading one object.
public sealed interface Stored {

    /// @param bytes the content, not to be changed
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Found(ObjectType type, byte[] bytes) implements Stored {}

    /// No pack and no file has it, as is normal in a shallow or partial clone.
    record Missing() implements Stored {}

    /// It is there, and damaged or too large.
    record Unreadable(GitGap gap) implements Stored {}
}
