// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The processes of a system, without the kernel's own threads. Command lines and environments are never read: they
/// may hold secrets.
///
/// What does not change while a process lives is read once and remembered from look to look.
public final class ProcessTable {

    /// Ticks of the clock in a second, as `/proc` counts them: USER_HZ, which is 100 on every architecture that
    /// Java 25 runs on.
    private static final long TICKS = 100;

    private static final long KERNEL_THREAD = 0x0020_0000;

    /// As many as are looked at; more than a kernel allows by default.
    private static final int MOST = 65_536;

    /// Until then a process may still become another program, or be moved to its group.
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final Path proc;
    private Map<Key, LiveProcess> known = Map.of();

    private record Key(int pid, long startTicks) {}

    /// @param name as the kernel shortens it
    /// @param executable its path; empty when it is no file but in memory alone, `null` when that may not be read
    public record LiveProcess(
            int pid,
            String name,
            Instant startedAt,
            @Nullable String executable,
            Cgroup cgroup) {}

    /// What was seen.
    ///
    /// @param processes by number
    /// @param gaps what could not be read, in words
    public record Read(List<LiveProcess> processes, List<String> gaps) {

        public Read {
            processes = List.copyOf(processes);
            gaps = List.copyOf(gaps);
        }
    }

    /// @param proc usually `/proc`
    public ProcessTable(Path proc) {
        this.proc = proc;
    }

    /// @param bootedAt from which the kernel counts when a process started
    public Read read(Instant bootedAt, Instant now) {
        var gaps = new ArrayList<String>();
        Map<Key, LiveProcess> seen = new HashMap<>();
        boolean isAnyNameless = false;
        try (var folders = Files.newDirectoryStream(proc, "[1-9]*")) {
            for (Path folder : folders) {
                if (seen.size() == MOST) {
                    gaps.add("there are more than %d processes; the others were not looked at".formatted(MOST));
                    break;
                }
                if (!add(folder, bootedAt, now, seen)) isAnyNameless = true;
            }
        } catch (IOException | DirectoryIteratorException e) {
            gaps.add("processes can't be listed in %s".formatted(proc));
        }
        if (!Files.isReadable(proc.resolve("1/stat"))) {
            gaps.add("processes of other users are hidden (hidepid, or a namespace of processes of its own)");
        }
        if (isAnyNameless) gaps.add("the executables of some processes can't be read: no permission");
        known = seen;
        return new Read(
                seen.values().stream()
                        .sorted(Comparator.comparingInt(LiveProcess::pid))
                        .toList(),
                gaps);
    }

    /// Adds the process of a folder, unless it is one of the kernel, or over, or not there any more.
    ///
    /// @return false when its executable may not be read
    private boolean add(Path folder, Instant bootedAt, Instant now, Map<Key, LiveProcess> seen) {
        String text;
        try {
            text = new String(Files.readAllBytes(folder.resolve("stat")), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return true;
        }
        // the name may hold anything, also brackets and blanks
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        String[] fields =
                close < 0 ? new String[0] : text.substring(close + 1).strip().split(" ", -1);
        if (open < 0 || fields.length < 20) return true;
        // proc_pid_stat(5): field 3 is the state, 9 the flags, 22 the start in ticks since boot
        if (fields[0].equals("Z") || fields[0].equals("X")) return true;
        long flags = Long.parseLong(fields[6]);
        long ticks = Long.parseLong(fields[19]);
        if ((flags & KERNEL_THREAD) != 0) return true;
        int pid = Integer.parseInt(text.substring(0, open).strip());
        var key = new Key(pid, ticks);
        Instant startedAt = bootedAt.plusMillis(ticks * 1000 / TICKS);
        LiveProcess before = known.get(key);
        if (before != null && startedAt.plus(SETTLED).isBefore(now)) {
            seen.put(key, new LiveProcess(pid, before.name(), startedAt, before.executable(), before.cgroup()));
            return before.executable() != null;
        }
        String executable = null;
        boolean mayRead = true;
        try {
            executable = executable(folder);
        } catch (AccessDeniedException _) {
            mayRead = false;
        } catch (IOException _) {
            // it ends just now
        }
        seen.put(key, new LiveProcess(pid, text.substring(open + 1, close), startedAt, executable, cgroup(folder)));
        return mayRead;
    }

    private static String executable(Path folder) throws IOException {
        String path = Files.readSymbolicLink(folder.resolve("exe")).toString();
        // memfd_create(2): a name that means nothing to anybody, of what is no file
        if (path.startsWith("/memfd:")) return "";
        return path.endsWith(" (deleted)") ? path.substring(0, path.length() - " (deleted)".length()) : path;
    }

    private static Cgroup cgroup(Path folder) {
        try {
            return Cgroup.parse(Files.readString(folder.resolve("cgroup")));
        } catch (IOException _) {
            return Cgroup.NONE;
        }
    }
}
