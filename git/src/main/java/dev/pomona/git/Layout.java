// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import dev.pomona.git.file.GitFiles;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Where a repository's parts are.
///
/// @param own the folder of this work tree: HEAD and the index are in it
/// @param common the folder that linked work trees share: objects and refs are in it; often the same
record Layout(Path own, Path common) {

    private static final int POINTER = 1 << 14;

    /// Finds a repository at a work tree, a bare folder, or a file `.git` that says where the folder is.
    ///
    /// @throws GitFormatException when there is none, or it lies outside of the boundary
    static Layout find(GitFiles files, Path at) {
        Path start = at.toAbsolutePath().normalize();
        if (!files.isInside(start)) throw new GitFormatException(GitGap.Kind.OUTSIDE, "it lies outside or is missing");
        Path inside = start.resolve(".git");
        Path own;
        if (files.isFile(start)) own = pointedTo(files, start);
        else if (files.isFile(inside)) own = pointedTo(files, inside);
        else if (files.isFolder(inside)) own = inside;
        else own = start;
        if (!files.isFile(own.resolve("HEAD"))) {
            throw new GitFormatException(GitGap.Kind.MISSING, "there is no git repository");
        }
        byte[] shared = files.readIfThere(own.resolve("commondir"), POINTER);
        Path common = shared == null ? own : GitFiles.resolve(own, text(shared));
        if (!files.isFolder(common)) {
            throw new GitFormatException(
                    files.isInside(common) ? GitGap.Kind.MISSING : GitGap.Kind.OUTSIDE,
                    "the folder that the work tree shares with others can't be read");
        }
        return new Layout(own, common);
    }

    private static Path pointedTo(GitFiles files, Path file) {
        String text = text(files.read(file, POINTER));
        if (!text.startsWith("gitdir:")) throw GitFormatException.damaged("the file .git leads nowhere");
        Path folder = GitFiles.resolve(
                file.resolveSibling(""), text.substring("gitdir:".length()).strip());
        if (!files.isFolder(folder)) {
            throw new GitFormatException(
                    files.isInside(folder) ? GitGap.Kind.MISSING : GitGap.Kind.OUTSIDE,
                    "the folder that the file .git leads to can't be read");
        }
        return folder;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }
}
