// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.walk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.concurrent.TimeUnit;

/// The real file system.
public final class SystemFileAccess implements FileAccess {

    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    @Override
    @SuppressWarnings("StreamResourceLeak") // whoever asks for it closes it
    public DirectoryStream<Path> list(Path folder) throws IOException {
        return Files.newDirectoryStream(folder);
    }

    @Override
    public FileStat stat(Path path) throws IOException {
        var view = UNIX ? PosixFileAttributes.class : BasicFileAttributes.class;
        return FileStat.of(Files.readAttributes(path, view, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public long changed(Path path) throws IOException {
        if (!UNIX) return 0;
        var time = (FileTime) Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        return time.to(TimeUnit.NANOSECONDS);
    }

    @Override
    public FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }
}
