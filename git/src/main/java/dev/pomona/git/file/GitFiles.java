// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.file;

import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a repository's files: only plain ones, so that a pipe can't make us wait, and only below a boundary,
/// so that a link or a path written in a file can't lead elsewhere.
///
/// @param boundary the real path of the folder that nothing may lie outside of; `null` when there is no
///     boundary
public record GitFiles(@Nullable Path boundary) {

    /// Files below a folder.
    public static GitFiles within(Path folder) {
        try {
            return new GitFiles(folder.toRealPath());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /// Files anywhere.
    public static GitFiles anywhere() {
        return new GitFiles(null);
    }

    /// Whether there is a plain file that may be read, links followed.
    public boolean isFile(Path path) {
        return Files.isRegularFile(path) && isInside(path);
    }

    /// Whether there is a folder that may be read, links followed.
    public boolean isFolder(Path path) {
        return Files.isDirectory(path) && isInside(path);
    }

    /// Whether a path that exists lies within the boundary.
    public boolean isInside(Path path) {
        if (boundary == null) return true;
        try {
            return path.toRealPath().startsWith(boundary);
        } catch (IOException _) {
            return false;
        }
    }

    /// Where a path leads when links are followed; the path itself when that can't be told.
    public Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path;
        }
    }

    /// Joins a path that is written in some file of the repository.
    public static Path resolve(Path base, String written) {
        try {
            return base.resolve(written).normalize();
        } catch (InvalidPathException e) {
            throw new GitFormatException(GitGap.Kind.DAMAGED, "a path in the repository can't be a path", e);
        }
    }

    /// A file's bytes; `null` when there is no such file.
    ///
    /// @throws GitFormatException when it is larger than the limit or can't be read
    public byte @Nullable [] readIfThere(Path path, int limit) {
        return isFile(path) ? read(path, limit) : null;
    }

    /// A file's bytes.
    ///
    /// @throws GitFormatException when it is no plain file, larger than the limit, or can't be read
    public byte[] read(Path path, int limit) {
        if (!isFile(path)) throw new GitFormatException(GitGap.Kind.MISSING, name(path) + " is no file to be read");
        try (var in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(limit);
            if (bytes.length == limit && in.read() >= 0) {
                throw GitFormatException.tooLarge("%s has more than %d bytes".formatted(name(path), limit));
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /// The first bytes of a file, fewer when it is shorter.
    ///
    /// @throws GitFormatException when it is no plain file or can't be read
    public byte[] readStart(Path path, int length) {
        if (!isFile(path)) throw new GitFormatException(GitGap.Kind.MISSING, name(path) + " is no file to be read");
        try (var in = Files.newInputStream(path)) {
            return in.readNBytes(length);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /// Maps a file for reading.
    ///
    /// @throws GitFormatException when it is no plain file or can't be read
    public MemorySegment map(Path path, Arena arena) {
        if (!isFile(path)) throw new GitFormatException(GitGap.Kind.MISSING, name(path) + " is no file to be read");
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException | OutOfMemoryError e) {
            // the map is outside of the heap: what can be exhausted is the space of addresses
            throw unreadable(path, e);
        }
    }

    /// The names in a folder, sorted; none when it isn't there.
    ///
    /// @throws GitFormatException when there are more than the limit, or it can't be read
    public List<String> names(Path folder, int limit) {
        var names = new ArrayList<String>();
        if (!isFolder(folder)) return names;
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (names.size() == limit) {
                    throw GitFormatException.tooLarge("%s has more than %d names".formatted(name(folder), limit));
                }
                names.add(name(entry));
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw unreadable(folder, e);
        }
        names.sort(null);
        return names;
    }

    public static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static GitFormatException unreadable(Path path, Throwable cause) {
        return new GitFormatException(GitGap.Kind.DAMAGED, name(path) + " can't be read", cause);
    }
}
