// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import dev.pomona.advisories.index.CorruptSegmentException;
import dev.pomona.advisories.index.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/// Hands snapshots from one store to another: what the description names and the receiver does not have.
/// Everything that is received is checked against its digest before it counts.
public final class SnapshotExchange {

    private final SnapshotStore store;

    public SnapshotExchange(SnapshotStore store) {
        this.store = store;
    }

    /// A file that snapshots consist of.
    ///
    /// @param digest of its records, in hex: its name
    /// @param sha256 of its bytes, in hex
    public record Part(String digest, Path file, long size, String sha256) {}

    /// Writes the content of a part.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// A part on its way.
    ///
    /// @param sha256 of its bytes, in hex, as whoever sends it has it
    public record Incoming(String sha256, Content content) {}

    /// What makes a snapshot up; its digest is the snapshot's id.
    ///
    /// @throws SnapshotException when it is not here
    public byte[] description(String id) {
        return store.folder().read(store.folder().snapshot(id)).orElseThrow(() -> missing(id));
    }

    /// The files of a snapshot, by digest.
    ///
    /// @throws SnapshotException when one is missing
    public List<Part> parts(String id) {
        return digests(description(id)).stream()
                .map(digest -> {
                    Path file = store.folder().segment(digest);
                    try {
                        return new Part(digest, file, Files.size(file), sha256(file));
                    } catch (IOException e) {
                        throw StoreFolder.failed("could not read", file, e);
                    }
                })
                .toList();
    }

    /// When each source was last confirmed, to be kept beside the description.
    public byte[] state() {
        return store.folder().read(store.folder().state()).orElseGet(() -> StateFile.write(List.of()));
    }

    /// The digests that a description names and that are not here, sorted.
    ///
    /// @throws SnapshotException when it is no description
    public List<String> missing(byte[] description) {
        return digests(description).stream()
                .filter(digest -> !Files.exists(store.folder().segment(digest)))
                .toList();
    }

    /// Takes the files of a snapshot that are missing, then the snapshot. The one that is current stays so: this may be
    /// an old one that somebody asks for.
    ///
    /// @param content of a missing file, by its digest
    /// @throws SnapshotException when something is not what its digest says, or the store can't be
    ///     written
    /// @throws UpdateRunningException when another process is writing
    public Snapshot receive(String id, byte[] description, Function<String, Incoming> content) {
        if (!SnapshotDescription.digest(description).equals(id)) {
            throw new SnapshotException("what was received is not the snapshot " + id);
        }
        StoreFolder folder = store.folder();
        return WriterLock.during(folder, () -> {
            for (String digest : missing(description)) {
                Incoming incoming = content.apply(digest);
                receive(digest, incoming.content(), incoming.sha256());
            }
            folder.replace(folder.snapshot(id), description);
            return store.byId(id).orElseThrow(() -> missing(id));
        });
    }

    private static SnapshotException missing(String id) {
        return new SnapshotException("the snapshot %s is not here".formatted(id));
    }

    /// Makes a snapshot that is here the current one, from which the next update goes on.
    ///
    /// @param state when each of its sources was last confirmed, see [#state]
    /// @throws SnapshotException when it is not here, or the store can't be written
    /// @throws UpdateRunningException when another process is writing
    public Snapshot makeCurrent(String id, byte[] state) {
        StoreFolder folder = store.folder();
        return WriterLock.during(folder, () -> {
            if (store.byId(id).isEmpty()) throw missing(id);
            folder.replace(folder.state(), StateFile.write(StateFile.read(state)));
            folder.replace(folder.current(), (id + "\n").getBytes(StandardCharsets.US_ASCII));
            return store.byId(id).orElseThrow(() -> missing(id));
        });
    }

    /// Takes one file ahead of the snapshots that consist of it.
    ///
    /// @throws SnapshotException as [#receive]
    /// @throws UpdateRunningException when another process is writing
    public void receivePart(String digest, Content content) {
        if (!SnapshotDescription.isDigest(digest)) throw new SnapshotException("'%s' names no part".formatted(digest));
        WriterLock.during(store.folder(), () -> {
            receive(digest, content, "");
            return true;
        });
    }

    /// Whether an id is of the data that came with the program: every node has it.
    public boolean isStarter(String id) {
        return store.starter().id().equals(id);
    }

    /// @param sha256 of its bytes; empty when nobody says
    private void receive(String digest, Content content, String sha256) {
        StoreFolder folder = store.folder();
        Path to = folder.segment(digest);
        try {
            Path part = Files.createTempFile(folder.scratch(), "segment-", ".part");
            try (OutputStream out = Files.newOutputStream(part)) {
                content.writeTo(out);
            }
            boolean isSame = sha256.isEmpty() || sha256(part).equals(sha256);
            if (!isSame || !isCalled(part, digest)) {
                StoreFolder.discard(part);
                throw new SnapshotException("a part of a snapshot was damaged on its way (%s)".formatted(digest));
            }
            folder.move(part, to);
        } catch (IOException e) {
            throw StoreFolder.failed("could not write", to, e);
        }
    }

    private static boolean isCalled(Path part, String digest) throws IOException {
        try {
            return Segment.open(part).content().hex().equals(digest);
        } catch (CorruptSegmentException e) {
            return false;
        }
    }

    private static List<String> digests(byte[] description) {
        return SnapshotDescription.parse(description).sources().stream()
                .flatMap(source -> source.segments().stream())
                .sorted()
                .distinct()
                .toList();
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
