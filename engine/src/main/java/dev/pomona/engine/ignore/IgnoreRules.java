// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.ignore;

import dev.pomona.engine.ignore.IgnoreFile.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// All the rules that hold in one folder, from the strongest to the weakest: the caller's own patterns, then
/// `.pomonaignore` files, then `.gitignore` files, each from the deepest folder up. The first that says
/// anything decides. What Git keeps is not ignored by what Git was told.
///
/// Asks nothing about the folders above a path: who walks does not enter a folder that is ignored.
public record IgnoreRules(IgnoreFile own, List<IgnoreFile> pomona, List<IgnoreFile> git, TrackedFiles tracked) {

    private static final String EVERYTHING = "*";

    public IgnoreRules {
        pomona = List.copyOf(pomona);
        git = List.copyOf(git);
    }

    public static IgnoreRules of(List<String> ownPatterns) {
        return new IgnoreRules(IgnoreFile.of(ownPatterns), List.of(), List.of(), TrackedFiles.NONE);
    }

    public IgnoreRules withPomona(IgnoreFile file) {
        return file.isEmpty() ? this : new IgnoreRules(own, before(file, pomona), git, tracked);
    }

    public IgnoreRules withGit(IgnoreFile file) {
        return file.isEmpty() ? this : new IgnoreRules(own, pomona, before(file, git), tracked);
    }

    /// At the root of a repository of its own: what Git was told further up does not hold there.
    ///
    /// @param kept what this repository keeps
    public IgnoreRules inRepository(TrackedFiles kept) {
        return new IgnoreRules(own, pomona, List.of(), kept);
    }

    /// At the root of a target that lies in a repository.
    public IgnoreRules withTracked(TrackedFiles kept) {
        return new IgnoreRules(own, pomona, git, kept);
    }

    /// The rules of these that hold in a folder: where only tracked files keep it from being ignored, all others in it
    /// are.
    public IgnoreRules inside(String folder) {
        if (git.isEmpty() || folder.isEmpty()) return this;
        byte[] bytes = folder.getBytes(StandardCharsets.UTF_8);
        boolean isOpenedByGit = stronger(bytes, true) == Answer.NOTHING && first(git, bytes, true) == Answer.IGNORED;
        return isOpenedByGit ? withGit(IgnoreFile.parse(folder, EVERYTHING)) : this;
    }

    public boolean isIgnored(String path, boolean isFolder) {
        if (own.isEmpty() && pomona.isEmpty() && git.isEmpty()) return false;
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        return switch (stronger(bytes, isFolder)) {
            case IGNORED -> true;
            case KEPT -> false;
            case NOTHING -> first(git, bytes, isFolder) == Answer.IGNORED && !tracked.has(path);
        };
    }

    /// What those say that are stronger than Git's.
    private Answer stronger(byte[] path, boolean isFolder) {
        Answer answer = own.answer(path, isFolder);
        return answer == Answer.NOTHING ? first(pomona, path, isFolder) : answer;
    }

    /// Whether a file above the root says that the root is ignored.
    public boolean ignoresRoot() {
        return pomona.stream().anyMatch(IgnoreFile::ignoresRoot) || git.stream().anyMatch(IgnoreFile::ignoresRoot);
    }

    private static Answer first(List<IgnoreFile> files, byte[] path, boolean isFolder) {
        for (IgnoreFile file : files) {
            Answer answer = file.answer(path, isFolder);
            if (answer != Answer.NOTHING) return answer;
        }
        return Answer.NOTHING;
    }

    private static List<IgnoreFile> before(IgnoreFile file, List<IgnoreFile> files) {
        var all = new ArrayList<IgnoreFile>(files.size() + 1);
        all.add(file);
        all.addAll(files);
        return all;
    }
}
