// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.GitFormatException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates zlib streams of a known length. For one thread.
final class Inflation implements AutoCloseable {

    /// Deflate makes at most 1032 bytes of one, so a larger claim is a lie, and nothing is allocated for it.
    private static final int MOST_FOR_ONE = 1032;

    private static final int SLACK = 1024;

    private final Inflater inflater = new Inflater();
    private final byte[] one = new byte[1];

    /// Inflates a whole stream to the start of an array.
    ///
    /// @param limit where the stream must have ended
    /// @throws GitFormatException when it is no stream of exactly this length
    void inflate(MemorySegment bytes, long from, long limit, byte[] to, int size) {
        // a stream that can't be compressed is a little longer than its content; allow for odd writers
        long window = Math.min(Math.min(limit - from, Integer.MAX_VALUE), 2L * size + (1 << 16));
        inflate(bytes.asSlice(from, window).asByteBuffer(), to, 0, size, true);
    }

    void checkClaim(long compressed, long size) {
        if (compressed <= 0 || size / MOST_FOR_ONE > compressed + SLACK) {
            throw GitFormatException.damaged("an object can't be as large as it says");
        }
    }

    /// Inflates to a place of an array.
    ///
    /// @param isWhole whether the stream must end there
    void inflate(ByteBuffer stream, byte[] to, int at, int size, boolean isWhole) {
        inflater.reset();
        inflater.setInput(stream);
        try {
            int done = more(to, at, size);
            if (done < size) throw GitFormatException.damaged("a compressed stream is too short");
            if (isWhole && !inflater.finished() && (inflater.inflate(one) != 0 || !inflater.finished())) {
                throw GitFormatException.damaged("a compressed stream is longer than it says");
            }
        } catch (DataFormatException e) {
            throw new GitFormatException(
                    dev.pomona.git.object.GitGap.Kind.DAMAGED, "a compressed stream is damaged", e);
        }
    }

    private int more(byte[] to, int at, int size) throws DataFormatException {
        int done = 0;
        while (done < size) {
            int more = inflater.inflate(to, at + done, size - done);
            if (more == 0) break;
            done += more;
        }
        return done;
    }

    /// Inflates the start of a stream, as much as there is room for.
    int head(ByteBuffer stream, byte[] to) {
        inflater.reset();
        inflater.setInput(stream);
        try {
            return more(to, 0, to.length);
        } catch (DataFormatException e) {
            throw new GitFormatException(
                    dev.pomona.git.object.GitGap.Kind.DAMAGED, "a compressed stream is damaged", e);
        }
    }

    @Override
    public void close() {
        inflater.close();
    }
}
