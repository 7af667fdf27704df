// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent;

import dev.pomona.cli.agent.ReportText.Turn;
import dev.pomona.cli.agent.proc.BootTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Reports that were not delivered yet, each in a file of its own, so that neither a crash nor a server that is away
/// for
/// a while loses them; and the number of the next one. It is bounded: the oldest go first. The server sees by the
/// numbers
/// that some are missing, and asks for a full report.
final class ReportQueue {

    private static final int MOST = 500;
    private static final long LARGEST = 32L << 20;

    private final Path folder;
    private final RandomGenerator random;
    private final TreeMap<Long, Long> sizes = new TreeMap<>();
    private String stream = "";
    private long last;
    private @Nullable BootTime boot;
    private long dropped;

    private ReportQueue(Path folder, RandomGenerator random) {
        this.folder = folder;
        this.random = random;
    }

    /// Takes up what was left in a folder; it is made when it is not there, for this user alone.
    ///
    /// @throws IOException when the folder can't be used
    static ReportQueue open(Path folder, RandomGenerator random) throws IOException {
        Files.createDirectories(folder.resolve("reports"), own(folder));
        var queue = new ReportQueue(folder, random);
        queue.readState();
        try (var files = Files.newDirectoryStream(folder.resolve("reports"), "*.json")) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                String number = name.substring(0, name.length() - ".json".length());
                if (number.matches("\\d{1,18}")) queue.sizes.put(Long.parseLong(number), Files.size(file));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        // a state that is older than the reports would give their numbers away a second time
        if (!queue.sizes.isEmpty() && queue.sizes.lastKey() > queue.last) queue.begin();
        return queue;
    }

    /// What runs on a host is nobody else's business.
    private static FileAttribute<?>[] own(Path folder) {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        };
    }

    private void readState() {
        try {
            String[] words = Files.readString(folder.resolve("state")).strip().split(" ", -1);
            if (words.length == 4) {
                stream = words[0];
                last = Long.parseLong(words[1]);
                if (!words[2].equals("-")) boot = new BootTime(words[2], Instant.parse(words[3]));
            }
        } catch (IOException | NumberFormatException | DateTimeException _) {
            // there is none, or it is damaged: then a new series begins
        }
        if (stream.isEmpty()) begin();
    }

    private void begin() {
        stream = "%016x".formatted(random.nextLong());
        last = sizes.isEmpty() ? 0 : sizes.lastKey();
    }

    /// The boot as it was known when this was written; `null` for none.
    @Nullable
    BootTime boot() {
        return boot;
    }

    /// Takes a boot for the one that is known from now on.
    void boot(@Nullable BootTime known) {
        boot = known;
    }

    /// How many reports were dropped since this was opened.
    long dropped() {
        return dropped;
    }

    boolean isEmpty() {
        return sizes.isEmpty();
    }

    /// Keeps a report under the next number.
    ///
    /// @throws IOException when it can't be kept
    void add(Journal.Entry entry, ReportText text) throws IOException {
        var turn = new Turn(stream, last + 1);
        byte[] bytes = text.of(entry, turn).getBytes(StandardCharsets.UTF_8);
        last = turn.number();
        write(folder.resolve("state"), state().getBytes(StandardCharsets.UTF_8));
        write(file(turn.number()), bytes);
        sizes.put(turn.number(), (long) bytes.length);
        while (sizes.size() > MOST
                || (sizes.size() > 1
                        && sizes.values().stream().mapToLong(Long::longValue).sum() > LARGEST)) {
            remove(sizes.firstKey());
            dropped++;
        }
    }

    private String state() {
        return boot == null
                ? "%s %d - -".formatted(stream, last)
                : "%s %d %s %s".formatted(stream, last, boot.id(), boot.at());
    }

    /// A report that was not delivered yet.
    record Waiting(long number, String text) {}

    /// The oldest; empty when there is none. One that can't be read any more is dropped.
    Optional<Waiting> first() {
        while (!sizes.isEmpty()) {
            long number = sizes.firstKey();
            try {
                return Optional.of(new Waiting(number, Files.readString(file(number))));
            } catch (IOException _) {
                remove(number);
                dropped++;
            }
        }
        return Optional.empty();
    }

    /// Forgets one that was delivered, or never will be.
    void remove(long number) {
        sizes.remove(number);
        try {
            Files.deleteIfExists(file(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(long number) {
        return folder.resolve("reports").resolve("%018d.json".formatted(number));
    }

    /// Whole or not at all, and there after a crash.
    private static void write(Path file, byte[] bytes) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var buffer = java.nio.ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) channel.write(buffer);
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
