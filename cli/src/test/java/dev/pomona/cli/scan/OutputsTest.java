// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.cli.SampleReport;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void writesSeveralFormatsAndNothingElse() throws IOException {
        write("table", "json=a.json", "sarif=b.sarif", "table=c.txt");
        assertThat(names()).containsExactly("a.json", "b.sarif", "c.txt");
        assertThat(folder.resolve("a.json")).content().contains("\"schema\"");
        assertThat(folder.resolve("b.sarif")).content().contains("2.1.0");
        assertThat(folder.resolve("c.txt")).content().contains("PASSES").doesNotContain("\u001b");
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("PASSES");
    }

    @Test
    void putsAFormatAloneOnStandardOutput() {
        write("table", "json");
        assertThat(shown.toString(StandardCharsets.UTF_8)).startsWith("{").contains("\"schema\"");
    }

    @Test
    void replacesAFileWholly() throws IOException {
        Files.writeString(folder.resolve("a.json"), "old ".repeat(100_000));
        write("table", "json=a.json");
        assertThat(folder.resolve("a.json")).content().startsWith("{").doesNotContain("old old");
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void replacesALinkAndNotWhatItLeadsTo() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "keep");
        Files.createSymbolicLink(folder.resolve("a.json"), other);
        write("table", "json=a.json");
        assertThat(other).hasContent("keep");
        assertThat(folder.resolve("a.json")).isRegularFile().content().startsWith("{");
    }

    @Test
    void followsNoLinkLaidInThePlaceOfItsUnfinishedFile() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "keep");
        String unfinished = ".a.json." + ProcessHandle.current().pid() + ".tmp";
        Files.createSymbolicLink(folder.resolve(unfinished), other);
        assertThatThrownBy(() -> write("table", "json=a.json"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is in the way");
        assertThat(other).hasContent("keep");
    }

    @Test
    void leavesNothingBehindWhenItCannotWrite() throws IOException {
        Files.createDirectory(folder.resolve("taken"));
        Files.writeString(folder.resolve("taken").resolve("inside"), "");
        assertThatThrownBy(() -> write("table", "json=taken"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'taken' can't be written");
        assertThat(names()).containsExactly("taken");
    }

    @Test
    void keepsADeviceADevice() {
        Path device = Path.of("/dev/null");
        if (!Files.exists(device)) return;
        write("table", "json=/dev/null");
        assertThat(Files.isRegularFile(device)).isFalse();
    }

    @Test
    void refusesBeforeAnythingIsDone() {
        assertThatThrownBy(() -> Outputs.of("table", List.of("json=none/a.json"), folder))
                .isInstanceOf(UsageException.class)
                .hasMessage("'none/a.json' can't be written: there is no such folder");
        assertThatThrownBy(() -> Outputs.of("table", List.of("json="), folder)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Outputs.of("yaml", List.of(), folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no format 'yaml'; there are ")
                .hasMessageContaining("table");
    }

    private void write(String format, String... outputs) {
        var out = new PrintStream(shown, false, StandardCharsets.UTF_8);
        Outputs.of(format, List.of(outputs), folder).write(SampleReport.clean(), Terminal.plain(out));
        out.flush();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
