// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// When the system booted, and which boot that was.
///
/// @param id differs from boot to boot
/// @param at to the second; the kernel derives it from the clock, so it may be another second when it is asked again
public record BootTime(String id, Instant at) {

    /// @param proc usually `/proc`
    /// @throws IOException when it can't be read, or says something else
    public static BootTime read(Path proc) throws IOException {
        String id = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
        try (var lines = Files.lines(proc.resolve("stat"))) {
            String seconds = lines.filter(line -> line.startsWith("btime "))
                    .findFirst()
                    .map(line -> line.substring("btime ".length()).strip())
                    .orElseThrow(() -> new IOException("there is no 'btime' in " + proc.resolve("stat")));
            return new BootTime(id, Instant.ofEpochSecond(Long.parseLong(seconds)));
        } catch (NumberFormatException e) {
            throw new IOException("'btime' is no number in " + proc.resolve("stat"), e);
        }
    }
}
