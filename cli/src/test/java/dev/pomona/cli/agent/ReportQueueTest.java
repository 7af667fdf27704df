// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.cli.agent.proc.BootTime;
import dev.pomona.syntax.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportQueueTest {

    @TempDir
    Path folder;

    private final ReportText text = new ReportText(Duration.ofMinutes(6));

    private ReportQueue open() throws IOException {
        return ReportQueue.open(folder, new Random(7));
    }

    private void add(ReportQueue queue) throws IOException {
        var journal = new Journal(Duration.ofMinutes(2), Duration.ofHours(6));
        queue.add(
                journal.next(JournalTest.look(10, "", JournalTest.instance("cart", 0)))
                        .orElseThrow(),
                text);
    }

    private static long number(ReportQueue queue) {
        return queue.first().orElseThrow().number();
    }

    @Test
    void isForItsUserAlone() throws IOException {
        Path state = folder.resolve("new/agent");
        ReportQueue.open(state, new Random(7));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("reports"))))
                .isEqualTo("rwx------");
    }

    @Test
    void keepsReportsInOrderAndOverACrash() throws IOException {
        ReportQueue queue = open();
        assertThat(queue.first()).isEmpty();
        queue.boot(new BootTime("b", JournalTest.START));
        for (int i = 0; i < 12; i++) add(queue);
        assertThat(number(queue)).isEqualTo(1);
        queue.remove(1);
        ReportQueue again = open();
        assertThat(number(again)).isEqualTo(2);
        assertThat(again.boot()).isEqualTo(new BootTime("b", JournalTest.START));
        for (int i = 2; i <= 12; i++) again.remove(i);
        assertThat(again.isEmpty()).isTrue();
        add(again);
        var report = Json.read(again.first().orElseThrow().text());
        assertThat(report.text("number")).as("numbers go on").isEqualTo("13");
        assertThat(report.text("stream")).isEqualTo(Json.read(firstOf(queue)).text("stream"));
    }

    private String firstOf(ReportQueue queue) throws IOException {
        add(queue);
        return queue.first().orElseThrow().text();
    }

    @Test
    void dropsTheOldestWhenTheServerIsAwayForLong() throws IOException {
        ReportQueue queue = open();
        for (int i = 0; i < 510; i++) add(queue);
        assertThat(number(queue)).isEqualTo(11);
        assertThat(queue.dropped()).isEqualTo(10);
        assertThat(number(open())).isEqualTo(11);
    }

    @Test
    void beginsASeriesOfItsOwnWhenItsStateIsLost() throws IOException {
        ReportQueue queue = open();
        add(queue);
        add(queue);
        Files.writeString(folder.resolve("state"), "nonsense");
        ReportQueue again = ReportQueue.open(folder, new Random(8));
        assertThat(number(again)).isEqualTo(1);
        add(again);
        again.remove(1);
        again.remove(2);
        var report = Json.read(again.first().orElseThrow().text());
        assertThat(report.text("number")).isEqualTo("3");
        assertThat(report.text("stream"))
                .isNotEqualTo(Json.read(firstOf(open())).text("nothing"))
                .hasSize(16);
        Files.delete(folder.resolve("reports/%018d.json".formatted(3)));
        assertThat(again.first()).as("one that is not there any more").isEmpty();
        assertThat(again.dropped()).isEqualTo(1);
    }
}
