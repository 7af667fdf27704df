// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the programs of PostgreSQL. They refuse to run as root; where we are root, a user namespace
/// without any right makes them nobody in their own eyes, while their files stay ours.
final class Launch {

    private static final int LAST = 2048;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final boolean isRoot;

    private Launch(boolean isRoot) {
        this.isRoot = isRoot;
    }

    static Launch here() {
        return new Launch("root".equals(System.getProperty("user.name")) && !Binaries.isWindows());
    }

    /// What may help when a program does not start; empty when there is nothing to say.
    String advice() {
        return isRoot
                ? "; as root it needs user namespaces: run Pomona as another user, or set POMONA_DATABASE_URL"
                : "";
    }

    /// The last line of a file of output, for messages; empty when there is none.
    static String lastLine(Path log) {
        try (var file = FileChannel.open(log, StandardOpenOption.READ)) {
            var end = ByteBuffer.allocate(LAST);
            file.read(end, Math.max(0, file.size() - LAST));
            return new String(end.array(), 0, end.position(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce("", (_, line) -> line);
        } catch (IOException _) {
            return "";
        }
    }

    /// A process whose output goes to the end of a file.
    Process start(List<String> command, Path log) {
        try {
            return builder(command)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new PostgresException("'%s' can't be started: %s".formatted(command.getFirst(), e.getMessage()), e);
        }
    }

    /// Runs to the end.
    ///
    /// @return its exit code
    int run(List<String> command, Path log) throws InterruptedException {
        Process process = start(command, log);
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new PostgresException("'%s' does not end; see '%s'".formatted(command.getFirst(), log));
            }
        } finally {
            process.destroy();
        }
        return process.exitValue();
    }

    private ProcessBuilder builder(List<String> command) {
        var whole = new ArrayList<String>();
        if (isRoot) whole.addAll(List.of("unshare", "--user"));
        whole.addAll(command);
        var builder = new ProcessBuilder(whole);
        // Nothing of the caller's settings for PostgreSQL or its messages' language.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }
}
