// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import dev.pomona.advisories.feed.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The files of a store: where they are, and how they are replaced so that a crash leaves the old or the new
/// one.
record StoreFolder(Path root) {

    private static final Set<PosixFilePermission> OWN =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> EXECUTE = Set.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
    private static final int MAX_SMALL_FILE = 16 << 20;

    Path segments() {
        return root.resolve("segments");
    }

    Path segment(String digest) {
        return segments().resolve(digest + ".seg");
    }

    Path snapshots() {
        return root.resolve("snapshots");
    }

    Path snapshot(String id) {
        return snapshots().resolve(id + ".json");
    }

    Path current() {
        return root.resolve("current");
    }

    Path state() {
        return root.resolve("state.json");
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path scratch() {
        return root.resolve("tmp");
    }

    Path starter() {
        return root.resolve("starter");
    }

    void create() {
        for (Path folder : List.of(segments(), snapshots(), scratch())) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw failed("could not create", folder, e);
            }
        }
    }

    Optional<byte[]> read(Path file) {
        try {
            if (Files.size(file) > MAX_SMALL_FILE) {
                throw new SnapshotException("%s is damaged: it is far too large".formatted(file));
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("could not read", file, e);
        }
    }

    Optional<String> currentId() {
        return read(current()).map(bytes -> new String(bytes, StandardCharsets.US_ASCII).strip());
    }

    /// Writes a whole file beside its place, forces it to disk, and moves it there in one step.
    void replace(Path file, byte[] content) {
        try {
            Path part = Files.createTempFile(scratch(), "file-", ".part");
            Files.write(part, content);
            move(part, file);
        } catch (IOException e) {
            throw failed("could not write", file, e);
        }
    }

    /// Forces a finished file to disk and moves it to its place in one step.
    void move(Path finished, Path to) throws IOException {
        try (var channel = FileChannel.open(finished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Path folder = Objects.requireNonNull(to.getParent(), "a file of a store has a folder");
        shareLike(folder, finished);
        Files.move(finished, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(folder);
    }

    /// Temporary files are for their owner only. A cache that one user filled and others read, as in a
    /// container image, needs what the folder was given.
    private static void shareLike(Path folder, Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) return;
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
        permissions.removeAll(EXECUTE);
        permissions.addAll(OWN);
        view.setPermissions(permissions);
    }

    private static void force(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Not every system lets a folder be forced; there the rename alone must do.
        }
    }

    List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw failed("could not list", folder, e);
        }
    }

    /// Deletes a file when that can be done: on some systems one that is being read cannot, and the next
    /// sweep will.
    static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // See above.
        }
    }

    static SnapshotException failed(String what, Path file, IOException problem) {
        return new SnapshotException("%s %s: %s".formatted(what, file, Reason.of(problem)), problem);
    }

    /// Says who holds the lock, for the message that others get.
    void sign(FileChannel lock) throws IOException {
        lock.truncate(0);
        byte[] text = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        lock.write(ByteBuffer.wrap(text), 0);
    }
}
