// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.backup;

import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.advisories.snapshot.SnapshotExchange;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.server.DatabaseOptions;
import dev.pomona.server.age.AgeWriter;
import dev.pomona.server.age.Recipient;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.store.backup.Contents;
import dev.pomona.store.backup.DatabaseDump;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes everything into one file, while servers run or not. The database is read as it is at one moment; files of
/// advisory data never change once they are there. Memory does not grow with what there is.
public final class Backup {

    static final String KEY = "server.key";
    static final String TABLES = "tables/";
    static final String SNAPSHOTS = "advisories/snapshots/";
    static final String SEGMENTS = "advisories/segments/";
    static final String STATE = "advisories/state.json";

    /// What to write.
    ///
    /// @param keyFile where the server's key is when it is not in the database
    /// @param passphrase of the key; `null` when it has none
    /// @param dataFolder for advisory data
    /// @param settings that are in effect and not secret
    /// @param program the version of it
    @SuppressWarnings("ArrayRecordComponent") // a secret that nobody compares
    public record Source(
            DatabaseOptions database,
            Path keyFile,
            char @Nullable [] passphrase,
            Path dataFolder,
            Map<String, String> settings,
            String program) {}

    /// What was written.
    ///
    /// @param missing snapshots that verdicts speak of and that are gone, so that those can't be replayed
    public record Written(int tables, long rows, long bytes, List<String> missing) {}

    private final Source source;
    private final Instant now;
    private final SecureRandom random;

    public Backup(Source source, Instant now, SecureRandom random) {
        this.source = source;
        this.now = now;
        this.random = random;
    }

    /// @param file appears whole or not at all, for its owner alone to read
    /// @param recipients who can read it; anybody who has the file where there are none
    /// @throws BackupException when it can't be made
    public Written write(Path file, List<? extends Recipient> recipients) {
        if (Files.exists(file)) throw new BackupException("'%s' is there already".formatted(file));
        Path part = null;
        try {
            part = Files.createTempFile(file.toAbsolutePath().getParent(), ".backup-", ".part", ownerOnly(file));
            Written written;
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                OutputStream out = Channels.newOutputStream(channel);
                try (var archive = new ArchiveWriter(
                        recipients.isEmpty() ? kept(out) : new AgeWriter(kept(out), recipients, random), now)) {
                    written = write(archive);
                }
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return new Written(written.tables(), written.rows(), Files.size(file), written.missing());
        } catch (IOException e) {
            throw new BackupException("'%s' can't be written: %s".formatted(file, e.getMessage()), e);
        } finally {
            discard(part);
        }
    }

    /// A stream that outlives what writes to it, so that the file can be brought to the disk.
    private static OutputStream kept(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    private static void discard(@Nullable Path part) {
        try {
            if (part != null) Files.deleteIfExists(part);
        } catch (IOException _) {
            // what went wrong before is what matters
        }
    }

    static FileAttribute<?>[] ownerOnly(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    private Written write(ArchiveWriter archive) throws IOException {
        DatabaseOptions database = source.database();
        try (var dump = DatabaseDump.open(database.url(), database.user(), database.password())) {
            Contents contents = dump.contents();
            String keyId = dump.keyId().orElse(null);
            List<String> snapshots = dump.snapshotsElsewhere();
            var exchange = new SnapshotExchange(SnapshotStore.open(source.dataFolder()));
            String current = SnapshotStore.open(source.dataFolder())
                    .current()
                    .map(snapshot -> snapshot.id())
                    .filter(snapshots::contains)
                    .orElse(null);
            archive.add(
                    Manifest.NAME,
                    new Manifest(source.program(), now, keyId, source.settings(), current, contents).write());
            if (!dump.holdsKey() && keyId != null) archive.add(KEY, key(keyId));
            List<String> missing = snapshots(archive, exchange, snapshots);
            long rows = 0;
            for (Contents.Table table : contents.tables()) {
                try (OutputStream parts = archive.parts(TABLES + table.name())) {
                    rows += dump.copy(table, parts);
                }
            }
            archive.finish();
            return new Written(contents.tables().size(), rows, 0, missing);
        }
    }

    /// The key as it is, encrypted or not, once it is known to be the right one: without it nobody could use the rest.
    private byte[] key(String keyId) throws IOException {
        if (!Files.exists(source.keyFile())) {
            throw new BackupException(
                    "the server's key is not in '%s'; name it with --server-key".formatted(source.keyFile()));
        }
        ServerKey key = ServerKey.openKnown(Optional.of(keyId), source.keyFile(), source.passphrase(), random);
        if (!key.id().equals(keyId)) {
            throw new BackupException("the key in '%s' is not the one of this database".formatted(source.keyFile()));
        }
        return Files.readAllBytes(source.keyFile());
    }

    private static List<String> snapshots(ArchiveWriter archive, SnapshotExchange exchange, List<String> ids)
            throws IOException {
        var missing = new ArrayList<String>();
        Set<String> segments = new HashSet<>();
        boolean isFirst = true;
        for (String id : ids) {
            List<SnapshotExchange.Part> parts;
            byte[] description;
            try {
                description = exchange.description(id);
                parts = exchange.parts(id);
            } catch (SnapshotException _) {
                if (!exchange.isStarter(id)) missing.add(id);
                continue;
            }
            if (isFirst) archive.add(STATE, exchange.state());
            isFirst = false;
            for (SnapshotExchange.Part part : parts) {
                if (!segments.add(part.digest())) continue;
                try (InputStream in = Files.newInputStream(part.file())) {
                    archive.add(SEGMENTS + part.digest(), part.size(), in);
                }
            }
            archive.add(SNAPSHOTS + id, description);
        }
        return missing;
    }
}
