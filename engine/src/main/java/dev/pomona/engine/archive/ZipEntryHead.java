// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

/// What a zip file's directory says about an entry; nothing of it is checked yet.
///
/// @param name raw
/// @param crc CRC-32 of the content
/// @param mode Unix file type and permissions; 0 when unknown
/// @param offset of the local header in the file
@SuppressWarnings("ArrayRecordComponent") // never compared, lives for one step of a loop
record ZipEntryHead(byte[] name, int flags, int method, int crc, long packedSize, long size, int mode, long offset) {

    private static final int FILE_TYPE = 0170000;
    private static final int SYMBOLIC_LINK = 0120000;

    boolean isFolder() {
        return name.length > 0 && (name[name.length - 1] == '/' || name[name.length - 1] == '\\');
    }

    boolean isLink() {
        return (mode & FILE_TYPE) == SYMBOLIC_LINK;
    }

    boolean isEncrypted() {
        return (flags & 1) != 0;
    }

    boolean isExecutable() {
        return (mode & 0111) != 0;
    }

    /// Whether sizes and checksum follow the data instead of standing before it.
    boolean hasDescriptor() {
        return (flags & 8) != 0;
    }
}
