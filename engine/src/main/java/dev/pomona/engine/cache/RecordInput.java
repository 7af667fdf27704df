// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.cache;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads what [RecordOutput] wrote. Every method throws [CorruptRecordException] where the bytes can't be that;
/// no count is believed beyond the bytes that are there.
public final class RecordInput {

    private final byte[] bytes;
    private int at;
    private final List<String> texts = new ArrayList<>();

    public RecordInput(byte[] bytes) {
        this.bytes = bytes;
    }

    public long number() {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = next();
            number |= (long) (b & 0x7f) << shift;
            if ((b & 0x80) == 0) return number;
        }
        throw new CorruptRecordException("a number without end");
    }

    public boolean flag() {
        return next() != 0;
    }

    public byte[] raw() {
        int length = count();
        byte[] raw = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return raw;
    }

    public String text() {
        long index = number();
        if (index == 0) {
            var text = new String(raw(), StandardCharsets.UTF_8);
            texts.add(text);
            return text;
        }
        if (index < 0 || index > texts.size()) throw new CorruptRecordException("a text that is not there");
        return texts.get((int) index - 1);
    }

    public @Nullable String optionalText() {
        return flag() ? text() : null;
    }

    public <E extends Enum<E>> E choice(Class<E> type) {
        try {
            return Enum.valueOf(type, text());
        } catch (IllegalArgumentException _) {
            throw new CorruptRecordException("an unknown choice");
        }
    }

    public <T> List<T> all(Supplier<T> reader) {
        int count = count();
        var elements = new ArrayList<T>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) elements.add(reader.get());
        return elements;
    }

    /// A count of things that take at least a byte each.
    private int count() {
        long count = number();
        if (count < 0 || count > bytes.length - at) throw new CorruptRecordException("more than there is");
        return (int) count;
    }

    private int next() {
        if (at == bytes.length) throw new CorruptRecordException("ends early");
        return bytes[at++] & 0xff;
    }
}
