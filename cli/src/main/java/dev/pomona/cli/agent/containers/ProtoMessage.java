// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A message in the wire format of Protocol Buffers (<https://protobuf.dev/programming-guides/encoding/>), its
/// fields by number. What is not asked for is passed over, as the format wants it.
final class ProtoMessage {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;

    private static final class Field {

        private final int number;
        private final long value;
        private final byte[] bytes;

        Field(int number, long value, byte[] bytes) {
            this.number = number;
            this.value = value;
            this.bytes = bytes;
        }
    }

    private final List<Field> fields;

    private ProtoMessage(List<Field> fields) {
        this.fields = fields;
    }

    /// @throws IOException when the bytes are no message
    static ProtoMessage read(byte[] bytes) throws IOException {
        var fields = new ArrayList<Field>();
        var reading = new Reading(bytes);
        while (reading.at < bytes.length) {
            long tag = reading.varint();
            int number = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case VARINT -> fields.add(new Field(number, reading.varint(), new byte[0]));
                case FIXED_64 -> reading.bytes(8);
                case LENGTH -> fields.add(new Field(number, 0, reading.bytes(reading.varint())));
                case FIXED_32 -> reading.bytes(4);
                default -> throw new IOException("the answer is no message");
            }
        }
        return new ProtoMessage(fields);
    }

    private static final class Reading {

        private final byte[] bytes;
        private int at;

        Reading(byte[] bytes) {
            this.bytes = bytes;
        }

        long varint() throws IOException {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                if (at == bytes.length) throw new IOException("the answer ends early");
                byte next = bytes[at++];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) return value;
            }
            throw new IOException("the answer is no message");
        }

        byte[] bytes(long count) throws IOException {
            if (count < 0 || count > bytes.length - at) throw new IOException("the answer ends early");
            byte[] part = java.util.Arrays.copyOfRange(bytes, at, at + (int) count);
            at += (int) count;
            return part;
        }
    }

    /// The last of a number; 0 when there is none.
    long number(int number) {
        long value = 0;
        for (Field field : fields) if (field.number == number) value = field.value;
        return value;
    }

    /// The last of a text; empty when there is none.
    String text(int number) {
        List<String> all = texts(number);
        return all.isEmpty() ? "" : all.getLast();
    }

    List<String> texts(int number) {
        return fields.stream()
                .filter(field -> field.number == number)
                .map(field -> new String(field.bytes, StandardCharsets.UTF_8))
                .toList();
    }

    List<ProtoMessage> messages(int number) throws IOException {
        var messages = new ArrayList<ProtoMessage>();
        for (Field field : fields) if (field.number == number) messages.add(read(field.bytes));
        return messages;
    }

    /// The last message of a number; an empty one when there is none.
    ProtoMessage message(int number) throws IOException {
        List<ProtoMessage> all = messages(number);
        return all.isEmpty() ? new ProtoMessage(List.of()) : all.getLast();
    }

    /// A map of texts, whose entries are messages with key 1 and value 2.
    Map<String, String> map(int number) throws IOException {
        var map = new TreeMap<String, String>();
        for (ProtoMessage entry : messages(number)) map.put(entry.text(1), entry.text(2));
        return map;
    }

    /// A message that holds one other message.
    static byte[] holding(int number, byte[] message) {
        var out = new ByteArrayOutputStream();
        out.write(number << 3 | LENGTH);
        out.write(message.length);
        out.writeBytes(message);
        return out.toByteArray();
    }

    /// A message that holds one small number.
    static byte[] holding(int number, int value) {
        return new byte[] {(byte) (number << 3 | VARINT), (byte) value};
    }
}
