// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/// Reads a body to its end or to its limit, unpacking it on the way: what counts is how large it
/// becomes, not how small it was sent.
final class Body {

    private static final int BUFFER = 1 << 16;
    /// What a body takes as it is received, copied, and read as JSON.
    private static final long TIMES = 16;

    private Body() {}

    /// @param encoding `identity` or `gzip`
    /// @throws ProblemException when it is too large, damaged, or packed in another way
    static byte[] read(InputStream in, String encoding, long max, Memory.Share memory) {
        try (InputStream unpacked = unpacked(new Kept(in), encoding)) {
            var bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = unpacked.read(buffer); count >= 0; count = unpacked.read(buffer)) {
                if (bytes.size() + (long) count > max) {
                    throw new ProblemException(
                            ProblemType.TOO_LARGE, "the body is larger than %d bytes".formatted(max));
                }
                memory.grow(TIMES * (bytes.size() + count));
                bytes.write(buffer, 0, count);
            }
            return bytes.toByteArray();
        } catch (IOException | UncheckedIOException e) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "the body ends early or is damaged").closing();
        }
    }

    /// As [#read], to a file.
    static Spooled spool(InputStream in, String encoding, long max, Spool spool) {
        try {
            return spool.receive(new Kept(in), isPacked(encoding), max);
        } catch (IOException | UncheckedIOException e) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "the body ends early or is damaged").closing();
        }
    }

    /// What is read here is closed by who received it.
    private static final class Kept extends FilterInputStream {

        Kept(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (UncheckedIOException e) {
                throw e;
            } catch (RuntimeException e) {
                // chunks whose sizes are none are told of in many ways
                throw new IOException("the body can't be read", e);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public void close() {
            // not ours
        }
    }

    private static InputStream unpacked(InputStream in, String encoding) throws IOException {
        return isPacked(encoding) ? new GZIPInputStream(in, BUFFER) : in;
    }

    private static boolean isPacked(String encoding) {
        return switch (encoding) {
            case "identity" -> false;
            case "gzip", "x-gzip" -> true;
            default ->
                throw new ProblemException(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE, "a body is sent as it is or as gzip, not otherwise");
        };
    }
}
