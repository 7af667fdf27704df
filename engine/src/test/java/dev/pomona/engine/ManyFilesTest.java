// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.engine.FakeScanners.PerFile;
import dev.pomona.engine.walk.FileAccess;
import dev.pomona.engine.walk.FileStat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a large tree leaves behind in memory, on a file system that makes its names up as it goes.
class ManyFilesTest {

    private static final int FILES = 300_000;
    private static final int PER_FOLDER = 100_000;

    /// Three folders of a hundred thousand empty files that nobody wants.
    private static final class MadeUp implements FileAccess {
        private final Path root;

        MadeUp(Path root) {
            this.root = root;
        }

        @Override
        public DirectoryStream<Path> list(Path folder) {
            int count = folder.equals(root) ? FILES / PER_FOLDER : PER_FOLDER;
            String prefix = folder.equals(root) ? "folder" : "file";
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    return IntStream.range(0, count)
                            .mapToObj(i -> folder.resolve(prefix + i))
                            .iterator();
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public FileStat stat(Path path) throws IOException {
            if (path.equals(root)) return new FileStat(FileStat.Kind.FOLDER, 0, false, 0, 0);
            String name = path.getFileName().toString();
            if (name.startsWith("folder")) return new FileStat(FileStat.Kind.FOLDER, 0, false, 0, 0);
            if (name.startsWith("file")) return new FileStat(FileStat.Kind.FILE, 10, false, 0, 0);
            throw new NoSuchFileException(path.toString());
        }

        @Override
        public long changed(Path path) {
            return 0;
        }

        @Override
        public FileChannel open(Path file) throws IOException {
            throw new NoSuchFileException(file.toString());
        }
    }

    @Test
    void filesNobodyWantsCostAHashEach(@TempDir Path folder) throws IOException {
        Path root = Files.createDirectories(folder).toRealPath();
        var engine = new Engine(
                List.of(new PerFile("a", FakeScanners.named(".lock"))),
                EngineOptions.defaults(),
                new Progress() {
                    @Override
                    public void phase(Phase phase) {
                        // The walk is over, and everything it holds is still held.
                        if (phase == Phase.RESOLVING) held = used();
                    }

                    @Override
                    public void files(long found, long done) {}
                },
                new MadeUp(root));
        long before = used();
        var result = engine.scan(root);
        assertThat(result.filesSeen()).isEqualTo(FILES);
        assertThat(result.gaps()).isEmpty();
        assertThat(held - before).as("bytes held after the walk").isLessThan(8L << 20);
    }

    private long held;

    private static long used() {
        for (int i = 0; i < 3; i++) System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
