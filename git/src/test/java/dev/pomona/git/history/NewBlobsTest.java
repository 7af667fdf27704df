// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.git.GitSandbox;
import dev.pomona.git.Repository;
import dev.pomona.git.RepositoryOptions;
import dev.pomona.git.history.CommitRange.Push;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewBlobsTest {

    private static final ObjectId NONE = id("0".repeat(40));

    @TempDir
    Path folder;

    private final List<GitGap> gaps = new ArrayList<>();

    private static ObjectId id(String digits) {
        ObjectId id = ObjectId.parse(digits);
        assertThat(id).as(digits).isNotNull();
        return id;
    }

    private Repository open(Path at) {
        return Repository.open(at, RepositoryOptions.of(gaps::add));
    }

    private static Set<String> ids(List<NewBlob> blobs) {
        var ids = new TreeSet<String>();
        blobs.forEach(blob -> assertThat(ids.add(blob.blob().toString())).isTrue());
        return ids;
    }

    /// All blobs in the trees of some commits, by git.
    private static Set<String> blobsOf(GitSandbox git, List<String> commits) {
        var ids = new TreeSet<String>();
        for (String commit : commits) {
            for (String line : git.lines("ls-tree", "-r", commit)) ids.add(line.split("[ \t]", 4)[2]);
        }
        return ids;
    }

    @Test
    void areThoseOfTheRangeAndNotOfItsStart() {
        var git = GitSandbox.init(folder.resolve("repo")).grow(5, 120);
        int found = 0;
        try (Repository repository = open(git.folder())) {
            for (String words : List.of("main~5..main", "dev..main", "main..dev", "old..topic/one", "main~1..main")) {
                CommitRange range = Revisions.range(repository, List.of(words));
                List<String> commits = git.lines("rev-list", words);
                List<String> boundary = git.lines("rev-list", "--boundary", words).stream()
                        .filter(line -> line.startsWith("-"))
                        .map(line -> line.substring(1))
                        .toList();
                var start = new ArrayList<>(boundary);
                start.add(words.substring(0, words.indexOf("..")));
                Set<String> expected = blobsOf(git, commits);
                expected.removeAll(blobsOf(git, start));
                assertThat(ids(NewBlobs.of(repository, range, NewBlobs.Against.START)))
                        .as(words)
                        .isEqualTo(expected);
                Set<String> whole = blobsOf(git, commits);
                whole.removeAll(blobsOf(git, git.lines("rev-list", words.substring(0, words.indexOf("..")))));
                assertThat(ids(NewBlobs.of(repository, range, NewBlobs.Against.WHOLE_HISTORY)))
                        .as(words)
                        .isEqualTo(whole);
                for (NewBlob blob : NewBlobs.of(repository, range, NewBlobs.Against.START)) {
                    assertThat(git.git("rev-parse", blob.commit() + ":" + blob.path()))
                            .isEqualTo(blob.blob().toString());
                    found++;
                }
            }
        }
        assertThat(found).isGreaterThan(20);
        assertThat(gaps).isEmpty();
    }

    @Test
    void ofAllCommitsAreAllReachableBlobs() {
        var git = GitSandbox.init(folder.resolve("repo")).grow(6, 120);
        try (Repository repository = open(git.folder())) {
            CommitRange all = Revisions.range(repository, List.of("--all"));
            assertThat(ids(NewBlobs.of(repository, all, NewBlobs.Against.START)))
                    .isEqualTo(blobsOf(git, git.lines("rev-list", "--all")));
        }
    }

    @Test
    void ofAPushAreReadFromItsQuarantine() throws Exception {
        var server = GitSandbox.init(folder.resolve("server.git"), "--bare").grow(7, 60);
        GitSandbox.at(folder).git("clone", "-q", "server.git", "client");
        var client = GitSandbox.at(folder.resolve("client"));
        ObjectId before = id(client.git("rev-parse", "HEAD"));
        ObjectId after = id(client.write("key", "brought by a push").commit("push"));
        ObjectId key = id(client.git("rev-parse", "HEAD:key"));
        byte[] loose = "straight from a tag".getBytes(StandardCharsets.UTF_8);
        ObjectId tagged =
                id(new String(client.run(loose, "hash-object", "-w", "--stdin"), StandardCharsets.UTF_8).strip());
        // the pack that a push sends, kept apart from the server's objects as git does
        Path quarantine = folder.resolve("server.git/objects/tmp_objdir-incoming");
        Files.createDirectories(quarantine.resolve("pack"));
        byte[] pack = client.run(
                (after + "\n" + tagged + "\n^" + before + "\n").getBytes(StandardCharsets.UTF_8),
                "pack-objects",
                "--revs",
                "--stdout",
                "-q");
        Files.write(quarantine.resolve("pack/pack-in.pack"), pack);
        server.git("index-pack", quarantine.resolve("pack/pack-in.pack").toString());
        var options = RepositoryOptions.of(gaps::add)
                .withQuarantine(quarantine, List.of(folder.resolve("server.git/objects")));
        try (var repository = Repository.open(folder.resolve("server.git"), options)) {
            var pushes = List.of(new Push(before, after), new Push(NONE, tagged), new Push(before, NONE));
            CommitRange range = CommitRange.of(repository, pushes);
            assertThat(NewBlobs.of(repository, range, NewBlobs.Against.START))
                    .containsExactly(new NewBlob(key, "key", 0100644, after), new NewBlob(tagged, "", 0, null));
            // a branch made anew on what is known brings nothing
            assertThat(NewBlobs.of(
                            repository,
                            CommitRange.of(repository, List.of(new Push(NONE, before))),
                            NewBlobs.Against.START))
                    .isEmpty();
        }
        assertThat(gaps).isEmpty();
    }

    @Test
    void comeBackAsNewUnlessTheWholeHistoryIsAsked() {
        var git = GitSandbox.init(folder.resolve("repo"));
        git.write("key", "secret").commit("add");
        git.write("key", "gone").commit("remove");
        String back = git.write("again", "secret").commit("back again");
        try (Repository repository = open(git.folder())) {
            CommitRange range = Revisions.range(repository, List.of("HEAD~1..HEAD"));
            assertThat(NewBlobs.of(repository, range, NewBlobs.Against.START))
                    .containsExactly(new NewBlob(id(git.git("rev-parse", "HEAD:again")), "again", 0100644, id(back)));
            assertThat(NewBlobs.of(repository, range, NewBlobs.Against.WHOLE_HISTORY))
                    .isEmpty();
        }
    }
}
