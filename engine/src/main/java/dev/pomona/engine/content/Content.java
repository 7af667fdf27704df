// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.content;

import dev.pomona.model.component.Digest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The whole content of one file, read once: an array when it is small, else a mapping that [#close] ends.
///
/// Safe for several threads.
public final class Content implements AutoCloseable {

    private final MemorySegment segment;
    private final byte @Nullable [] array;
    private final @Nullable Arena arena;
    private final Map<Digest.Algorithm, Digest> digests = new EnumMap<>(Digest.Algorithm.class);

    private Content(MemorySegment segment, byte @Nullable [] array, @Nullable Arena arena) {
        this.segment = segment;
        this.array = array;
        this.arena = arena;
    }

    /// An array that nobody changes any more.
    public static Content of(byte[] array) {
        return new Content(MemorySegment.ofArray(array).asReadOnly(), array, null);
    }

    /// Bytes that someone else keeps alive.
    public static Content of(MemorySegment segment) {
        return new Content(segment.asReadOnly(), null, null);
    }

    /// A mapping that lives as long as this content.
    static Content owning(MemorySegment segment, Arena arena) {
        return new Content(segment.asReadOnly(), null, arena);
    }

    public long size() {
        return segment.byteSize();
    }

    public MemorySegment segment() {
        return segment;
    }

    /// Whether the bytes are in an array of their own already.
    public boolean isArray() {
        return array != null;
    }

    /// The array itself, or a copy made now.
    public byte[] toArray() {
        return array == null ? segment.toArray(ValueLayout.JAVA_BYTE) : array;
    }

    public Digest digest(Digest.Algorithm algorithm) {
        synchronized (digests) {
            return digests.computeIfAbsent(algorithm, a -> Digest.of(a, Digests.of(a, segment)));
        }
    }

    /// Ends the mapping if there is one of its own; bytes must not be touched afterwards.
    @Override
    public void close() {
        if (arena != null && arena.scope().isAlive()) arena.close();
    }
}
