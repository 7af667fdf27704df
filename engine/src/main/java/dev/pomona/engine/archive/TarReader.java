// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads a tar file from front to back (POSIX.1-2017 pax and ustar, GNU tar's extensions for names).
final class TarReader {

    /// A header that carries a name or attributes is no place for data.
    private static final long LONGEST_HEADER = 1 << 20;

    private final InputStream in;
    private final EntryReader entries;
    private byte @Nullable [] gnuName;
    private Map<String, byte[]> pax = Map.of();

    TarReader(InputStream in, EntryReader entries) {
        this.in = in;
        this.entries = entries;
    }

    /// @throws IOException when the file is damaged or ends early; everything before that was shown
    void read() throws IOException {
        byte[] block = new byte[TarHeader.BLOCK];
        while (in.readNBytes(block, 0, block.length) == block.length) {
            if (TarHeader.isBlank(block)) return;
            var header = TarHeader.parse(block);
            if (header == null || header.size() < 0) throw new IOException("not a header");
            read(header);
        }
        // A file may end without the blank blocks that should end it, but not within a header.
    }

    private void read(TarHeader header) throws IOException {
        switch (header.type()) {
            case 'L' -> gnuName = withoutEnd(header(header.size()));
            case 'x' -> pax = records(header(header.size()));
            case 'g', 'K' -> skip(padded(header.size()));
            case '1', '2' -> {
                link(header);
                forget();
            }
            case '3', '4', '5', '6' -> forget();
            case '0', '\0', '7' -> {
                file(header);
                forget();
            }
            case 'S' -> {
                sparse(header);
                skip(padded(header.size()));
                forget();
            }
            default -> {
                skip(padded(size(header)));
                forget();
            }
        }
    }

    private void file(TarHeader header) throws IOException {
        long size = size(header);
        if (pax.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."))) {
            sparse(header);
            skip(padded(size));
            return;
        }
        var facts = facts(header, size);
        var data = new Bounded(in, size);
        if (facts != null && entries.wants(facts)) entries.read(facts, () -> data);
        skip(data.left + padded(size) - size);
    }

    /// Links inside an archive are not followed; nothing is missed unless someone wants the file by this name.
    private void link(TarHeader header) {
        var facts = facts(header, 0);
        if (facts != null && entries.wants(facts)) {
            entries.gap(Gap.Kind.UNSUPPORTED, facts.path(), "a link inside an archive, which is not followed");
        }
    }

    private void sparse(TarHeader header) {
        var facts = facts(header, size(header));
        if (facts != null && entries.wants(facts)) {
            entries.gap(Gap.Kind.UNSUPPORTED, facts.path(), "stored as a sparse file");
        }
    }

    private @Nullable FileFacts facts(TarHeader header, long size) {
        byte[] paxName = pax.get("path");
        byte[] name = paxName != null ? paxName : gnuName != null ? gnuName : header.name();
        return entries.facts(name, false, size, (header.mode() & 0111) != 0);
    }

    private long size(TarHeader header) {
        byte[] stated = pax.get("size");
        if (stated == null) return header.size();
        try {
            return Math.max(0, Long.parseLong(new String(stated, StandardCharsets.US_ASCII)));
        } catch (NumberFormatException _) {
            return header.size();
        }
    }

    private void forget() {
        gnuName = null;
        pax = Map.of();
    }

    private byte[] header(long size) throws IOException {
        if (size > LONGEST_HEADER) throw new IOException("overlong header");
        byte[] bytes = in.readNBytes((int) size);
        if (bytes.length < size) throw new EOFException();
        skip(padded(size) - size);
        return bytes;
    }

    private void skip(long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException e) {
            throw new IOException("ends early", e);
        }
    }

    private static long padded(long size) throws IOException {
        if (size > Long.MAX_VALUE - TarHeader.BLOCK) throw new IOException("impossible size");
        return (size + TarHeader.BLOCK - 1) / TarHeader.BLOCK * TarHeader.BLOCK;
    }

    private static byte[] withoutEnd(byte[] name) {
        int end = 0;
        while (end < name.length && name[end] != 0) end++;
        return Arrays.copyOf(name, end);
    }

    /// Records as `<length> <key>=<value>\n`, the length counting the whole record in decimal.
    private static Map<String, byte[]> records(byte[] header) throws IOException {
        var records = new TreeMap<String, byte[]>();
        int at = 0;
        while (at < header.length && header[at] != 0) {
            int digits = at;
            int length = 0;
            while (digits < header.length && header[digits] != ' ') {
                int digit = header[digits++] - '0';
                if (digit < 0 || digit > 9 || length > LONGEST_HEADER) throw new IOException("damaged pax header");
                length = length * 10 + digit;
            }
            int end = at + length;
            int equals = digits + 1;
            while (equals < header.length && header[equals] != '=') equals++;
            if (end > header.length || equals >= end) {
                throw new IOException("damaged pax header");
            }
            var key = new String(header, digits + 1, equals - digits - 1, StandardCharsets.UTF_8);
            records.put(key, Arrays.copyOfRange(header, equals + 1, Math.max(equals + 1, end - 1)));
            at = end;
        }
        return records;
    }

    /// The data of one entry.
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left;

        Bounded(InputStream in, long size) {
            this.in = in;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            if (left == 0) return -1;
            int b = in.read();
            if (b < 0) throw new EOFException();
            left--;
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (left == 0) return -1;
            int n = in.read(target, offset, (int) Math.min(length, left));
            if (n < 0) throw new EOFException();
            left -= n;
            return n;
        }
    }
}
