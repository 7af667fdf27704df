// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.ignore;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads Git's index, the list of what a repository keeps (Git's documentation, `gitformat-index`, versions 2 to 4).
///
/// Extensions are not read: of a split index only what is not in the shared part is known.
public final class GitIndex {

    private static final int SIGNATURE = 0x44495243; // DIRC
    private static final int EXTENDED = 0x4000;
    private static final int STAT_BYTES = 40;
    private static final int SHA1_BYTES = 20;
    private static final int SHA256_BYTES = 32;

    /// Git allows no longer path than the system, which is 4096 bytes at most.
    private static final int LONGEST_PATH = 1 << 16;

    private GitIndex() {}

    /// The paths in the index, relative to the repository's root.
    ///
    /// @throws IllegalArgumentException when the bytes are no index
    public static List<String> paths(byte[] index) {
        try {
            return paths(index, SHA1_BYTES);
        } catch (IllegalArgumentException e) {
            return paths(index, SHA256_BYTES);
        }
    }

    private static List<String> paths(byte[] index, int idBytes) {
        var in = ByteBuffer.wrap(index);
        var paths = new ArrayList<String>();
        try {
            if (in.getInt() != SIGNATURE) throw new IllegalArgumentException("it does not start as an index does");
            int version = in.getInt();
            if (version < 2 || version > 4) throw new IllegalArgumentException("version " + version + " is not known");
            long count = Integer.toUnsignedLong(in.getInt());
            byte[] name = {};
            for (long i = 0; i < count; i++) {
                int start = in.position();
                in.position(Math.addExact(start, STAT_BYTES + idBytes));
                boolean isExtended = (in.getShort() & EXTENDED) != 0;
                if (isExtended) in.getShort();
                name = version == 4 ? suffixed(name, kept(name.length, in), in) : suffixed(name, 0, in);
                if (version < 4) in.position(start + (((in.position() - 1 - start) + 8) & ~7));
                paths.add(new String(name, StandardCharsets.UTF_8));
            }
            return paths;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("it ends too early", e);
        }
    }

    /// How many bytes of the path before are kept, by the number of those that are not: seven bits a byte, each
    /// further one counted from one.
    private static int kept(int length, ByteBuffer in) {
        int next = in.get();
        long dropped = next & 0x7f;
        while ((next & 0x80) != 0) {
            next = in.get();
            dropped = ((dropped + 1) << 7) + (next & 0x7f);
            if (dropped > length) break;
        }
        if (dropped > length) throw new IllegalArgumentException("a path drops more than the one before has");
        return (int) (length - dropped);
    }

    private static byte[] suffixed(byte[] before, int kept, ByteBuffer in) {
        int start = in.position();
        while (in.get() != 0) {}
        int length = in.position() - 1 - start;
        if (kept + length > LONGEST_PATH || kept + length == 0) {
            throw new IllegalArgumentException("a path has 1 to %d bytes".formatted(LONGEST_PATH));
        }
        byte[] name = Arrays.copyOf(before, kept + length);
        in.get(start, name, kept, length);
        return name;
    }
}
