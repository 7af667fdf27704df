// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.git.Repository;
import dev.pomona.git.StagedFile;
import dev.pomona.git.history.TreeFiles;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.ObjectId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `pomona secrets staged`: what the next commit would bring, for a pre-commit hook.
public final class StagedCommand implements Command {

    @Override
    public String description() {
        return """
                Finds secrets in what is staged and differs from the last commit: run by a pre-commit hook, it refuses
                the commit. What is only in the work tree is not looked at. Says nothing when all is well.""";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public Arity arity() {
        return Arity.NONE;
    }

    @Override
    public List<Setting> settings() {
        return HookRun.settings();
    }

    @Override
    public ExitCode run(Invocation invocation) {
        Path home = Repositories.find(invocation.folder());
        return new HookRun(invocation, "commit", "take it out of the file and stage that")
                .run(home, repository -> items(repository, invocation));
    }

    private static List<PathScan.Item> items(Repository repository, Invocation invocation) {
        Map<String, ObjectId> before = TreeFiles.of(repository, repository.head());
        return staged(repository, invocation).stream()
                .filter(file ->
                        file.isBlob() && !file.isIntended() && !file.path().isEmpty())
                .filter(file -> !file.id().equals(before.get(file.path())))
                .map(file -> new PathScan.Item(file.id(), file.path(), null))
                .distinct()
                .toList();
    }

    private static List<StagedFile> staged(Repository repository, Invocation invocation) {
        String index = invocation.environment().getOrDefault("GIT_INDEX_FILE", "");
        try {
            return index.isEmpty()
                    ? repository.staged()
                    : repository.staged(invocation.folder().resolve(index));
        } catch (GitFormatException e) {
            throw new UsageException("what is staged can't be read: %s".formatted(e.getMessage()), e);
        }
    }
}
