// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.walk.FileAccess;
import dev.pomona.engine.walk.FileStat;
import dev.pomona.engine.walk.SystemFileAccess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/// The real file system, with a count of what is opened, folders in random order, and files that are denied.
class RecordingAccess implements FileAccess {

    final Map<String, Integer> opened = new ConcurrentHashMap<>();
    private final FileAccess system = new SystemFileAccess();
    private final Random random;
    private final String denied;

    RecordingAccess(long seed) {
        this(seed, "\0");
    }

    /// @param denied the end of paths that can't be opened or listed
    RecordingAccess(long seed, String denied) {
        this.random = new Random(seed);
        this.denied = denied;
    }

    @Override
    public DirectoryStream<Path> list(Path folder) throws IOException {
        if (folder.toString().endsWith(denied)) throw new AccessDeniedException(folder.toString());
        List<Path> all = new ArrayList<>();
        try (var entries = system.list(folder)) {
            entries.forEach(all::add);
        }
        Collections.shuffle(all, random);
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return all.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public FileStat stat(Path path) throws IOException {
        return system.stat(path);
    }

    @Override
    public long changed(Path path) throws IOException {
        return system.changed(path);
    }

    @Override
    public FileChannel open(Path file) throws IOException {
        if (file.toString().endsWith(denied)) throw new AccessDeniedException(file.toString());
        opened.merge(file.getFileName().toString(), 1, Integer::sum);
        return system.open(file);
    }
}
