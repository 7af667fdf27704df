// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.walk;

import dev.pomona.engine.ignore.GitIndex;
import dev.pomona.engine.ignore.IgnoreFile;
import dev.pomona.engine.ignore.IgnoreRules;
import dev.pomona.engine.ignore.TrackedFiles;
import dev.pomona.model.report.Gap;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds and reads the ignore files of folders.
final class IgnoreFiles {

    private static final int LARGEST = 1 << 20;
    /// Of a million files or so.
    private static final int LARGEST_INDEX = 128 << 20;

    private static final String GIT = ".git";
    private static final String GIT_IGNORE = ".gitignore";
    private static final String POMONA_IGNORE = ".pomonaignore";

    private final FileAccess access;
    private final WalkVisitor visitor;

    IgnoreFiles(FileAccess access, WalkVisitor visitor) {
        this.access = access;
        this.visitor = visitor;
    }

    /// The rules in a folder of the target.
    IgnoreRules enter(Path folder, String path, IgnoreRules above) {
        IgnoreRules rules = above;
        var repository = stat(folder.resolve(GIT));
        if (repository != null) {
            rules = rules.inRepository(tracked(folder.resolve(GIT), repository, path, ""));
            String excluded = read(exclude(folder.resolve(GIT), repository), path);
            if (excluded != null) rules = rules.withGit(IgnoreFile.parse(path, excluded));
        }
        String git = read(folder.resolve(GIT_IGNORE), path);
        if (git != null) rules = rules.withGit(IgnoreFile.parse(path, git));
        String pomona = read(folder.resolve(POMONA_IGNORE), path);
        return pomona == null ? rules : rules.withPomona(IgnoreFile.parse(path, pomona));
    }

    /// The rules that the repository around a target has for it. None when they ignore the target itself: who
    /// names it wants it.
    IgnoreRules around(Path target, IgnoreRules own) {
        var above = new ArrayList<Path>();
        Path root = target;
        while (root != null && stat(root.resolve(GIT)) == null) {
            root = root.getParent();
            if (root != null) above.add(root);
        }
        if (root == null || above.isEmpty()) return own;
        IgnoreRules rules = own;
        for (Path folder : above.reversed()) {
            String below = PathNames.relative(folder, target);
            if (folder.equals(root)) {
                var repository = stat(root.resolve(GIT));
                if (repository != null) {
                    rules = rules.withTracked(tracked(root.resolve(GIT), repository, "", below + "/"));
                }
                String excluded = repository == null ? null : read(exclude(root.resolve(GIT), repository), "");
                if (excluded != null) rules = rules.withGit(IgnoreFile.above(below, excluded));
            }
            String git = read(folder.resolve(GIT_IGNORE), "");
            if (git != null) rules = rules.withGit(IgnoreFile.above(below, git));
            String pomona = read(folder.resolve(POMONA_IGNORE), "");
            if (pomona != null) rules = rules.withPomona(IgnoreFile.above(below, pomona));
        }
        return rules.ignoresRoot() ? own : rules;
    }

    private @Nullable FileStat stat(Path path) {
        try {
            return access.stat(path);
        } catch (IOException _) {
            return null;
        }
    }

    /// Where a repository keeps its own ignore file. In a linked work tree or a submodule `.git` is a file that
    /// names the real folder, which in turn may name the one it shares with others.
    private @Nullable Path exclude(Path git, FileStat stat) {
        Path folder = gitFolder(git, stat);
        if (folder != null && stat.kind() == FileStat.Kind.FILE) {
            Path common = named(folder.resolve("commondir"), "");
            if (common != null) folder = common;
        }
        return folder == null ? null : folder.resolve("info").resolve("exclude");
    }

    private @Nullable Path gitFolder(Path git, FileStat stat) {
        return stat.kind() == FileStat.Kind.FILE ? named(git, "gitdir:") : git;
    }

    /// What a repository keeps, named relative to the target.
    ///
    /// @param path of the repository's root in the target; empty when it is the target or above it
    /// @param below the way from the repository's root to the target, `/` at its end; empty when it leads not there
    private TrackedFiles tracked(Path git, FileStat stat, String path, String below) {
        Path folder = gitFolder(git, stat);
        if (folder == null) return TrackedFiles.NONE;
        String prefix = path.isEmpty() ? "" : path + "/";
        return new TrackedFiles(() -> {
            byte[] index = bytes(folder.resolve("index"), path, LARGEST_INDEX, "the index of Git");
            if (index == null) return List.of();
            try {
                return GitIndex.paths(index).stream()
                        .filter(tracked -> tracked.startsWith(below))
                        .map(tracked -> prefix + tracked.substring(below.length()))
                        .toList();
            } catch (IllegalArgumentException _) {
                visitor.gap(Gap.Kind.MALFORMED, path, "the index of Git here is damaged and was not used");
                return List.of();
            }
        });
    }

    private @Nullable Path named(Path file, String label) {
        String text = read(file, "");
        if (text == null || !text.startsWith(label)) return null;
        try {
            return file.resolveSibling(text.substring(label.length()).strip()).normalize();
        } catch (InvalidPathException _) {
            return null;
        }
    }

    private @Nullable String read(@Nullable Path file, String path) {
        byte[] bytes = file == null ? null : bytes(file, path, LARGEST, "an ignore file");
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private byte @Nullable [] bytes(Path file, String path, int largest, String what) {
        try {
            if (access.stat(file).kind() != FileStat.Kind.FILE) return null;
            try (var channel = access.open(file)) {
                byte[] bytes = Channels.newInputStream(channel).readNBytes(largest + 1);
                if (bytes.length <= largest) return bytes;
                visitor.gap(Gap.Kind.LIMIT, path, what + " here is too large and was not used");
            }
        } catch (NoSuchFileException _) {
            return null;
        } catch (IOException _) {
            visitor.gap(Gap.Kind.UNREADABLE, path, what + " here can't be read and was not used");
        }
        return null;
    }
}
