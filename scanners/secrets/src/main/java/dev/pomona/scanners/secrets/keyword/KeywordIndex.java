// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.keyword;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Finds all places of many keywords in one pass over bytes; ASCII letters match in either case.
///
/// Each keyword is known by the rarest four neighbours among its bytes (its gram). The pass hashes the four bytes at
/// each place, letters folded, and asks a bit table that fits the nearest cache; four places are decided with one
/// branch. Only where the bit is set are the few keywords behind it compared byte by byte, so nothing is found that is
/// not there; and as every place of a keyword has its gram, nothing is missed. A test compares it with a plain search.
/// An Aho-Corasick automaton finds the same, but its next step waits for the last one's memory access: this pass is
/// several times as fast. The time at each place is bounded by the keywords that share a gram, whatever the text.
///
/// Immutable, safe for several threads.
public final class KeywordIndex {

    /// The fewest bytes of a keyword.
    public static final int SHORTEST = 2;

    private static final int GRAM = 4;
    private static final int HASH_BITS = 17;
    private static final int BUCKET_BITS = 12;
    private static final int FOLD = 0x20202020;
    private static final long LONG_FOLD = 0x2020202020202020L;
    private static final int FACTOR = 0x9E3779B1;
    private static final int FORMAT = 1;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private final byte[] letters;
    private final int[] keywordStarts;
    private final int[] bucketStarts;
    private final int[] entries;
    private final long[] bits;
    private final int deepest;
    private final int longest;

    private KeywordIndex(byte[] letters, int[] keywordStarts, int[] bucketStarts, int[] entries, long[] bits) {
        this.letters = letters;
        this.keywordStarts = keywordStarts;
        this.bucketStarts = bucketStarts;
        this.entries = entries;
        this.bits = bits;
        int offset = 0;
        for (int entry : entries) offset = Math.max(offset, entry & 0xff);
        this.deepest = offset;
        int most = 0;
        for (int i = 1; i < keywordStarts.length; i++) most = Math.max(most, keywordStarts[i] - keywordStarts[i - 1]);
        this.longest = most;
    }

    /// @param keywords each of [#SHORTEST] to 255 bytes in UTF-8; a hit tells the position in this list
    public static KeywordIndex of(List<String> keywords) {
        var grams = new GramTable(BUCKET_BITS);
        var letters = new ByteArrayOutputStream();
        int[] starts = new int[keywords.size() + 1];
        for (int keyword = 0; keyword < keywords.size(); keyword++) {
            byte[] bytes = keywords.get(keyword).getBytes(StandardCharsets.UTF_8);
            if (bytes.length < SHORTEST || bytes.length > 255) {
                throw new IllegalArgumentException(
                        "a keyword has %d to 255 bytes, but got '%s'".formatted(SHORTEST, keywords.get(keyword)));
            }
            for (int i = 0; i < bytes.length; i++) bytes[i] = fold(bytes[i]);
            letters.writeBytes(bytes);
            starts[keyword + 1] = letters.size();
            grams.add(keyword, bytes);
        }
        return new KeywordIndex(letters.toByteArray(), starts, grams.bucketStarts(), grams.entries(), grams.bits());
    }

    /// How many keywords there are.
    public int size() {
        return keywordStarts.length - 1;
    }

    /// How many bytes a keyword has.
    public int length(int keyword) {
        return keywordStarts[keyword + 1] - keywordStarts[keyword];
    }

    /// How many bytes the longest keyword has.
    public int longest() {
        return longest;
    }

    /// Finds the keywords that start in `[from, to)` and end at `end` at the latest.
    public void find(byte[] text, int from, int to, int end, KeywordHits hits) {
        hits.clear();
        int last = Math.min(end, to + deepest); // a gram that starts here or behind belongs to a later keyword
        int at = from;
        for (int stop = Math.min(last - 3, end - 7); at < stop; at += 4) {
            long eight = (long) LONG.get(text, at) | LONG_FOLD;
            int first = ((int) eight * FACTOR) >>> (32 - HASH_BITS);
            int second = ((int) (eight >>> 8) * FACTOR) >>> (32 - HASH_BITS);
            int third = ((int) (eight >>> 16) * FACTOR) >>> (32 - HASH_BITS);
            int fourth = ((int) (eight >>> 24) * FACTOR) >>> (32 - HASH_BITS);
            long any = (bits[first >>> 6] >>> first)
                    | (bits[second >>> 6] >>> second)
                    | (bits[third >>> 6] >>> third)
                    | (bits[fourth >>> 6] >>> fourth);
            if ((any & 1) == 0) continue;
            check(first, text, at, from, to, end, hits);
            check(second, text, at + 1, from, to, end, hits);
            check(third, text, at + 2, from, to, end, hits);
            check(fourth, text, at + 3, from, to, end, hits);
        }
        for (; at < last; at++) check(hash(gram(text, at, end)), text, at, from, to, end, hits);
        hits.sort();
    }

    private void check(int hash, byte[] text, int at, int from, int to, int end, KeywordHits hits) {
        if (((bits[hash >>> 6] >>> hash) & 1) == 0) return;
        int bucket = hash >>> (HASH_BITS - BUCKET_BITS);
        for (int i = bucketStarts[bucket]; i < bucketStarts[bucket + 1]; i++) {
            int keyword = entries[i] >>> 8;
            int start = at - (entries[i] & 0xff);
            if (start >= from && start < to && isAt(keyword, text, start, end)) hits.add(start, keyword, 0);
        }
    }

    private boolean isAt(int keyword, byte[] text, int start, int end) {
        int first = keywordStarts[keyword];
        int length = keywordStarts[keyword + 1] - first;
        if (length > end - start) return false;
        for (int i = 0; i < length; i++) {
            if (fold(text[start + i]) != letters[first + i]) return false;
        }
        return true;
    }

    private static byte fold(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    /// The four bytes at a place, zeros behind the end.
    private static int gram(byte[] text, int at, int end) {
        int gram = 0;
        for (int i = Math.min(GRAM, end - at) - 1; i >= 0; i--) gram = (gram << 8) | (text[at + i] & 0xff);
        return gram;
    }

    static int hash(int gram) {
        return ((gram | FOLD) * FACTOR) >>> (32 - HASH_BITS);
    }

    static int hashBits() {
        return HASH_BITS;
    }

    public void write(DataOutput out) throws IOException {
        out.writeInt(FORMAT);
        write(out, letters);
        write(out, toBytes(keywordStarts));
        write(out, toBytes(bucketStarts));
        write(out, toBytes(entries));
        var table = ByteBuffer.allocate(bits.length * Long.BYTES);
        table.asLongBuffer().put(bits);
        write(out, table.array());
    }

    /// @throws IOException when it is not what [#write] wrote
    public static KeywordIndex read(DataInput in) throws IOException {
        if (in.readInt() != FORMAT) throw new IOException("an index of keywords in another format");
        byte[] letters = readBytes(in);
        int[] keywordStarts = toInts(readBytes(in));
        int[] bucketStarts = toInts(readBytes(in));
        int[] entries = toInts(readBytes(in));
        byte[] table = readBytes(in);
        long[] bits = new long[table.length / Long.BYTES];
        ByteBuffer.wrap(table).asLongBuffer().get(bits);
        return new KeywordIndex(letters, keywordStarts, bucketStarts, entries, bits);
    }

    private static void write(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    private static byte[] toBytes(int[] numbers) {
        var bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        bytes.asIntBuffer().put(numbers);
        return bytes.array();
    }

    private static int[] toInts(byte[] bytes) {
        int[] numbers = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(numbers);
        return numbers;
    }
}
