// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/// The unpacked side of a compressed stream: every byte counts against the budget.
final class UnpackedStream extends InputStream {

    private final InputStream unpacked;
    private final ArchiveBudget budget;
    private final LongSupplier compressed;
    private long count;

    /// @param compressed how many compressed bytes were read so far
    UnpackedStream(InputStream unpacked, ArchiveBudget budget, LongSupplier compressed) {
        this.unpacked = unpacked;
        this.budget = budget;
        this.compressed = compressed;
    }

    @Override
    public int read() throws IOException {
        int b = unpacked.read();
        if (b >= 0) count(1);
        return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int n = unpacked.read(target, offset, length);
        if (n > 0) count(n);
        return n;
    }

    private void count(int n) {
        count += n;
        budget.countBytes(n);
        budget.checkRatio(count, compressed.getAsLong());
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }
}
