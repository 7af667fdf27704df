// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.content.Content;
import dev.pomona.engine.content.Scratch;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Contents kept until the end of the walk for the scanners that need several together: in memory up to a
/// budget, beyond it in one scratch file. Large files of the target stay mapped instead of being copied.
final class RetainedFiles implements AutoCloseable {

    /// Systems limit how many mappings a process may have.
    private static final int MOST_MAPPINGS = 4096;

    private static final long STEP = 1 << 20;

    private sealed interface Kept {
        record Held(Content content) implements Kept {}

        record Spilled(long offset, long size) implements Kept {}
    }

    private final long budget;
    private final Scratch scratch;
    private final Map<String, Kept> files = new ConcurrentHashMap<>();
    private final List<Content> owned = new ArrayList<>();
    private long held;
    private @Nullable FileChannel spill;
    private long spilled;
    private @Nullable MemorySegment mapped;
    private @Nullable Arena arena;

    /// @param budget of heap, in bytes
    RetainedFiles(long budget, Scratch scratch) {
        this.budget = budget;
        this.scratch = scratch;
    }

    boolean has(String path) {
        return files.containsKey(path);
    }

    /// Keeps a content; the first one of a path stays.
    ///
    /// @param ours whether the content may be taken over as it is
    /// @return whether it was taken over, and must not be closed
    synchronized boolean keep(String path, Content content, boolean ours) throws IOException {
        if (files.containsKey(path)) return false;
        if (content.isArray() && held + content.size() <= budget) {
            held += content.size();
            files.put(path, new Kept.Held(content));
            return false;
        }
        if (!content.isArray() && ours && owned.size() < MOST_MAPPINGS) {
            owned.add(content);
            files.put(path, new Kept.Held(content));
            return true;
        }
        files.put(path, new Kept.Spilled(spilled, content.size()));
        spill(content.segment());
        return false;
    }

    /// The content of a path; `null` when it is not kept. Valid until this is closed.
    @Nullable
    Content find(String path) throws IOException {
        return switch (files.get(path)) {
            case null -> null;
            case Kept.Held(var content) -> content;
            case Kept.Spilled(long offset, long size) ->
                Content.of(spillMapping().asSlice(offset, size));
        };
    }

    private void spill(MemorySegment segment) throws IOException {
        if (spill == null) spill = scratch.newFile();
        long start = spilled;
        for (long at = 0; at < segment.byteSize(); at += STEP) {
            ByteBuffer buffer =
                    segment.asSlice(at, Math.min(STEP, segment.byteSize() - at)).asByteBuffer();
            while (buffer.hasRemaining()) spilled += spill.write(buffer, spilled);
        }
        if (spilled - start != segment.byteSize()) throw new IOException("spilled too little");
    }

    /// The whole scratch file as it is now; it only grows, so an older mapping still holds what it held.
    private synchronized MemorySegment spillMapping() throws IOException {
        if (spill == null) return MemorySegment.NULL;
        if (mapped == null || mapped.byteSize() < spilled) {
            if (arena == null) arena = Arena.ofShared();
            mapped = spill.map(FileChannel.MapMode.READ_ONLY, 0, spilled, arena);
        }
        return mapped;
    }

    @Override
    public synchronized void close() {
        files.clear();
        owned.forEach(RetainedFiles::end);
        owned.clear();
        if (arena != null) end(arena);
        arena = null;
        mapped = null;
        if (spill != null) end(spill);
        spill = null;
    }

    private static void end(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception _) {
            // A scanner that was given up may still look at it; it ends with the process.
        }
    }
}
