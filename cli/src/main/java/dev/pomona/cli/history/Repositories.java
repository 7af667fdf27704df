// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Quantity;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.git.Repository;
import dev.pomona.git.RepositoryOptions;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.store.GitLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Opens the repository that a command is about.
final class Repositories {

    /// A repository that somebody else made could lead to another one on this machine.
    static final Setting OUTSIDE = Setting.flag(
            "outside",
            "read what the repository keeps outside of its folder too: alternates, the base of a linked work tree",
            Setting.Reach.USER);
    static final Setting MAX_OBJECT_SIZE = Setting.value(
            "max-object-size", "SIZE", "leave out larger contents, and say so", "64MB", Setting.Reach.USER);

    private static final long LARGEST_OBJECT = 1L << 30;

    private Repositories() {}

    /// The repository that a folder is in: the folder itself or the nearest one above it, as Git finds it.
    ///
    /// @throws UsageException when there is none
    static Path find(Path folder) {
        Path start = folder.toAbsolutePath().normalize();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) return at;
            if (Files.isRegularFile(at.resolve("HEAD")) && Files.isDirectory(at.resolve("objects"))) return at;
        }
        throw new UsageException("there is no git repository at '%s' or above it".formatted(folder));
    }

    /// @param isOver when it says so, all reading of objects ends
    /// @throws UsageException when it can't be opened
    static Repository open(Path root, Invocation invocation, HistoryGaps gaps, BooleanSupplier isOver) {
        // as in Git, what Git fetched or made is believed to have the ids that it gave it
        RepositoryOptions options = options(invocation, gaps).endingWhen(isOver).withoutVerifying();
        return open(root, invocation.settings().isOn(OUTSIDE) ? options : options.within(root));
    }

    /// The repository for which Git runs a hook: what Git itself says about where its parts are holds.
    ///
    /// @param isOver as in [#open]
    /// @throws UsageException when it can't be opened
    static Repository ofHook(Invocation invocation, HistoryGaps gaps, BooleanSupplier isOver) {
        Map<String, String> environment = invocation.environment();
        String named = environment.getOrDefault("GIT_DIR", "");
        Path root = named.isEmpty()
                ? find(invocation.folder())
                : invocation.folder().resolve(named);
        RepositoryOptions options = options(invocation, gaps).endingWhen(isOver);
        String objects = environment.getOrDefault("GIT_OBJECT_DIRECTORY", "");
        if (!objects.isEmpty()) {
            options = options.withQuarantine(
                    invocation.folder().resolve(objects),
                    alternates(environment.getOrDefault("GIT_ALTERNATE_OBJECT_DIRECTORIES", ""), invocation.folder()));
        }
        return open(root, options);
    }

    private static RepositoryOptions options(Invocation invocation, HistoryGaps gaps) {
        String size = invocation.settings().text(MAX_OBJECT_SIZE).orElse("64MB");
        long bytes = Quantity.bytes("max-object-size", size);
        if (bytes < 1 || bytes > LARGEST_OBJECT) throw new UsageException("max-object-size is at most 1GB");
        var limits = GitLimits.defaults().withObjectBytes((int) bytes);
        return RepositoryOptions.of(gaps::add).with(limits);
    }

    private static Repository open(Path root, RepositoryOptions options) {
        try {
            return Repository.open(root, options);
        } catch (GitFormatException e) {
            String advice = e.kind() == dev.pomona.git.object.GitGap.Kind.OUTSIDE ? "; --outside reads it" : "";
            throw new UsageException(
                    "the repository at '%s' can't be read: %s%s".formatted(root, e.getMessage(), advice), e);
        }
    }

    /// What a report calls the repository: the folder's last name.
    static String name(Path root) {
        Path name = root.toAbsolutePath().normalize().getFileName();
        return name == null ? "root" : name.toString();
    }

    /// The folders of a list that Git wrote: parted by the system's separator, in quotes where a name has odd
    /// characters.
    static List<Path> alternates(String list, Path folder) {
        var folders = new ArrayList<Path>();
        int at = 0;
        while (at < list.length()) {
            var name = new StringBuilder();
            if (list.charAt(at) == '"') {
                at = unquoted(list, at + 1, name);
            } else {
                while (at < list.length() && list.charAt(at) != java.io.File.pathSeparatorChar)
                    name.append(list.charAt(at++));
            }
            if (!name.isEmpty()) folders.add(folder.resolve(name.toString()));
            at++;
        }
        return folders;
    }

    /// @return behind the closing quote
    private static int unquoted(String list, int start, StringBuilder name) {
        int at = start;
        while (at < list.length() && list.charAt(at) != '"') {
            if (list.charAt(at) == '\\' && at + 1 < list.length()) at++;
            name.append(list.charAt(at++));
        }
        return at + 1;
    }
}
