// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import dev.pomona.git.object.GitGap;
import dev.pomona.git.store.GitLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How a repository is opened.
///
/// @param boundary the folder outside of which nothing is read, wherever the repository's own files and links
///     lead; `null` reads anywhere, as Git does. A repository that somebody else made is opened with a
///     boundary.
/// @param objectFolder the folder of objects instead of the repository's own, as Git's hooks get in
///     `GIT_OBJECT_DIRECTORY` while a push is in quarantine; `null` for its own
/// @param alternateFolders further folders of objects, as in `GIT_ALTERNATE_OBJECT_DIRECTORIES`
/// @param isVerifying whether the hash of each object that is read is compared with its id, so that no object
///     can pass for another one
/// @param isOver asked at each object that is read, by each thread that reads; when it says so, reading ends with
///     [ReadingEndedException]
/// @param gaps told what can't be read, by each thread that reads
public record RepositoryOptions(
        @Nullable Path boundary,
        @Nullable Path objectFolder,
        List<Path> alternateFolders,
        boolean isVerifying,
        GitLimits limits,
        BooleanSupplier isOver,
        Consumer<GitGap> gaps) {

    public RepositoryOptions {
        alternateFolders = List.copyOf(alternateFolders);
    }

    /// Reads anywhere, verifies, with the usual limits.
    public static RepositoryOptions of(Consumer<GitGap> gaps) {
        return new RepositoryOptions(null, null, List.of(), true, GitLimits.defaults(), () -> false, gaps);
    }

    public RepositoryOptions within(Path folder) {
        return new RepositoryOptions(folder, objectFolder, alternateFolders, isVerifying, limits, isOver, gaps);
    }

    /// With the folders that a push brings its objects in.
    public RepositoryOptions withQuarantine(Path objects, List<Path> alternates) {
        return new RepositoryOptions(boundary, objects, alternates, isVerifying, limits, isOver, gaps);
    }

    public RepositoryOptions with(GitLimits other) {
        return new RepositoryOptions(boundary, objectFolder, alternateFolders, isVerifying, other, isOver, gaps);
    }

    /// About twice as fast, for repositories whose ids are to be trusted.
    public RepositoryOptions withoutVerifying() {
        return new RepositoryOptions(boundary, objectFolder, alternateFolders, false, limits, isOver, gaps);
    }

    /// Ends all reading of objects as soon as somebody wants it.
    public RepositoryOptions endingWhen(BooleanSupplier over) {
        return new RepositoryOptions(boundary, objectFolder, alternateFolders, isVerifying, limits, over, gaps);
    }
}
