// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.cache;

import dev.pomona.engine.content.Rows;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// Writes a [Table] beside the old one and puts it in its place in one step.
final class TableWriter implements AutoCloseable {

    private final Path path;
    private final Path temporary;
    private final FileChannel channel;
    private final OutputStream out;
    private final Rows index = new Rows(Table.ROW);
    private long position = Table.HEADER;

    TableWriter(Path path) throws IOException {
        this.path = path;
        Files.createDirectories(path.toAbsolutePath().getParent());
        this.temporary = Files.createTempFile(path.toAbsolutePath().getParent(), "table", ".tmp");
        this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        out.write(new byte[Table.HEADER]);
    }

    long size() {
        return position;
    }

    /// How many bytes the index takes at most while it grows.
    long memory() {
        return 3L * Table.ROW * index.size();
    }

    /// Adds a record whose key no other has.
    void add(byte[] key, byte[] record, int age) throws IOException {
        out.write(record);
        var row = ByteBuffer.allocate(Table.ROW);
        row.put(key)
                .putLong(position)
                .putInt(record.length)
                .putInt(Table.checksum(record))
                .put((byte) age);
        index.add(row.array());
        position += record.length;
    }

    /// Completes the table and puts it in its place.
    void commit() throws IOException {
        index.sort();
        var crc = new CRC32C();
        var numbers =
                ByteBuffer.allocate(16).putLong(position).putLong(index.size()).flip();
        crc.update(numbers.duplicate());
        for (int i = 0; i < index.size(); i++) {
            byte[] row = index.row(i);
            crc.update(row);
            out.write(row);
        }
        out.flush();
        var header = ByteBuffer.allocate(Table.HEADER)
                .put(Table.MAGIC)
                .put(numbers)
                .putLong(crc.getValue())
                .flip();
        channel.write(header, 0);
        channel.close();
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Leaves nothing behind when it was not committed.
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
