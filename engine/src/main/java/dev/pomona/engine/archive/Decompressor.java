// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import dev.pomona.engine.content.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Opens compressed streams. Each library is loaded when its format is met for the first time.
final class Decompressor {

    private static final int BUFFER = 64 * 1024;
    /// In kilobytes; above what `xz -9` needs.
    private static final int XZ_MEMORY = 128 * 1024;

    /// Where the library for zstd looks for a place to unpack its native part.
    private static final String ZSTD_FOLDER = "ZstdTempFolder";

    private final Contents contents;

    Decompressor(Contents contents) {
        this.contents = contents;
    }

    /// @throws IOException when the header is damaged or needs more memory than allowed
    InputStream open(ArchiveFormat format, InputStream compressed) throws IOException {
        return switch (format) {
            case GZIP -> new GZIPInputStream(compressed, BUFFER);
            case XZ -> Xz.open(compressed);
            case ZSTD -> Zstd.open(compressed, contents);
            case BZIP2 -> Bzip2.open(compressed);
            case ZIP, TAR -> throw new IllegalArgumentException(format + " is no compression");
        };
    }

    private static final class Xz {
        static InputStream open(InputStream compressed) throws IOException {
            return new org.tukaani.xz.XZInputStream(compressed, XZ_MEMORY);
        }
    }

    private static final class Zstd {
        private static boolean loaded;

        static synchronized InputStream open(InputStream compressed, Contents contents) throws IOException {
            if (!loaded && System.getProperty(ZSTD_FOLDER) == null) {
                System.setProperty(ZSTD_FOLDER, contents.scratchFolder().toString());
                com.github.luben.zstd.util.Native.load();
                System.clearProperty(ZSTD_FOLDER);
            }
            loaded = true;
            return new com.github.luben.zstd.ZstdInputStream(compressed);
        }
    }

    private static final class Bzip2 {
        static InputStream open(InputStream compressed) throws IOException {
            return new org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream(compressed, true);
        }
    }
}
