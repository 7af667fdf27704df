// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.outgoing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads an answer of HTTP/1.1 (RFC 9112). Whoever answers may be hostile: everything has a limit.
final class Answer {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)( .*)?");
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_LINES = 200;
    private static final int MOST_INTERIM = 10;

    private final InputStream in;
    private long length = -1;
    private boolean isChunked;

    private Answer(InputStream in) {
        this.in = in;
    }

    /// @param most bytes of the body; negative to leave it unread
    /// @throws IOException when it is none, or the body is longer
    static Outgoing.Reply read(InputStream in, int most) throws IOException {
        for (int i = 0; i < MOST_INTERIM; i++) {
            var answer = new Answer(in);
            int status = answer.head();
            // what is said before the answer is none
            if (status < 200) continue;
            boolean hasBody = most >= 0 && status != 204 && status != 304;
            return new Outgoing.Reply(status, hasBody ? answer.body(most) : new byte[0]);
        }
        throw new IOException("there is no end to what comes before the answer");
    }

    private int head() throws IOException {
        var first = STATUS.matcher(line());
        if (!first.matches()) throw new IOException("this is no answer of HTTP");
        for (int i = 0; i < MOST_LINES; i++) {
            String line = line();
            if (line.isEmpty()) return Integer.parseInt(first.group(1));
            header(line);
        }
        throw new IOException("the answer has too many headers");
    }

    private void header(String line) throws IOException {
        int colon = line.indexOf(':');
        if (colon < 1) throw new IOException("the answer has a damaged header");
        String value = line.substring(colon + 1).strip();
        switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "content-length" -> {
                if (!value.matches("\\d{1,18}")) throw new IOException("the answer has no proper length");
                length = Long.parseLong(value);
            }
            case "transfer-encoding" -> {
                if (!value.equalsIgnoreCase("chunked")) throw new IOException("the answer is in an unknown encoding");
                isChunked = true;
            }
            default -> {}
        }
    }

    private byte[] body(int most) throws IOException {
        if (isChunked) return chunks(most);
        if (length > most) throw tooLong();
        byte[] body = in.readNBytes(length < 0 ? most + 1 : (int) length);
        if (body.length > most) throw tooLong();
        if (length >= 0 && body.length < length) throw new IOException("the answer ends early");
        return body;
    }

    private byte[] chunks(int most) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            String size = line().split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,8}")) throw new IOException("the answer has a damaged chunk");
            long length = Long.parseLong(size, 16);
            // what may follow the last is of no interest
            if (length == 0) return body.toByteArray();
            if (body.size() + length > most) throw tooLong();
            byte[] chunk = in.readNBytes((int) length);
            if (chunk.length < length || !line().isEmpty()) throw new IOException("the answer has a damaged chunk");
            body.writeBytes(chunk);
        }
    }

    private static IOException tooLong() {
        return new IOException("the answer is too large");
    }

    /// Up to the end of a line, without it.
    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) throw new IOException("the answer ends early");
            if (next == '\n') break;
            if (line.size() >= LONGEST_LINE) throw new IOException("the answer has a line that is too long");
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
