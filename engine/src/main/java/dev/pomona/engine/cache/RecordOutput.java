// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.cache;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes one record: numbers in 7-bit groups, each distinct text once.
public final class RecordOutput {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final Map<String, Integer> texts = new HashMap<>();

    public void number(long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    public void flag(boolean flag) {
        bytes.write(flag ? 1 : 0);
    }

    public void raw(byte[] raw) {
        number(raw.length);
        bytes.writeBytes(raw);
    }

    public void text(String text) {
        Integer seen = texts.putIfAbsent(text, texts.size() + 1);
        if (seen != null) {
            number(seen);
            return;
        }
        number(0);
        raw(text.getBytes(StandardCharsets.UTF_8));
    }

    public void optionalText(@Nullable String text) {
        flag(text != null);
        if (text != null) text(text);
    }

    public void choice(Enum<?> choice) {
        text(choice.name());
    }

    public <T> void all(Collection<T> elements, Consumer<T> writer) {
        number(elements.size());
        elements.forEach(writer);
    }

    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
