// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.git.GitSandbox;
import dev.pomona.git.Repository;
import dev.pomona.git.RepositoryOptions;
import dev.pomona.git.store.ReadingEndedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever reads commits, trees and contents ends as soon as somebody wants it.
class EndingTest {

    private static final int COMMITS = 20;

    @TempDir
    private Path folder;

    private GitSandbox git = null;

    @BeforeEach
    void plant() throws IOException {
        git = GitSandbox.init(folder.resolve("orchard"));
        for (int i = 0; i < COMMITS; i++) {
            Path file = git.folder().resolve("row" + i % 4 + "/tree" + i);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "ring " + i);
            git.git("add", "-A");
            git.git("commit", "-q", "-m", "grow " + i);
        }
    }

    /// How often it was asked, when reading was ended with the so-manieth object.
    private int askedUntil(int last, Consumer<Repository> reading) {
        var asked = new AtomicInteger();
        var options = RepositoryOptions.of(_ -> {}).endingWhen(() -> asked.incrementAndGet() > last);
        try (Repository repository = Repository.open(git.folder(), options)) {
            assertThatThrownBy(() -> reading.accept(repository)).isInstanceOf(ReadingEndedException.class);
        }
        return asked.get();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 45})
    void tracesEndWithTheNextObject(int last) {
        git.git("gc", "-q");
        assertThat(askedUntil(last, BlobTraces::read)).isEqualTo(last + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void tracesOfWhatIsNotPackedEndWithTheNextObject(int last) {
        assertThat(askedUntil(last, BlobTraces::read)).isEqualTo(last + 1);
    }

    @Test
    void rangesAndFoldersEndToo() {
        assertThat(askedUntil(5, EndingTest::range)).isEqualTo(6);
        assertThat(askedUntil(3, repository -> TreeFiles.of(repository, repository.head())))
                .isEqualTo(4);
    }

    private static void range(Repository repository) {
        NewBlobs.of(repository, Revisions.range(repository, List.of("HEAD")), NewBlobs.Against.START);
    }

    @Test
    void readsAllWhenNobodyWantsAnEnd() {
        var asked = new AtomicInteger();
        var options = RepositoryOptions.of(_ -> {}).endingWhen(() -> asked.incrementAndGet() < 0);
        try (Repository repository = Repository.open(git.folder(), options);
                BlobTraces traces = BlobTraces.read(repository)) {
            assertThat(traces.find(List.of())).isEmpty();
        }
        assertThat(asked).hasValueGreaterThan(2 * COMMITS);
    }
}
