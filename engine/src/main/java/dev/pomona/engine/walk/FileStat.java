// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.walk;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What the file system says about a name, links not followed.
///
/// @param modified in nanoseconds since 1970
/// @param key tells files at the same path apart, where the system has such a thing; else 0
public record FileStat(Kind kind, long size, boolean executable, long modified, long key) {

    public enum Kind {
        FILE,
        FOLDER,
        LINK,
        /// A pipe, socket or device: never opened.
        OTHER
    }

    static FileStat of(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return new FileStat(
                kind(attributes),
                attributes.size(),
                attributes instanceof PosixFileAttributes posix && isExecutable(posix.permissions()),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                key == null ? 0 : key.hashCode());
    }

    private static Kind kind(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) return Kind.FILE;
        if (attributes.isDirectory()) return Kind.FOLDER;
        return attributes.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
    }

    private static boolean isExecutable(Set<PosixFilePermission> permissions) {
        return permissions.contains(PosixFilePermission.OWNER_EXECUTE)
                || permissions.contains(PosixFilePermission.GROUP_EXECUTE)
                || permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
    }
}
