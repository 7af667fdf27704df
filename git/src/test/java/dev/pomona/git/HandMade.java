// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/// A repository with one pack that git would never make, but an attacker might.
final class HandMade {

    static final int OFS_DELTA = 6;
    static final int REF_DELTA = 7;

    private final Path folder;
    private final ByteArrayOutputStream pack = new ByteArrayOutputStream();
    private final Map<ObjectId, Long> offsets = new TreeMap<>();

    HandMade(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("objects/pack"));
        Files.createDirectories(folder.resolve("refs/heads"));
        Files.writeString(folder.resolve("HEAD"), "ref: refs/heads/main\n");
        pack.writeBytes(ByteBuffer.allocate(12).put(bytes("PACK")).putInt(2).array());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] deflated(byte[] content) {
        var deflater = new Deflater(9);
        deflater.setInput(content);
        deflater.finish();
        var room = new byte[content.length + 1000];
        int length = deflater.deflate(room);
        assertThat(deflater.finished()).isTrue();
        deflater.end();
        return Arrays.copyOf(room, length);
    }

    static ObjectId id(ObjectType type, byte[] content) {
        var digest = ObjectFormat.SHA1.digest();
        digest.update(bytes(type.word() + " " + content.length + "\0"));
        return ObjectId.at(digest.digest(content), 0, ObjectFormat.SHA1);
    }

    /// An id that is the hash of nothing that is in the pack.
    static ObjectId madeUp(int number) {
        return ObjectId.at(
                ByteBuffer.allocate(20)
                        .putInt(number * 0x9E3779B1)
                        .putInt(number)
                        .array(),
                0,
                ObjectFormat.SHA1);
    }

    long offset() {
        return pack.size();
    }

    ObjectId add(ObjectType type, byte[] content) {
        ObjectId id = id(type, content);
        add(id, type.code(), content.length, new byte[0], deflated(content));
        return id;
    }

    /// Adds a delta on what begins at an offset.
    void addDelta(ObjectId id, long base, byte[] delta) {
        add(id, OFS_DELTA, delta.length, back(offset() - base), deflated(delta));
    }

    /// Adds a delta on what has an id.
    void addDelta(ObjectId id, ObjectId base, byte[] delta) {
        add(id, REF_DELTA, delta.length, base.toBytes(), deflated(delta));
    }

    /// Adds anything.
    void add(ObjectId id, int type, long size, byte[] base, byte[] stream) {
        offsets.put(id, offset());
        long rest = size >>> 4;
        pack.write((int) (type << 4 | size & 15 | (rest > 0 ? 0x80 : 0)));
        while (rest > 0) {
            pack.write((int) (rest & 0x7F | (rest > 0x7F ? 0x80 : 0)));
            rest >>>= 7;
        }
        pack.writeBytes(base);
        pack.writeBytes(stream);
    }

    static byte[] back(long distance) {
        var digits = new byte[10];
        int at = digits.length;
        digits[--at] = (byte) (distance & 0x7F);
        long rest = distance >>> 7;
        while (rest > 0) {
            digits[--at] = (byte) (--rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        return Arrays.copyOfRange(digits, at, digits.length);
    }

    /// A delta that copies the whole base some times over.
    static byte[] repeating(int baseSize, int times) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(length(baseSize));
        out.writeBytes(length((long) baseSize * times));
        for (int i = 0; i < times; i++) {
            out.write(0xF0);
            out.write(baseSize);
            out.write(baseSize >>> 8);
            out.write(baseSize >>> 16);
        }
        return out.toByteArray();
    }

    /// A delta that keeps a base and inserts text behind it.
    static byte[] appending(int baseSize, String text) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(length(baseSize));
        out.writeBytes(length(baseSize + text.length()));
        out.write(0xF0);
        out.write(baseSize);
        out.write(baseSize >>> 8);
        out.write(baseSize >>> 16);
        out.write(text.length());
        out.writeBytes(bytes(text));
        return out.toByteArray();
    }

    private static byte[] length(long length) {
        var out = new ByteArrayOutputStream();
        long rest = length;
        while (rest > 0x7F) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    void ref(String name, ObjectId target) throws IOException {
        Files.writeString(folder.resolve(name), target + "\n");
    }

    /// Writes pack and index.
    Path write() throws IOException {
        byte[] bytes = pack.toByteArray();
        ByteBuffer.wrap(bytes).putInt(8, offsets.size());
        byte[] sum = ObjectFormat.SHA1.digest().digest(bytes);
        Path packs = folder.resolve("objects/pack");
        Files.write(packs.resolve("pack-1.pack"), concat(bytes, sum));
        var index = ByteBuffer.allocate(8 + 1024 + 28 * offsets.size() + 40);
        index.putInt(0xFF744F63).putInt(2);
        for (int i = 0; i < 256; i++) {
            int first = i;
            index.putInt((int) offsets.keySet().stream()
                    .filter(id -> id.firstByte() <= first)
                    .count());
        }
        offsets.keySet().forEach(id -> index.put(id.toBytes()));
        offsets.keySet().forEach(_ -> index.putInt(0));
        offsets.values().forEach(offset -> index.putInt((int) (long) offset));
        index.put(sum).put(new byte[20]);
        Files.write(packs.resolve("pack-1.idx"), index.array());
        return folder;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
