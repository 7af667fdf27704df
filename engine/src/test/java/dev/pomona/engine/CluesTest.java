// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.scan.api.Clue;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CluesTest {

    @TempDir
    Path target;

    /// Reports as another scanner does, and fails when all is done.
    private record Failing(FileScanner inner) implements FileScanner {

        @Override
        public ScannerInfo info() {
            return inner.info();
        }

        @Override
        public boolean wants(FileFacts file) {
            return inner.wants(file);
        }

        @Override
        public void scan(FileView file, Reporter reporter, ScanContext context) {
            inner.scan(file, reporter, context);
        }

        @Override
        public List<Finding> conclude(List<Finding> findings, List<Clue> clues) {
            throw new IllegalStateException("something of a file");
        }
    }

    @Test
    void aScannerThatFailsInTheEndKeepsWhatItReported() throws IOException {
        TestFiles.write(target, "a.txt", "one");
        var failing = new Failing(new FakeScanners.Secrets("secrets", ""));
        EngineResult result = new Engine(List.of(failing), EngineOptions.defaults(), Progress.silent()).scan(target);
        assertThat(result.findings()).hasSize(1);
        assertThat(result.outcomes())
                .containsExactly(new ScannerOutcome(
                        "secrets",
                        new ScannerOutcome.Status.Failed("it failed when all files were seen: IllegalStateException")));
    }

    @Test
    void keepsTheFirstOfTooManyInAnyOrder() {
        var all = new ArrayList<Clue>();
        for (int i = 0; i < 100_500; i++) all.add(new Clue("file%06d".formatted(i), "key", "certificate"));
        List<Clue> first = List.copyOf(all.subList(0, 100_000));
        Collections.shuffle(all, new Random(20_260));
        var clues = new Clues();
        all.subList(0, 50_000).forEach(clues::add);
        assertThat(clues.gap()).isEmpty();
        all.forEach(clues::add);
        assertThat(clues.all()).isEqualTo(first);
        assertThat(clues.gap()).hasValueSatisfying(gap -> assertThat(gap.kind()).isEqualTo(Gap.Kind.LIMIT));
    }
}
