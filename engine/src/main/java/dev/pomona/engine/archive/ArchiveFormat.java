// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Kinds of archives, told by content once the name says that it may be one.
public enum ArchiveFormat {
    ZIP,
    TAR,
    GZIP,
    XZ,
    ZSTD,
    BZIP2;

    private static final Set<String> ZIPPED = Set.of(
            "zip", "jar", "war", "ear", "par", "sar", "rar", "aar", "har", "nar", "kar", "hpi", "jpi", "jmod", "whl",
            "egg", "nupkg", "snupkg", "vsix", "apk", "aab", "ipa", "xpi", "crx", "conda", "pex", "pyz", "phar");
    private static final Set<String> TARRED =
            Set.of("tar", "tgz", "tbz", "tbz2", "txz", "tzst", "tzstd", "crate", "gem", "apk", "phar");
    private static final Set<String> COMPRESSED = Set.of("gz", "xz", "zst", "zstd", "bz2");

    private static final Pattern IMAGE_BLOB =
            Pattern.compile("(?:^|/)blobs/(?:sha256/[0-9a-f]{64}|sha512/[0-9a-f]{128})$");

    private static final int TAR_HEADER = 512;
    private static final byte[] TAR_MAGIC = "ustar".getBytes(StandardCharsets.US_ASCII);

    /// Whether a file of this path is opened to see what is in it: its name is one of an archive, or it may be the
    /// layer
    /// of an image.
    public static boolean isOpened(String path) {
        return isArchiveName(path.substring(path.lastIndexOf('/') + 1)) || isImageBlob(path);
    }

    /// Whether it is content of an image in OCI layout, which `docker save` writes too: named by its digest alone
    /// (OCI image layout 1.1, "Blobs"). It may be a layer, which is a tar, or JSON.
    static boolean isImageBlob(String path) {
        return IMAGE_BLOB.matcher(path).find();
    }

    /// Whether a file of this name is an archive, as far as the name tells.
    static boolean isArchiveName(String name) {
        String extension = extension(name);
        return ZIPPED.contains(extension) || TARRED.contains(extension) || COMPRESSED.contains(extension);
    }

    /// Whether the file is a compressed tar by its name.
    static boolean isCompressedTar(String name) {
        return TARRED.contains(extension(name)) || extension(stem(name)).equals("tar");
    }

    /// The format of a content; `null` when it is none of them.
    public static @Nullable ArchiveFormat detect(String name, MemorySegment content) {
        if (startsWith(content, 0x1f, 0x8b)) return GZIP;
        if (startsWith(content, 0xfd, '7', 'z', 'X', 'Z', 0)) return XZ;
        if (startsWith(content, 0x28, 0xb5, 0x2f, 0xfd)) return ZSTD;
        if (startsWith(content, 'B', 'Z', 'h')) return BZIP2;
        if (startsWith(content, 'P', 'K')) return ZIP;
        if (isTar(content)) return TAR;
        // Programs in front of a zip are allowed: scripts, launchers, browser signatures.
        return ZIPPED.contains(extension(name)) && ZipDirectory.isPresent(content) ? ZIP : null;
    }

    /// The file's name without the extension of its compression, as `gunzip` would name it.
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isTar(MemorySegment content) {
        if (content.byteSize() < TAR_HEADER) return false;
        byte[] header = content.asSlice(0, TAR_HEADER).toArray(ValueLayout.JAVA_BYTE);
        return Arrays.equals(header, 257, 257 + TAR_MAGIC.length, TAR_MAGIC, 0, TAR_MAGIC.length)
                || TarHeader.isValid(header);
    }

    private static boolean startsWith(MemorySegment content, int... magic) {
        if (content.byteSize() < magic.length) return false;
        for (int i = 0; i < magic.length; i++) {
            if ((content.get(ValueLayout.JAVA_BYTE, i) & 0xff) != magic[i]) return false;
        }
        return true;
    }
}
