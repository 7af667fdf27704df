// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.walk;

import dev.pomona.scan.api.FileFacts;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A regular file that a walk came by.
///
/// @param path where to open it
/// @param target when this is a symbolic link to a file that the walk comes by itself: that file's facts; else
///     `null`
public record WalkedFile(
        Path path, FileFacts facts, FileStat stat, @Nullable FileFacts target) {}
