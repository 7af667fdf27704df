// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/// One call of one method by gRPC (<https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>) over a
/// socket of this machine: as much of HTTP/2 (RFC 9113) as one stream needs.
///
/// Headers of the answer are not unpacked: a call that succeeds has a message, and one that does not has none.
final class GrpcCall {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST = 64 << 20;
    private static final int LARGEST_FRAME = 1 << 14;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;

    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;

    private static final int LARGEST_WINDOW = Integer.MAX_VALUE;
    private static final int FIRST_WINDOW = 65_535;

    private GrpcCall() {}

    /// The method is not there, or refuses.
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /// @param method such as `runtime.v1.RuntimeService/ListContainers`
    /// @return the message of the answer
    /// @throws RefusedException when there is an answer without a message
    /// @throws IOException when there is no answer, or none in gRPC
    static byte[] unary(Path socket, String method, byte[] request) throws IOException {
        try (var connection = UnixSocket.connect(socket, PATIENCE, LARGEST)) {
            var out = new ByteArrayOutputStream();
            out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // no table of headers, no push, and room for all that may come
            out.writeBytes(frame(
                    SETTINGS,
                    0,
                    0,
                    ByteBuffer.allocate(18)
                            .putShort((short) 1)
                            .putInt(0)
                            .putShort((short) 2)
                            .putInt(0)
                            .putShort((short) 4)
                            .putInt(LARGEST_WINDOW)
                            .array()));
            out.writeBytes(frame(
                    WINDOW_UPDATE,
                    0,
                    0,
                    ByteBuffer.allocate(4).putInt(LARGEST_WINDOW - FIRST_WINDOW).array()));
            out.writeBytes(frame(HEADERS, END_HEADERS, 1, headers(method)));
            out.writeBytes(frame(
                    DATA,
                    END_STREAM,
                    1,
                    ByteBuffer.allocate(5 + request.length)
                            .put((byte) 0)
                            .putInt(request.length)
                            .put(request)
                            .array()));
            connection.write(out.toByteArray());
            return message(answer(connection));
        }
    }

    /// Each as a literal without index and without Huffman coding (RFC 7541 §6.2.2).
    private static byte[] headers(String method) {
        var out = new ByteArrayOutputStream();
        String[] headers = {
            ":method", "POST",
            ":scheme", "http",
            ":path", "/" + method,
            ":authority", "localhost",
            "content-type", "application/grpc",
            "te", "trailers"
        };
        for (int i = 0; i < headers.length; i += 2) {
            out.write(0);
            for (String text : Arrays.asList(headers[i], headers[i + 1])) {
                out.write(text.length());
                out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return out.toByteArray();
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >>> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /// All data of the stream, to its end.
    private static byte[] answer(UnixSocket connection) throws IOException {
        var data = new ByteArrayOutputStream();
        while (true) {
            var head = ByteBuffer.wrap(connection.readExactly(9));
            int length = (head.get() & 0xff) << 16 | (head.getShort() & 0xffff);
            int type = head.get();
            int flags = head.get();
            int stream = head.getInt() & Integer.MAX_VALUE;
            if (length > LARGEST_FRAME) throw new IOException("it does not answer in HTTP/2");
            byte[] payload = connection.readExactly(length);
            switch (type) {
                case DATA -> data.writeBytes(unpadded(payload, flags));
                case SETTINGS -> {
                    if ((flags & ACK) == 0) connection.write(frame(SETTINGS, ACK, 0, new byte[0]));
                }
                case PING -> {
                    if ((flags & ACK) == 0) connection.write(frame(PING, ACK, 0, payload));
                }
                case RST_STREAM, GOAWAY -> throw new RefusedException("it ends the call");
                default -> {}
            }
            boolean isLast = (type == DATA || type == HEADERS) && stream == 1 && (flags & END_STREAM) != 0;
            if (isLast) return data.toByteArray();
        }
    }

    private static byte[] unpadded(byte[] payload, int flags) throws IOException {
        if ((flags & PADDED) == 0) return payload;
        int padding = payload.length == 0 ? 0 : payload[0] & 0xff;
        if (padding >= payload.length) throw new IOException("it does not answer in HTTP/2");
        return Arrays.copyOfRange(payload, 1, payload.length - padding);
    }

    private static byte[] message(byte[] data) throws IOException {
        if (data.length == 0) throw new RefusedException("it does not know this call, or refuses it");
        if (data.length < 5 || data[0] != 0) throw new IOException("its answer is packed in a way that is not known");
        int length = ByteBuffer.wrap(data, 1, 4).getInt();
        if (length < 0 || length > data.length - 5) throw new IOException("the answer ends early");
        return Arrays.copyOfRange(data, 5, 5 + length);
    }
}
