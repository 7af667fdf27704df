// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder of this process for what does not fit into memory. Made when first needed, gone after [#close]; its
/// files disappear by themselves where the system allows that, so that not even a killed process leaves any.
public final class Scratch implements AutoCloseable {

    private final @Nullable Path parent;
    private @Nullable Path folder;

    /// @param parent where the folder is made; `null` for the system's folder for temporary files
    public Scratch(@Nullable Path parent) {
        this.parent = parent;
    }

    /// A new empty file, open to write and read.
    public FileChannel newFile() throws IOException {
        Path file = Files.createTempFile(folder(), "spill", ".tmp");
        var channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // Where an open file can't be deleted, closing it does.
        }
        return channel;
    }

    /// The folder itself.
    public synchronized Path folder() throws IOException {
        if (folder == null) {
            if (parent == null) {
                folder = Files.createTempDirectory("pomona");
            } else {
                Files.createDirectories(parent);
                folder = Files.createTempDirectory(parent, "run");
            }
        }
        return folder;
    }

    @Override
    public synchronized void close() {
        if (folder == null) return;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        } catch (IOException | UncheckedIOException _) {
            // What can't be deleted now is deleted when its mapping ends; nothing of the result depends on it.
        }
        folder = null;
    }
}
