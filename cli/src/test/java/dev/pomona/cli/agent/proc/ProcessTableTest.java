// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.cli.agent.proc.ProcessTable.LiveProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {

    private static final Instant BOOTED = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant NOW = BOOTED.plus(Duration.ofHours(1));

    @TempDir
    Path proc;

    /// As proc_pid_stat(5) lays it out.
    private void process(int pid, String name, String state, long flags, long ticks) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Integer.toString(pid)));
        Files.writeString(
                folder.resolve("stat"),
                "%d (%s) %s 1 1 1 0 -1 %d 0 0 0 0 0 0 0 0 20 0 1 0 %d 1000 10 18446744073709551615 1 1 0 0 0 0\n"
                        .formatted(pid, name, state, flags, ticks));
        Files.writeString(folder.resolve("cgroup"), "0::/system.slice/some.service\n");
    }

    @Test
    void readsStartTimesToTheTick() throws IOException {
        process(1, "init", "S", 4_194_560, 0);
        process(42, "a) name (with", "R", 0, 12_345);
        process(7, "kthreadd", "S", 0x0020_0040, 1);
        process(8, "gone", "Z", 0, 1);
        Files.writeString(Files.createDirectories(proc.resolve("9")).resolve("stat"), "9 (cut");
        Files.createSymbolicLink(proc.resolve("1/exe"), Path.of("/sbin/init"));
        Files.createSymbolicLink(proc.resolve("42/exe"), Path.of("/opt/app (deleted)"));
        var read = new ProcessTable(proc).read(BOOTED, NOW);
        assertThat(read.processes())
                .extracting(LiveProcess::pid, LiveProcess::name, LiveProcess::startedAt, LiveProcess::executable)
                .containsExactly(
                        tuple(1, "init", BOOTED, "/sbin/init"),
                        tuple(42, "a) name (with", BOOTED.plusMillis(123_450), "/opt/app"));
        assertThat(read.processes().getFirst().cgroup().unit()).isEqualTo("some.service");
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void whatIsInMemoryAloneHasNoPath() throws IOException {
        process(1, "runc:[2:INIT]", "S", 0, 0);
        Files.createSymbolicLink(proc.resolve("1/exe"), Path.of("/memfd:runc_cloned:/proc/self/exe (deleted)"));
        var table = new ProcessTable(proc);
        for (int look = 0; look < 2; look++) {
            var read = table.read(BOOTED, NOW);
            assertThat(read.processes())
                    .extracting(LiveProcess::name, LiveProcess::executable)
                    .containsExactly(tuple("runc:[2:INIT]", ""));
            assertThat(read.gaps()).isEmpty();
        }
    }

    @Test
    void whatIsSettledIsNotReadAgain() throws IOException {
        process(1, "init", "S", 0, 0);
        process(42, "app", "S", 0, 100);
        Files.createSymbolicLink(proc.resolve("1/exe"), Path.of("/sbin/init"));
        Files.createSymbolicLink(proc.resolve("42/exe"), Path.of("/opt/app"));
        var table = new ProcessTable(proc);
        table.read(BOOTED, NOW);
        Files.delete(proc.resolve("42/exe"));
        assertThat(table.read(BOOTED, NOW).processes().getLast().executable()).isEqualTo("/opt/app");
        process(42, "other", "S", 0, 200);
        assertThat(table.read(BOOTED, NOW).processes().getLast().executable()).isNull();
    }

    @Test
    void saysWhatItCouldNotRead() throws IOException {
        process(42, "app", "S", 0, 100);
        assertThat(new ProcessTable(proc).read(BOOTED, NOW).gaps())
                .singleElement()
                .asString()
                .contains("hidepid");
        assertThat(new ProcessTable(proc.resolve("nowhere")).read(BOOTED, NOW).gaps())
                .anyMatch(gap -> gap.contains("can't be listed"));
    }

    @Test
    void knowsThisBootAndThisProcess() throws IOException {
        var boot = BootTime.read(Path.of("/proc"));
        assertThat(boot.at()).isBefore(Instant.now());
        var self = ProcessHandle.current();
        assertThat(new ProcessTable(Path.of("/proc"))
                        .read(boot.at(), Instant.now())
                        .processes())
                .filteredOn(process -> process.pid() == self.pid())
                .singleElement()
                .satisfies(process -> {
                    assertThat(process.startedAt())
                            .isCloseTo(self.info().startInstant().orElseThrow(), within(2, ChronoUnit.SECONDS));
                    assertThat(process.executable()).endsWith("/java");
                });
    }

    @Test
    void saysThatThereIsNoBootTime() throws IOException {
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "b\n");
        Files.writeString(proc.resolve("stat"), "cpu 1 2 3\n");
        assertThatThrownBy(() -> BootTime.read(proc)).isInstanceOf(IOException.class);
        Files.writeString(proc.resolve("stat"), "cpu 1 2 3\nbtime 1772323200\n");
        assertThat(BootTime.read(proc)).isEqualTo(new BootTime("b", Instant.parse("2026-03-01T00:00:00Z")));
    }
}
