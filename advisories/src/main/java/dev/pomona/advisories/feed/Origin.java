// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place with files below it: a web address, a folder or a zip.
interface Origin extends AutoCloseable {

    /// For people and for telling origins apart: no credentials, no trailing slash.
    String address();

    /// Reads one file whole.
    ///
    /// @param path relative, `/` between its parts, each part checked by the caller; empty for the origin
    ///     itself
    /// @param limit the most bytes the file may have
    /// @param known what was last read from this very place; `null` to read in any case
    /// @throws FeedException when it is there but cannot be had, in part or at all
    Fetched fetch(String path, long limit, @Nullable Validator known, Transfer transfer) throws FeedException;

    /// The names of the folders directly below a path, sorted; empty where that cannot be known.
    ///
    /// @param path empty, or ending in `/`
    List<String> folders(String path) throws FeedException;

    /// Whether asking for many small files is dear compared with one large one.
    boolean isRemote();

    @Override
    default void close() {}
}
