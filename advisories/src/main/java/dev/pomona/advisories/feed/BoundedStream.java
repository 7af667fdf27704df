// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Fails when more comes out of a stream than is allowed.
final class BoundedStream extends FilterInputStream {

    private final long limit;
    private long count;

    BoundedStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) count(1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        if (n > 0) count(n);
        return n;
    }

    private void count(int more) throws IOException {
        count += more;
        if (count > limit) throw new IOException("it unpacks to more than %d bytes".formatted(limit));
    }
}
