// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/// Takes records one after the other and packs them into compressed blocks.
final class BlockWriter implements AutoCloseable {

    /// For records that are read alone: smaller blocks are read faster, larger ones compress better; at this size
    /// both are near their best.
    static final int OF_RECORDS = 16 << 10;

    /// For small values, which are looked for from the start of their block.
    static final int OF_VALUES = 4 << 10;

    private final int size;
    private final Deflater deflater = new Deflater(6, true);
    private final MessageDigest digest;
    private final RecordOutput block = new RecordOutput();
    private final RecordOutput directory = new RecordOutput();
    private final RecordOutput compressed = new RecordOutput();
    private final byte[] buffer = new byte[16 << 10];

    /// @param size of a block before compression, at which the next is begun
    BlockWriter(int size) {
        this.size = size;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Where the next record belongs: written there whole, however long it is.
    RecordOutput record() {
        if (block.size() >= size) finishBlock();
        return block;
    }

    int blockNumber() {
        return directory.size() / SegmentFile.BLOCK_ENTRY;
    }

    int offsetInBlock() {
        return block.size();
    }

    boolean isAtBlockStart() {
        return block.size() == 0;
    }

    void finishBlock() {
        if (block.size() == 0) return;
        if (block.size() > SegmentFile.MAX_BLOCK) throw new IllegalArgumentException("a record is too large");
        digest.update(block.array(), 0, block.size());
        int before = compressed.size();
        deflater.reset();
        deflater.setInput(block.array(), 0, block.size());
        deflater.finish();
        while (!deflater.finished()) compressed.raw(buffer, 0, deflater.deflate(buffer));
        var sum = new CRC32C();
        sum.update(block.array(), 0, block.size());
        directory.fixedInt(compressed.size() - before);
        directory.fixedInt(block.size());
        directory.fixedInt((int) sum.getValue());
        block.clear();
    }

    RecordOutput directory() {
        return directory;
    }

    RecordOutput compressed() {
        return compressed;
    }

    byte[] digest() {
        return digest.digest();
    }

    @Override
    public void close() {
        deflater.close();
    }
}
