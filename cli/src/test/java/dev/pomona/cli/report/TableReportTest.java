// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.cli.Golden;
import dev.pomona.cli.SampleReport;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.model.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableReportTest {

    @Test
    void showsEverythingThatIsWrong() {
        Golden.check("table.txt", table(SampleReport.everything(), false));
    }

    @Test
    void showsItInColour() {
        Golden.check("table-colour.txt", table(SampleReport.everything(), true));
    }

    @Test
    void saysThatNothingIsWrong() {
        Golden.check("table-clean.txt", table(SampleReport.clean(), false));
    }

    @Test
    void letsNoHostileTextReachTheTerminal() {
        String table = table(SampleReport.everything(), false);
        assertThat(table).doesNotContain("\u001b", "\u0007", "\u202e");
        assertThat(table.lines()).noneMatch(line -> line.strip().startsWith("::"));
        assertThat(table).doesNotContain("##[");
    }

    private static String table(Report report, boolean isColoured) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        new TableReport(report, new Terminal(out, out, false, isColoured, 100, false)).print();
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
