// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.content;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads contents: small ones into arrays, large ones as mappings.
public final class Contents {

    private static final int STEP = 64 * 1024;

    private final int arrayLimit;
    private final Scratch scratch;

    /// @param arrayLimit from which size on a content is mapped, in bytes
    public Contents(int arrayLimit, Scratch scratch) {
        this.arrayLimit = arrayLimit;
        this.scratch = scratch;
    }

    /// The content of an open file as it is now.
    ///
    /// @param limit the largest size allowed
    /// @throws LimitException when the file is larger
    public Content read(FileChannel file, long limit) throws IOException {
        long size = file.size();
        if (size > limit) throw tooLarge(limit);
        if (size > arrayLimit) {
            var arena = Arena.ofShared();
            return Content.owning(file.map(FileChannel.MapMode.READ_ONLY, 0, size, arena), arena);
        }
        return read(Channels.newInputStream(file), Math.min(limit, arrayLimit), (int) size);
    }

    /// All that a stream has, spilled to the scratch folder when it is large.
    ///
    /// @throws LimitException when there is more than the limit
    /// @throws ScratchException when it is large and there is no room for it
    public Content read(InputStream in, long limit) throws IOException {
        byte[] start = in.readNBytes((int) Math.min(limit, arrayLimit) + 1);
        if (start.length > limit) throw tooLarge(limit);
        return start.length <= arrayLimit ? Content.of(start) : spill(start, in, limit);
    }

    /// Files that grow while they are read are read as far as an array may go.
    private static Content read(InputStream in, long limit, int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) return Content.of(bytes);
        int next = in.read();
        if (next < 0) return Content.of(bytes);
        byte[] more = in.readNBytes((int) (limit - size) + 1);
        if (size + 1L + more.length > limit) throw new EOFException("it grew while it was read");
        byte[] all = Arrays.copyOf(bytes, size + 1 + more.length);
        all[size] = (byte) next;
        System.arraycopy(more, 0, all, size + 1, more.length);
        return Content.of(all);
    }

    private Content spill(byte[] start, InputStream in, long limit) throws IOException {
        try (var file = newScratchFile()) {
            write(file, start, start.length);
            long size = start.length;
            byte[] step = new byte[STEP];
            for (int n; (n = in.read(step)) >= 0; size += n) {
                if (size + n > limit) throw tooLarge(limit);
                write(file, step, n);
            }
            var arena = Arena.ofShared();
            return Content.owning(file.map(FileChannel.MapMode.READ_ONLY, 0, size, arena), arena);
        }
    }

    private FileChannel newScratchFile() {
        try {
            return scratch.newFile();
        } catch (IOException e) {
            throw new ScratchException(e);
        }
    }

    private static void write(FileChannel file, byte[] bytes, int length) {
        var buffer = ByteBuffer.wrap(bytes, 0, length);
        try {
            while (buffer.hasRemaining()) file.write(buffer);
        } catch (IOException e) {
            throw new ScratchException(e);
        }
    }

    /// Where a library may put its native part.
    public Path scratchFolder() {
        try {
            return scratch.folder();
        } catch (IOException e) {
            throw new ScratchException(e);
        }
    }

    private static LimitException tooLarge(long limit) {
        return new LimitException("larger than the limit of %s".formatted(Sizes.print(limit)));
    }
}
