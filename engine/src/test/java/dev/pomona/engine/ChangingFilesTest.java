// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import static dev.pomona.engine.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.engine.FakeScanners.PerFile;
import dev.pomona.engine.FakeScanners.PerProject;
import dev.pomona.model.report.Gap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that vanish, grow or shrink between the walk and the moment they are opened.
class ChangingFilesTest {

    @TempDir
    Path target;

    private final PerFile perFile = new PerFile("a", FakeScanners.named(".lock"));

    private EngineResult scan(Change change) {
        var access = new RecordingAccess(1) {
            @Override
            public FileChannel open(Path file) throws IOException {
                change.apply(file);
                return super.open(file);
            }
        };
        var together = new PerProject("b", FakeScanners.named(".lock"));
        return new Engine(List.of(perFile, together), EngineOptions.defaults(), Progress.silent(), access).scan(target);
    }

    private interface Change {
        void apply(Path file) throws IOException;
    }

    @Test
    void vanishedFilesAreGaps() throws IOException {
        write(target, "a.lock", "one");
        var result = scan(Files::delete);
        assertThat(result.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNREADABLE);
        assertThat(result.filesSeen()).isEqualTo(1);
    }

    @Test
    void grownFilesAreSeenAsTheyAre() throws IOException {
        write(target, "a.lock", "one");
        var result = scan(file -> Files.writeString(file, " and more", StandardOpenOption.APPEND));
        assertThat(result.manifests().getFirst().components().getFirst().purl().version())
                .isEqualTo("12");
        assertThat(result.gaps()).isEmpty();
    }

    @Test
    void mappedFilesThatShrinkAreGaps() throws IOException {
        write(target, "a.lock", new byte[20 << 20]);
        var shrinks = new PerFile("shrinks", FakeScanners.named(".lock"), (file, _) -> {
            try (var channel = FileChannel.open(target.resolve("a.lock"), StandardOpenOption.WRITE)) {
                channel.truncate(10);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            long sum = 0;
            for (long i = 0; i < file.segment().byteSize(); i += 4096) {
                sum += file.segment().get(ValueLayout.JAVA_BYTE, i);
            }
            assertThat(sum).isZero();
        });
        var result = new Engine(List.of(shrinks), EngineOptions.defaults(), Progress.silent()).scan(target);
        assertThat(result.outcomes().getFirst().status()).asString().contains("it changed while it was read");
    }
}
