// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A container runtime that speaks gRPC: HTTP/2 frames by RFC 9113, messages by the interface's own definition.
final class FakeCri implements AutoCloseable {

    private final FakeDaemon daemon;
    private final Map<String, byte[]> answers = new HashMap<>();
    final List<String> asked = new ArrayList<>();

    FakeCri(Path socket) throws IOException {
        this.daemon = new FakeDaemon(socket, this::talk);
    }

    void answers(String method, byte[] message) {
        answers.put("/runtime.v1." + method, message);
    }

    private void talk(SocketChannel client) throws IOException {
        byte[] preface = exactly(client, 24);
        if (!new String(preface, StandardCharsets.US_ASCII).startsWith("PRI * HTTP/2.0")) {
            throw new IOException("no preface");
        }
        write(client, 4, 0, 0, new byte[0]);
        String path = "";
        while (true) {
            var head = ByteBuffer.wrap(exactly(client, 9));
            int length = (head.get() & 0xff) << 16 | head.getShort() & 0xffff;
            int type = head.get();
            int flags = head.get();
            head.getInt();
            byte[] payload = exactly(client, length);
            if (type == 4 && flags == 0) write(client, 4, 1, 0, new byte[0]);
            if (type == 1) path = header(payload, ":path");
            if (type == 0 && (flags & 1) != 0) break;
        }
        asked.add(path);
        // a question in between, which must be answered
        write(client, 6, 0, 0, new byte[8]);
        byte[] message = answers.get(path);
        // :status 200 is 8 in the table of RFC 7541
        if (message == null) {
            write(client, 1, 4 | 1, 1, new byte[] {(byte) 0x88});
        } else {
            write(client, 1, 4, 1, new byte[] {(byte) 0x88});
            byte[] data = ByteBuffer.allocate(5 + message.length)
                    .put((byte) 0)
                    .putInt(message.length)
                    .put(message)
                    .array();
            for (int at = 0; at < data.length; at += 1000) {
                byte[] part = java.util.Arrays.copyOfRange(data, at, Math.min(data.length, at + 1000));
                // the first with padding
                if (at > 0) write(client, 0, 0, 1, part);
                else {
                    write(
                            client,
                            0,
                            8,
                            1,
                            ByteBuffer.allocate(part.length + 4)
                                    .put((byte) 3)
                                    .put(part)
                                    .array());
                }
            }
            write(client, 1, 4 | 1, 1, new byte[] {(byte) 0x88});
        }
        // until the client has seen enough
        try {
            while (true) exactly(client, 1);
        } catch (EOFException _) {
            // as it should
        }
    }

    private static String header(byte[] block, String wanted) {
        var buffer = ByteBuffer.wrap(block);
        while (buffer.hasRemaining()) {
            buffer.get();
            String name = text(buffer);
            String value = text(buffer);
            if (name.equals(wanted)) return value;
        }
        return "";
    }

    private static String text(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.get()];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] exactly(SocketChannel client, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (client.read(buffer) < 0) throw new EOFException();
        }
        return buffer.array();
    }

    private static void write(SocketChannel client, int type, int flags, int stream, byte[] payload)
            throws IOException {
        FakeDaemon.write(
                client,
                ByteBuffer.allocate(9 + payload.length)
                        .put((byte) (payload.length >>> 16))
                        .putShort((short) payload.length)
                        .put((byte) type)
                        .put((byte) flags)
                        .putInt(stream)
                        .put(payload)
                        .array());
    }

    /// A message, field by field.
    static final class Message {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int number, long value) {
            varint(number << 3);
            varint(value);
            return this;
        }

        Message text(int number, String text) {
            return bytes(number, text.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int number, Message message) {
            return bytes(number, message.toBytes());
        }

        Message entry(int number, String key, String value) {
            return message(number, new Message().text(1, key).text(2, value));
        }

        private Message bytes(int number, byte[] bytes) {
            varint((long) number << 3 | 2);
            varint(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        byte[] toBytes() {
            return out.toByteArray();
        }
    }

    @Override
    public void close() throws Exception {
        daemon.close();
    }
}
