// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.backup;

import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.advisories.snapshot.SnapshotExchange;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.server.DatabaseOptions;
import dev.pomona.server.age.AgeReader;
import dev.pomona.server.age.Identity;
import dev.pomona.server.judge.SnapshotCourier;
import dev.pomona.store.backup.Contents;
import dev.pomona.store.backup.DatabaseLoad;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Migrations;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Reads a file that [Backup] wrote, twice: first all of it, to know that it is whole; then it is written down.
public final class Restore {

    private final Path file;
    private final List<? extends Identity> identities;
    private final Manifest manifest;
    private final Map<String, String> digests;

    private Restore(Path file, List<? extends Identity> identities, Manifest manifest, Map<String, String> digests) {
        this.file = file;
        this.identities = identities;
        this.manifest = manifest;
        this.digests = digests;
    }

    /// Whether a file is encrypted.
    ///
    /// @throws BackupException when it can't be read
    public static boolean isEncrypted(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return AgeReader.isOne(in.readNBytes(64));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /// Reads all of a file and compares every digest.
    ///
    /// @param identities to decrypt it with
    /// @throws BackupException when it is no backup, was damaged, ends too early, or can't be decrypted
    public static Restore check(Path file, List<? extends Identity> identities) {
        try (var archive = open(file, identities)) {
            if (!Manifest.NAME.equals(archive.next())) throw new BackupException("'%s' is no backup".formatted(file));
            Manifest manifest = Manifest.read(archive.bytes());
            Map<String, String> said = Map.of();
            String last = "";
            for (String name = archive.next(); name != null; name = archive.next()) {
                last = name;
                if (name.equals(ArchiveWriter.DIGESTS)) said = ArchiveReader.parse(archive.bytes());
            }
            if (!last.equals(ArchiveWriter.DIGESTS)) throw new BackupException("'%s' ends too early".formatted(file));
            var read = new HashMap<>(archive.digests());
            read.remove(ArchiveWriter.DIGESTS);
            if (!read.equals(said)) throw damaged(file, read, said);
            return new Restore(file, identities, manifest, said);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static BackupException damaged(Path file, Map<String, String> read, Map<String, String> said) {
        String first = said.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(read.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("an entry that is not in the list");
        return new BackupException("'%s' is damaged: %s is not what was written".formatted(file, first));
    }

    private static BackupException unreadable(Path file, IOException e) {
        return switch (e) {
            case EOFException _ -> new BackupException("'%s' ends too early".formatted(file), e);
            case ZipException _ -> new BackupException("'%s' is no backup, or is damaged".formatted(file), e);
            default -> new BackupException("'%s' can't be read: %s".formatted(file, e.getMessage()), e);
        };
    }

    private static ArchiveReader open(Path file, List<? extends Identity> identities) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            return new ArchiveReader(
                    isEncrypted(file) ? new BufferedInputStream(new AgeReader(in, identities), 1 << 16) : in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /// How many bytes of entries there are is not known before; how many entries is.
    public int entries() {
        return digests.size();
    }

    /// Where to write.
    ///
    /// @param isShared whether other nodes may stand on the same database
    /// @param keyFile where the key belongs when it is a file
    /// @param dataFolder for advisory data
    /// @param replaces whether what is there may be thrown away
    public record Target(DatabaseOptions database, boolean isShared, Path keyFile, Path dataFolder, boolean replaces) {}

    /// What was written.
    ///
    /// @param migrated the steps that the schema went on from there
    /// @param hasKey whether the key was in the archive as a file
    public record Restored(int tables, long rows, List<String> migrated, boolean hasKey) {}

    /// Writes it down. The database changes in one transaction, after all but the key is in place. Whoever is stopped
    /// right after it restores once more.
    ///
    /// @throws BackupException when there is something already that may not be replaced, or a server is running
    public Restored write(Target target, Instant now) {
        DatabaseOptions database = target.database();
        Path key = null;
        try (var load = DatabaseLoad.open(database.url(), database.user(), database.password())) {
            requireRoom(load, target);
            load.prepare(manifest.contents());
            long rows = 0;
            try (var archive = open(file, identities)) {
                Map<String, Contents.Table> tables = manifest.contents().tables().stream()
                        .collect(Collectors.toMap(Contents.Table::name, Function.identity()));
                var snapshots = new Incoming(target.dataFolder());
                String name = archive.next();
                while (name != null) {
                    if (name.startsWith(Backup.TABLES)) {
                        var parts = new Parts(archive, name);
                        Contents.Table table = tables.get(parts.table());
                        if (table == null) throw new BackupException("the archive has rows of no table");
                        rows += load.copy(table, parts);
                        name = parts.after();
                        continue;
                    }
                    if (name.equals(Backup.KEY)) key = keep(archive.bytes(), target.keyFile());
                    else snapshots.take(name, archive);
                    name = archive.next();
                }
                var read = new HashMap<>(archive.digests());
                read.remove(ArchiveWriter.DIGESTS);
                if (!read.equals(digests)) throw new BackupException("'%s' changed while it was read".formatted(file));
                snapshots.finish(manifest.snapshot());
            }
            boolean hasKey = key != null;
            load.commit(manifest.contents());
            // only now: until then the database that is there needs the key that is there
            if (key != null) Files.move(key, target.keyFile(), StandardCopyOption.ATOMIC_MOVE);
            load.analyze();
            List<String> migrated = Migrations.run(database.url(), database.user(), database.password());
            if (target.isShared()) handOut(target, now);
            return new Restored(manifest.contents().tables().size(), rows, migrated, hasKey);
        } catch (IOException e) {
            throw unreadable(file, e);
        } finally {
            discard(key);
        }
    }

    private void requireRoom(DatabaseLoad load, Target target) {
        if (load.isInUse()) {
            throw new BackupException("a server is running on this database; stop all of them first");
        }
        if (target.replaces()) return;
        if (!load.isEmpty()) {
            throw new BackupException(
                    "there is data already; --replace throws it away and puts the backup in its place");
        }
        if (digests.containsKey(Backup.KEY) && Files.exists(target.keyFile())) {
            throw new BackupException("there is a key already in '%s'; --replace puts the backup's in its place"
                    .formatted(target.keyFile()));
        }
    }

    /// Beside its place until the database is written.
    private static Path keep(byte[] key, Path keyFile) throws IOException {
        Path folder = keyFile.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, "key-", ".part", Backup.ownerOnly(keyFile));
        Files.write(part, key);
        return part;
    }

    private static void discard(@Nullable Path part) {
        try {
            if (part != null) Files.deleteIfExists(part);
        } catch (IOException _) {
            // what went wrong before is what matters
        }
    }

    /// Nodes without files get what verdicts speak of from the database.
    private void handOut(Target target, Instant now) {
        List<String> ids = digests.keySet().stream()
                .filter(name -> name.startsWith(Backup.SNAPSHOTS))
                .map(name -> name.substring(Backup.SNAPSHOTS.length()))
                .toList();
        if (ids.isEmpty()) return;
        DatabaseOptions options = target.database();
        try (Database database = Database.open(options.url(), options.user(), options.password(), 2)) {
            var courier = new SnapshotCourier(database, SnapshotStore.open(target.dataFolder()));
            for (String id : ids) courier.handOut(id, now);
        }
    }

    /// The rows of one table, over all of its entries.
    private static final class Parts extends InputStream {

        private final ArchiveReader archive;
        private final String folder;
        private InputStream part;
        private @Nullable String after;
        private boolean isOver;

        Parts(ArchiveReader archive, String first) {
            this.archive = archive;
            this.folder = first.substring(0, first.lastIndexOf('/') + 1);
            this.part = archive.content();
        }

        String table() {
            return folder.substring(Backup.TABLES.length(), Math.max(Backup.TABLES.length(), folder.length() - 1));
        }

        /// The entry behind the rows; `null` when there is none.
        @Nullable
        String after() {
            return after;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            while (!isOver) {
                int count = part.read(bytes, offset, length);
                if (count >= 0) return count;
                after = archive.next();
                isOver = after == null || !after.startsWith(folder);
                part = archive.content();
            }
            return -1;
        }
    }

    /// Advisory data on its way into the data folder.
    private static final class Incoming {

        private final SnapshotExchange exchange;
        private final Map<String, byte[]> descriptions = new TreeMap<>();
        private Optional<byte[]> state = Optional.empty();

        Incoming(Path dataFolder) {
            this.exchange = new SnapshotExchange(SnapshotStore.open(dataFolder));
        }

        void take(String name, ArchiveReader archive) throws IOException {
            if (name.equals(Backup.STATE)) state = Optional.of(archive.bytes());
            else if (name.startsWith(Backup.SEGMENTS)) {
                exchange.receivePart(
                        name.substring(Backup.SEGMENTS.length()),
                        out -> archive.content().transferTo(out));
            } else if (name.startsWith(Backup.SNAPSHOTS)) {
                descriptions.put(name.substring(Backup.SNAPSHOTS.length()), archive.bytes());
            }
        }

        /// @param current `null` for none of them
        void finish(@Nullable String current) {
            descriptions.forEach((id, description) -> exchange.receive(id, description, digest -> {
                throw new SnapshotException("the part %s of a snapshot is missing".formatted(digest));
            }));
            if (current != null) exchange.makeCurrent(current, state.orElseGet(exchange::state));
        }
    }
}
