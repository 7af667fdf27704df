// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.walk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;

/// Everything the engine asks of the file system about a target.
public interface FileAccess {

    /// The names in a folder, in any order, one after the other.
    DirectoryStream<Path> list(Path folder) throws IOException;

    /// Facts of a name itself, not of what a link leads to.
    FileStat stat(Path path) throws IOException;

    /// When a file's content or facts last changed, in nanoseconds since 1970; 0 where the system can't tell.
    long changed(Path path) throws IOException;

    /// Opens a regular file to read; fails when the last name is a link.
    FileChannel open(Path file) throws IOException;
}
