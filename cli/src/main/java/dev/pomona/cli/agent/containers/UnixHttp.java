// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// Questions in HTTP/1.1 (RFC 9112) over a socket of this machine, which Java's own client does not speak. It can
/// ask with GET and no other way: through the sockets of container runtimes everything else is as good as root.
final class UnixHttp {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST = 32 << 20;

    private final Path socket;

    UnixHttp(Path socket) {
        this.socket = socket;
    }

    /// @param path with its query, in characters that need no escaping
    /// @throws IOException when there is no answer, or none that is JSON
    Node get(String path) throws IOException {
        byte[] answer = ask(path);
        int body = indexOf(answer, "\r\n\r\n", 0);
        if (body < 0) throw new IOException("it does not answer in HTTP");
        String head = new String(answer, 0, body, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        String[] words = head.substring(0, Math.max(0, lineEnd(head))).split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("http/1.")) throw new IOException("it does not answer in HTTP");
        if (!words[1].equals("200")) throw new IOException("it answers with " + words[1]);
        boolean isChunked = head.contains("\r\ntransfer-encoding: chunked");
        byte[] content = isChunked ? dechunked(answer, body + 4) : rest(answer, body + 4);
        try {
            return Json.read(new String(content, StandardCharsets.UTF_8));
        } catch (SyntaxException e) {
            throw new IOException("its answer is not the JSON that was expected", e);
        }
    }

    private byte[] ask(String path) throws IOException {
        try (var connection = UnixSocket.connect(socket, PATIENCE, LARGEST)) {
            connection.write(
                    "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: close\r\n\r\n"
                            .formatted(path)
                            .getBytes(StandardCharsets.US_ASCII));
            var all = new ByteArrayOutputStream();
            byte[] some = new byte[16 << 10];
            for (int read = connection.read(some, 0, some.length); read >= 0; ) {
                all.write(some, 0, read);
                read = connection.read(some, 0, some.length);
            }
            return all.toByteArray();
        }
    }

    private static int lineEnd(String head) {
        int end = head.indexOf("\r\n");
        return end < 0 ? head.length() : end;
    }

    private static byte[] rest(byte[] answer, int from) {
        return java.util.Arrays.copyOfRange(answer, from, answer.length);
    }

    private static byte[] dechunked(byte[] answer, int from) throws IOException {
        var content = new ByteArrayOutputStream();
        int at = from;
        while (true) {
            int end = indexOf(answer, "\r\n", at);
            if (end < 0) throw new IOException("the answer ends early");
            String size = new String(answer, at, end - at, StandardCharsets.US_ASCII).split(";", 2)[0].strip();
            int length;
            try {
                length = Integer.parseInt(size, 16);
            } catch (NumberFormatException e) {
                throw new IOException("a chunk of the answer has no length", e);
            }
            if (length == 0) return content.toByteArray();
            at = end + 2;
            if (length < 0 || length > answer.length - at) throw new IOException("the answer ends early");
            content.write(answer, at, length);
            at += length + 2;
        }
    }

    private static int indexOf(byte[] bytes, String wanted, int from) {
        for (int i = from; i <= bytes.length - wanted.length(); i++) {
            int j = 0;
            while (j < wanted.length() && bytes[i + j] == wanted.charAt(j)) j++;
            if (j == wanted.length()) return i;
        }
        return -1;
    }
}
