// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.git.Repository;
import dev.pomona.git.history.CommitRange;
import dev.pomona.git.history.NewBlob;
import dev.pomona.git.history.NewBlobs;
import dev.pomona.git.object.Commit;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.store.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `pomona secrets pre-receive`: what a push brings, for a server's hook.
public final class PreReceiveCommand implements Command {

    private static final int MOST_REFS = 100_000;

    @Override
    public String description() {
        return """
                Finds secrets in what a push brings: run by a server's pre-receive hook, it refuses the push. Reads the
                lines that Git gives a hook (old id, new id, ref) and looks into the quarantine in which Git keeps what
                is pushed until the hook lets it in. Says nothing when all is well, but for what marks in the files allow.""";
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
        List<CommitRange.Push> pushes = pushes(invocation);
        Path home = Repositories.find(invocation.folder());
        return new HookRun(invocation, "push", "take it out of the commits that are named and push again")
                .run(home, repository -> items(repository, pushes));
    }

    private static List<CommitRange.Push> pushes(Invocation invocation) {
        var pushes = new ArrayList<CommitRange.Push>();
        try {
            var lines = new BufferedReader(new InputStreamReader(invocation.in(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) continue;
                String[] words = line.split(" ", 3);
                ObjectId before = ObjectId.parse(words[0]);
                ObjectId after = words.length == 3 ? ObjectId.parse(words[1]) : null;
                if (before == null || after == null) {
                    throw new UsageException("a line of a pre-receive hook has an old id, a new id and a ref");
                }
                pushes.add(new CommitRange.Push(before, after));
                if (pushes.size() > MOST_REFS) {
                    throw new UsageException("more than %d refs are pushed at once".formatted(MOST_REFS));
                }
            }
        } catch (IOException e) {
            throw new UsageException("what is pushed can't be read", e);
        }
        return pushes;
    }

    private static List<PathScan.Item> items(Repository repository, List<CommitRange.Push> pushes) {
        CommitRange range = CommitRange.of(repository, pushes);
        List<NewBlob> blobs = NewBlobs.of(repository, range, NewBlobs.Against.START);
        Map<ObjectId, @Nullable Commit> commits = new HashMap<>();
        var items = new ArrayList<PathScan.Item>();
        try (ObjectReader reader = repository.objects().reader()) {
            for (NewBlob blob : blobs) {
                ObjectId id = blob.commit();
                if (id != null && !commits.containsKey(id)) commits.put(id, commit(id, reader, repository));
                items.add(new PathScan.Item(blob.blob(), blob.path(), id == null ? null : commits.get(id)));
            }
        }
        return items;
    }

    private static @Nullable Commit commit(ObjectId id, ObjectReader reader, Repository repository) {
        byte[] content = reader.content(id, ObjectType.COMMIT);
        try {
            return content == null ? null : Commit.parse(id, content);
        } catch (GitFormatException e) {
            repository.gaps().accept(GitGap.of(id, e));
            return null;
        }
    }
}
