// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import dev.pomona.model.component.Digest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Where it is kept what of a repository need not be looked at again: one file for each repository, for the rules and
/// limits at hand.
final class HistoryState {

    private static final int NAME = 32;

    private final @Nullable Path folder;
    private final String repository;
    private final String rules;

    /// @param cache `null` to keep nothing
    HistoryState(@Nullable Path cache, Path root, Digest rules) {
        this.folder = cache == null ? null : cache.resolve("secrets-history");
        var digest = new InputDigest("repository");
        digest.add(real(root).toUri().toString());
        this.repository = digest.digest().hex().substring(0, NAME);
        this.rules = rules.hex().substring(0, NAME);
    }

    private static Path real(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException _) {
            return root.toAbsolutePath().normalize();
        }
    }

    KnownBlobs read(ObjectFormat format) {
        return folder == null ? KnownBlobs.none(format) : KnownBlobs.read(file(folder), format);
    }

    /// Keeps it, and lets go what was kept for other rules.
    void write(SortedMap<ObjectId, Long> sizes, ObjectFormat format) throws IOException {
        if (folder == null) return;
        Path file = file(folder);
        KnownBlobs.write(file, sizes, format);
        try (DirectoryStream<Path> others = Files.newDirectoryStream(folder, repository + "-*.known")) {
            for (Path other : others) {
                if (!other.equals(file)) Files.deleteIfExists(other);
            }
        }
    }

    private Path file(Path in) {
        return in.resolve(repository + "-" + rules + ".known");
    }
}
