// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// The ways in which zip files pack entries (APPNOTE.TXT 6.3.10, §4.4.5).
final class ZipMethod {

    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int DEFLATE_64 = 9;
    private static final int BZIP2 = 12;
    private static final int ZSTD = 93;
    private static final int XZ = 95;
    private static final int BUFFER = 16 * 1024;

    private final Decompressor decompressor;

    ZipMethod(Decompressor decompressor) {
        this.decompressor = decompressor;
    }

    static boolean isKnown(int method) {
        return switch (method) {
            case STORED, DEFLATED, DEFLATE_64, BZIP2, ZSTD, XZ -> true;
            default -> false;
        };
    }

    InputStream open(int method, InputStream packed) throws IOException {
        return switch (method) {
            case STORED -> packed;
            case DEFLATED -> new Inflating(packed);
            case DEFLATE_64 -> Deflate64.open(packed);
            case BZIP2 -> decompressor.open(ArchiveFormat.BZIP2, packed);
            case ZSTD -> decompressor.open(ArchiveFormat.ZSTD, packed);
            case XZ -> decompressor.open(ArchiveFormat.XZ, packed);
            default -> throw new IOException("unknown method");
        };
    }

    /// Frees the native side of its inflater, which the plain stream leaves to whoever gave it one.
    private static final class Inflating extends InflaterInputStream {
        Inflating(InputStream packed) {
            super(packed, new Inflater(true), BUFFER);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }

    private static final class Deflate64 {
        static InputStream open(InputStream packed) {
            return new org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream(packed);
        }
    }
}
