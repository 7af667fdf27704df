// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.cli.terminal.Terminal;
import dev.pomona.engine.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Terminal terminal = Terminal.plain(new PrintStream(bytes, false, StandardCharsets.UTF_8));

    @Test
    void staysSilentWhenNobodyWatches() {
        run(false);
        assertThat(written()).isEmpty();
    }

    @Test
    void drawsAndCleansUpAfterItself() {
        run(true);
        assertThat(written()).contains("████████████░░░░░░░░░░░░ 1,000 of 2,000 files", "resolving components");
        assertThat(written()).endsWith("\r\u001b[2K");
    }

    @Test
    void drawsTenTimesASecondAtMost() {
        try (var bar = new ProgressBar(terminal, true)) {
            for (int i = 0; i < 1_000; i++) bar.files(1_000, i);
        }
        assertThat(written().split("files", -1).length).isLessThan(200);
    }

    private void run(boolean isShown) {
        try (var bar = new ProgressBar(terminal, isShown)) {
            bar.phase(Progress.Phase.READING);
            bar.files(2_000, 1_000);
            bar.phase(Progress.Phase.RESOLVING);
            bar.phase(Progress.Phase.DONE);
        }
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
