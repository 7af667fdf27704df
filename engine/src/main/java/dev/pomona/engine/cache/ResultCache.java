// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What earlier scans of one target found out, one [Table] per target. Safe for several threads, and for several
/// processes: the last to finish wins.
///
/// Records that no scan asked for go after a few scans; the tables of all targets together keep within a size,
/// the longest unused going first.
public final class ResultCache implements AutoCloseable {

    private static final String SUFFIX = ".results";
    private static final int OLDEST = 5;
    /// A single table takes at most this part of what all may take.
    private static final int SHARE = 2;
    /// What new records take until they are written is at most this part of the heap, and so is the index.
    private static final int HEAP_SHARE = 8;
    /// What a record takes on the heap besides its bytes: its key, a map's entry, headers.
    private static final int ON_HEAP = 192;

    private final @Nullable Path path;
    private final long largest;
    private final @Nullable Table table;
    private final BitSet used = new BitSet();
    private final Map<ByteBuffer, byte[]> added = new HashMap<>();
    private final long memory = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    private long addedBytes;

    private ResultCache(@Nullable Path path, long largest, @Nullable Table table) {
        this.path = path;
        this.largest = largest;
        this.table = table;
    }

    /// One that has nothing and keeps nothing.
    public static ResultCache none() {
        return new ResultCache(null, 0, null);
    }

    /// @param name of the target: a digest in hexadecimal
    /// @param largest how many bytes all tables in the folder may take together
    public static ResultCache open(Path folder, String name, long largest) {
        Path path = folder.resolve(name + SUFFIX);
        return new ResultCache(path, largest, Table.open(path));
    }

    /// A record; empty when it is not known or damaged.
    public Optional<byte[]> get(byte[] key) {
        if (table == null) return Optional.empty();
        try {
            int row = table.find(key);
            byte[] record = row < 0 ? null : table.record(row);
            if (record == null) return Optional.empty();
            synchronized (used) {
                used.set(row);
            }
            return Optional.of(record);
        } catch (IndexOutOfBoundsException | InternalError _) {
            return Optional.empty();
        }
    }

    /// Remembers a record until [#save].
    public void put(byte[] key, byte[] record) {
        if (path == null) return;
        synchronized (added) {
            if (addedBytes > largest / SHARE || addedBytes + (long) ON_HEAP * added.size() > memory) return;
            addedBytes += record.length + Table.ROW;
            added.put(ByteBuffer.wrap(key), record);
        }
    }

    /// Writes what is new.
    ///
    /// @throws IOException when that is not possible; the old table is still there
    public void save() throws IOException {
        if (path == null) return;
        if (added.isEmpty()) {
            if (table != null) Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
            return;
        }
        try (var writer = new TableWriter(path)) {
            for (var record : added.entrySet()) writer.add(record.getKey().array(), record.getValue(), 0);
            if (table != null) keepOld(table, writer);
            writer.commit();
        }
        evict(path);
    }

    private void keepOld(Table old, TableWriter writer) throws IOException {
        for (int row = 0; row < old.rows(); row++) {
            int age = used.get(row) ? 0 : old.age(row) + 1;
            byte[] key = old.key(row);
            boolean goes = age > OLDEST || added.containsKey(ByteBuffer.wrap(key));
            boolean fits = writer.size() + old.length(row) <= largest / SHARE && writer.memory() <= memory;
            if (goes || !fits) continue;
            byte[] record = old.record(row);
            if (record != null) writer.add(key, record, age);
        }
    }

    private void evict(Path mine) throws IOException {
        record Old(Path path, long size, FileTime modified) {}
        var tables = new ArrayList<Old>();
        long total = 0;
        try (Stream<Path> files = Files.list(mine.toAbsolutePath().getParent())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!file.toString().endsWith(SUFFIX)) continue;
                long size = Files.size(file);
                total += size;
                if (!file.equals(mine.toAbsolutePath()))
                    tables.add(new Old(file, size, Files.getLastModifiedTime(file)));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        tables.sort(Comparator.comparing(Old::modified).thenComparing(Old::path));
        for (Old old : tables) {
            if (total <= largest) return;
            Files.deleteIfExists(old.path());
            total -= old.size();
        }
    }

    @Override
    public void close() {
        if (table != null) table.close();
    }
}
