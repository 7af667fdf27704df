// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// An entry's content, held to a size and to the checksum its archive states. [ZipFile] itself checks neither:
/// damage that still inflates would pass unseen.
final class CheckedEntryStream extends FilterInputStream {

    private final CRC32 crc = new CRC32();
    private final ZipEntry entry;
    private final long limit;
    private long count;

    CheckedEntryStream(ZipFile zip, ZipEntry entry, long limit) throws IOException {
        super(zip.getInputStream(entry));
        this.entry = entry;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        if (n > 0) {
            crc.update(buffer, offset, n);
            count += n;
            if (count > limit) {
                throw new ZipException("'%s' unpacks to more than %d bytes".formatted(entry.getName(), limit));
            }
        } else if (n < 0 && length > 0) {
            verify();
        }
        return n;
    }

    /// Bytes read so far.
    long count() {
        return count;
    }

    @Override
    public long skip(long n) {
        throw new UnsupportedOperationException("skipped bytes would escape the checksum");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void verify() throws ZipException {
        if (entry.getSize() >= 0 && entry.getSize() != count) {
            throw new ZipException("'%s' has a wrong length".formatted(entry.getName()));
        }
        if (entry.getCrc() >= 0 && entry.getCrc() != crc.getValue()) {
            throw new ZipException("'%s' has a wrong checksum".formatted(entry.getName()));
        }
    }
}
