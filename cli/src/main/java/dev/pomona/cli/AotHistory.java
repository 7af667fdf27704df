// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// A made-up Git repository for [AotTraining]: one pack with some commits of one file that grows, each version a delta
/// of the one before, beside files of many kinds. No Git is needed to make it.
final class AotHistory {

    private static final int COMMIT = 1;
    private static final int TREE = 2;
    private static final int BLOB = 3;
    private static final int OFS_DELTA = 6;
    private static final int VERSIONS = 30;
    private static final String GROWING = "settings.py";

    private final ByteArrayOutputStream pack = new ByteArrayOutputStream();
    private final SortedMap<String, int[]> entries = new TreeMap<>();

    private AotHistory() {}

    /// Writes the repository as a bare one.
    static void write(Path folder) throws IOException {
        var history = new AotHistory();
        String head = history.pack();
        Files.createDirectories(folder.resolve("refs"));
        Files.writeString(folder.resolve("HEAD"), "ref: refs/heads/main\n");
        Files.writeString(folder.resolve("packed-refs"), head + " refs/heads/main\n");
        Path packs = Files.createDirectories(folder.resolve("objects/pack"));
        byte[] sum = history.digest(history.pack.toByteArray());
        history.pack.writeBytes(sum);
        String name = "pack-" + HexFormat.of().formatHex(sum);
        Files.write(packs.resolve(name + ".pack"), history.pack.toByteArray());
        Files.write(packs.resolve(name + ".idx"), history.index(sum));
    }

    /// @return the id of the last commit
    private String pack() {
        pack.writeBytes(ByteBuffer.allocate(12)
                .put("PACK".getBytes(ISO_8859_1))
                .putInt(2)
                .putInt(3 * VERSIONS + AotSample.flatFiles().size())
                .array());
        SortedMap<String, byte[]> files = files();
        byte[] text = new byte[0];
        int blobAt = 0;
        String parent = "";
        for (int version = 0; version < VERSIONS; version++) {
            byte[] more = line(version);
            byte[] next = Arrays.copyOf(text, text.length + more.length);
            System.arraycopy(more, 0, next, text.length, more.length);
            String blob = id("blob", next);
            int at = pack.size();
            if (version == 0) add(blob, BLOB, next.length, new byte[0], next);
            else addDelta(blob, at - blobAt, delta(text.length, more));
            blobAt = at;
            text = next;
            files.put(GROWING, entry(GROWING, blob));
            byte[] entries = joined(files.values());
            String tree = id("tree", entries);
            add(tree, TREE, entries.length, new byte[0], entries);
            byte[] commit =
                    "tree %s\n%sauthor A <a@orchard.example> %d +0000\ncommitter A <a@orchard.example> %d +0000\n\nx\n"
                            .formatted(tree, parent, 1_700_000_000 + version, 1_700_000_000 + version)
                            .getBytes(ISO_8859_1);
            String id = id("commit", commit);
            add(id, COMMIT, commit.length, new byte[0], commit);
            parent = "parent " + id + "\n";
        }
        return parent.strip().substring("parent ".length());
    }

    /// The entries of the files that stay as they are, by name.
    private SortedMap<String, byte[]> files() {
        var files = new TreeMap<String, byte[]>();
        AotSample.flatFiles().forEach((name, content) -> {
            String blob = id("blob", content);
            add(blob, BLOB, content.length, new byte[0], content);
            files.put(name, entry(name, blob));
        });
        return files;
    }

    private static byte[] entry(String name, String blob) {
        return ("100644 " + name + "\0" + raw(blob)).getBytes(ISO_8859_1);
    }

    private static byte[] joined(Iterable<byte[]> parts) {
        var whole = new ByteArrayOutputStream();
        parts.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    private static byte[] line(int version) {
        String value = Long.toHexString(version * 0x9E3779B97F4A7C15L);
        return "def tree_%d(token):\n    pass%s = \"%s\"\n    return pick(token, \"%d\\n\")\n"
                .formatted(version, version % 10 == 9 ? "word" : "", value, version)
                .getBytes(ISO_8859_1);
    }

    /// Copies the whole base and appends what is less than 128 bytes long.
    private static byte[] delta(int base, byte[] more) {
        var delta = new ByteArrayOutputStream();
        writeSize(delta, base);
        writeSize(delta, base + more.length);
        delta.write(0x80 | 0x10 | 0x20);
        delta.write(base);
        delta.write(base >> 8);
        delta.write(more.length);
        delta.writeBytes(more);
        return delta.toByteArray();
    }

    private static void writeSize(ByteArrayOutputStream out, int size) {
        int rest = size;
        for (; rest > 0x7F; rest >>>= 7) out.write((rest & 0x7F) | 0x80);
        out.write(rest);
    }

    private void addDelta(String id, int back, byte[] delta) {
        int rest = back;
        byte[] bytes = {(byte) (rest & 0x7F)};
        while ((rest >>>= 7) > 0) {
            rest--;
            byte[] longer = new byte[bytes.length + 1];
            System.arraycopy(bytes, 0, longer, 1, bytes.length);
            longer[0] = (byte) (0x80 | (rest & 0x7F));
            bytes = longer;
        }
        add(id, OFS_DELTA, delta.length, bytes, delta);
    }

    private void add(String id, int type, int size, byte[] base, byte[] content) {
        int at = pack.size();
        var entry = new ByteArrayOutputStream();
        int rest = size >> 4;
        entry.write((type << 4) | (size & 15) | (rest > 0 ? 0x80 : 0));
        if (rest > 0) writeSize(entry, rest);
        entry.writeBytes(base);
        entry.writeBytes(deflated(content));
        var sum = new CRC32();
        sum.update(entry.toByteArray());
        pack.writeBytes(entry.toByteArray());
        entries.put(id, new int[] {at, (int) sum.getValue()});
    }

    private static byte[] deflated(byte[] content) {
        try (var deflater = new Deflater()) {
            deflater.setInput(content);
            deflater.finish();
            byte[] room = new byte[content.length + 64];
            return Arrays.copyOf(room, deflater.deflate(room));
        }
    }

    private byte[] index(byte[] packSum) {
        int count = entries.size();
        var index = ByteBuffer.allocate(8 + 1024 + count * 28 + 20);
        index.putInt(0xFF744F63).putInt(2);
        for (int first = 0; first < 256; first++) {
            index.putInt(entries.headMap("%02x~".formatted(first)).size());
        }
        entries.keySet().forEach(id -> index.put(HexFormat.of().parseHex(id)));
        entries.values().forEach(entry -> index.putInt(entry[1]));
        entries.values().forEach(entry -> index.putInt(entry[0]));
        index.put(packSum);
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(index.array());
        whole.writeBytes(digest(index.array()));
        return whole.toByteArray();
    }

    private String id(String type, byte[] content) {
        byte[] head = "%s %d\0".formatted(type, content.length).getBytes(ISO_8859_1);
        byte[] all = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return HexFormat.of().formatHex(digest(all));
    }

    private static String raw(String id) {
        return new String(HexFormat.of().parseHex(id), ISO_8859_1);
    }

    private byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes); // Git's own names, nothing depends on them
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
