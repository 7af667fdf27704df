// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.api;

/// What is known of a file before it is read.
///
/// @param path as in [dev.pomona.model.component.Location]: relative, `/` between names, `!/` where an archive
///     is entered
/// @param size in bytes
/// @param executable whether anyone may execute it; `false` inside archives that do not tell
public record FileFacts(String path, long size, boolean executable) {

    /// The last name of the path.
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// The path of the folder without a `/` at its end; empty for the root. The root of an archive ends with
    /// `!`.
    public String folder() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /// Whether the path goes through a folder of this name.
    public boolean isBelow(String folderName) {
        return path.startsWith(folderName + "/") || path.contains("/" + folderName + "/");
    }
}
