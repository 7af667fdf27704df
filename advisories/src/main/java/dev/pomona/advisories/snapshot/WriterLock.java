// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The right to write to a store. The operating system gives it back when a process dies, however it dies;
/// the file that is left means nothing.
final class WriterLock {

    private final FileChannel channel;
    private final FileLock lock;

    private WriterLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /// Does something while nobody else can.
    ///
    /// @throws UpdateRunningException when another process, or another thread of this one, is writing
    static <T> T during(StoreFolder folder, Supplier<T> work) {
        WriterLock lock = take(folder);
        try {
            return work.get();
        } finally {
            lock.release();
        }
    }

    private static WriterLock take(StoreFolder folder) {
        folder.create();
        try {
            // it is overwritten, so a link laid there by someone who shares the folder must not be followed
            var channel = FileChannel.open(
                    folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new UpdateRunningException("another update of %s is running%s; try again when it is done"
                        .formatted(folder.root(), holder(folder)));
            }
            folder.sign(channel);
            return new WriterLock(channel, lock);
        } catch (IOException e) {
            throw StoreFolder.failed("could not lock", folder.lock(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String holder(StoreFolder folder) {
        try {
            String pid = Files.readString(folder.lock(), StandardCharsets.US_ASCII);
            return pid.matches("\\d{1,10}") ? " (process %s)".formatted(pid) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private void release() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            // The end of the process frees it as well.
        }
    }
}
