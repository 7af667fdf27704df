// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.git.GitSandbox;
import dev.pomona.git.Repository;
import dev.pomona.git.RepositoryOptions;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.Person;
import dev.pomona.git.store.GitLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobTracesTest {

    @TempDir
    Path folder;

    private final List<GitGap> gaps = new ArrayList<>();

    private static ObjectId id(String digits) {
        ObjectId id = ObjectId.parse(digits);
        assertThat(id).as(digits).isNotNull();
        return id;
    }

    private BlobTrace trace(Path at, ObjectId blob) {
        try (var repository = Repository.open(at, RepositoryOptions.of(gaps::add))) {
            return BlobTraces.of(repository, List.of(blob)).getFirst();
        }
    }

    private static ObjectId commit(dev.pomona.git.object.@org.jspecify.annotations.Nullable Commit commit) {
        assertThat(commit).isNotNull();
        return commit.id();
    }

    @Test
    void tellFirstAndLastCommitAndAllPaths() {
        var git = GitSandbox.init(folder.resolve("repo"));
        git.write("readme", "hello").commit("start");
        String first = git.write("conf/key.txt", "the key").commit("Füge Schlüssel hinzu\n\nbody");
        git.git("mv", "conf/key.txt", "moved.txt");
        git.commit("move");
        String last = git.write("readme", "hello again").commit("still there");
        git.git("rm", "-q", "moved.txt");
        git.commit("remove");
        ObjectId blob = id(git.git("rev-parse", first + ":conf/key.txt"));
        BlobTrace trace = trace(git.folder(), blob);
        assertThat(trace.paths()).containsExactly("conf/key.txt", "moved.txt");
        assertThat(commit(trace.first())).isEqualTo(id(first));
        assertThat(commit(trace.last())).isEqualTo(id(last));
        assertThat(trace.isReachable()).isTrue();
        assertThat(trace.isInHead()).isFalse();
        assertThat(trace.isPathsCut()).isFalse();
        assertThat(trace.first()).isNotNull().satisfies(commit -> {
            assertThat(commit.subject()).isEqualTo("Füge Schlüssel hinzu");
            assertThat(commit.author())
                    .isEqualTo(new Person(
                            "Ada Müller", "ada@example.org", commit.committer().seconds() - 30, 150));
            assertThat(commit.committer().zone()).isEqualTo(-60);
        });
        assertThat(trace(git.folder(), id(git.git("rev-parse", "HEAD:readme"))).isInHead())
                .isTrue();
    }

    @Test
    void findCommitsThatNothingLeadsTo() {
        var git = GitSandbox.init(folder.resolve("repo"));
        git.write("a", "1").commit("start");
        String first = git.write("key", "amended away").commit("oops");
        ObjectId blob = id(git.git("rev-parse", "HEAD:key"));
        git.write("key", "harmless");
        git.git("add", "-A");
        git.git("commit", "-q", "--amend", "-m", "better");
        assertThat(trace(git.folder(), blob)).satisfies(trace -> {
            assertThat(commit(trace.first())).isEqualTo(id(first));
            assertThat(trace.paths()).containsExactly("key");
            assertThat(trace.isReachable()).isFalse();
        });
        git.git("reflog", "expire", "--expire=now", "--all");
        git.git("repack", "-q", "-a", "-d", "--cruft");
        assertThat(commit(trace(git.folder(), blob).first())).isEqualTo(id(first));
        ObjectId lost = id(new String(
                        git.run("staged only".getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "--stdin"),
                        StandardCharsets.UTF_8)
                .strip());
        assertThat(trace(git.folder(), lost))
                .isEqualTo(new BlobTrace(lost, List.of(), false, null, null, false, false));
        git.git("tag", "blob", lost.toString());
        assertThat(trace(git.folder(), lost).isReachable()).isTrue();
        assertThat(gaps).isEmpty();
    }

    /// The same answers by asking git for each commit's files.
    @Test
    void agreeWithAWalkOverAllTreesOfAllCommits() {
        for (String format : List.of("sha1", "sha256")) {
            var git = GitSandbox.init(folder.resolve(format), "--object-format=" + format)
                    .grow(99, 120);
            git.git("branch", "-q", "-D", "old");
            git.git("tag", "tree", "main~4^{tree}");
            Map<String, Set<String>> ancestors = ancestors(git);
            Map<String, Set<String>> commitsOf = new TreeMap<>();
            Map<String, Set<String>> pathsOf = new TreeMap<>();
            for (String commit : ancestors.keySet()) {
                for (String line : new String(
                                git.run(new byte[0], "ls-tree", "-r", "-z", commit), StandardCharsets.UTF_8)
                        .split("\0", -1)) {
                    if (line.isEmpty()) continue;
                    String blob = line.split("[ \t]", 4)[2];
                    commitsOf.computeIfAbsent(blob, _ -> new TreeSet<>()).add(commit);
                    pathsOf.computeIfAbsent(blob, _ -> new TreeSet<>()).add(line.substring(line.indexOf('\t') + 1));
                }
            }
            Set<String> reachable = new HashSet<>(git.lines("rev-list", "--all"));
            Set<String> inHead = new HashSet<>();
            for (String line : git.lines("ls-tree", "-r", "HEAD")) inHead.add(line.split("[ \t]", 4)[2]);
            assertThat(commitsOf).hasSizeGreaterThan(150);
            List<ObjectId> blobs =
                    commitsOf.keySet().stream().map(BlobTracesTest::id).toList();
            List<BlobTrace> traces;
            try (var repository = Repository.open(git.folder(), RepositoryOptions.of(gaps::add))) {
                traces = BlobTraces.of(repository, blobs);
            }
            // when there is no room for what trees name, they are read again instead
            var scarce = GitLimits.defaults().withTraces(20, 64);
            try (var repository = Repository.open(
                    git.folder(), RepositoryOptions.of(gaps::add).with(scarce))) {
                assertThat(BlobTraces.of(repository, blobs)).isEqualTo(traces);
            }
            assertThat(traces).extracting(BlobTrace::blob).isEqualTo(blobs);
            for (BlobTrace trace : traces) {
                String blob = trace.blob().toString();
                Set<String> commits = commitsOf.getOrDefault(blob, Set.of());
                String first = commit(trace.first()).toString();
                String last = commit(trace.last()).toString();
                assertThat(trace.paths()).containsExactlyElementsOf(pathsOf.getOrDefault(blob, Set.of()));
                assertThat(commits).contains(first, last);
                assertThat(ancestors.get(first)).doesNotContainAnyElementsOf(commits);
                assertThat(commits)
                        .allSatisfy(commit -> assertThat(ancestors.get(commit)).doesNotContain(last));
                assertThat(trace.isReachable()).isEqualTo(commits.stream().anyMatch(reachable::contains));
                assertThat(trace.isInHead()).isEqualTo(inHead.contains(blob));
            }
        }
        assertThat(gaps).isEmpty();
    }

    /// All commits that there are, with their proper ancestors.
    private static Map<String, Set<String>> ancestors(GitSandbox git) {
        var commits = new ArrayList<String>();
        for (String line : git.lines("cat-file", "--batch-all-objects", "--batch-check")) {
            String[] words = line.split(" ", 3);
            if (words[1].equals("commit")) commits.add(words[0]);
        }
        var ancestors = new HashMap<String, Set<String>>();
        var command = new ArrayList<>(List.of("rev-list", "--topo-order", "--reverse", "--parents"));
        command.addAll(commits);
        for (String line : git.lines(command.toArray(String[]::new))) {
            String[] words = line.split(" ", -1);
            var all = new HashSet<String>();
            for (int i = 1; i < words.length; i++) {
                all.add(words[i]);
                all.addAll(ancestors.getOrDefault(words[i], Set.of()));
            }
            ancestors.put(words[0], all);
        }
        return ancestors;
    }

    @Test
    void tellWhatAShallowOrPartialCloneDoesNotHave() {
        var git = GitSandbox.init(folder.resolve("repo"));
        git.git("config", "uploadpack.allowFilter", "true");
        git.write("key", "old").commit("one");
        git.write("key", "new").commit("two");
        ObjectId blob = id(git.git("rev-parse", "HEAD:key"));
        var outside = GitSandbox.at(folder);
        outside.git("clone", "-q", "--depth=1", "file://" + git.folder(), "shallow");
        assertThat(commit(trace(folder.resolve("shallow"), blob).first())).isEqualTo(id(git.git("rev-parse", "HEAD")));
        assertThat(gaps).hasSize(1).allMatch(gap -> gap.kind() == GitGap.Kind.MISSING && gap.object() == null);
        gaps.clear();
        outside.git("clone", "-q", "--bare", "--filter=tree:0", "file://" + git.folder(), "treeless");
        assertThat(trace(folder.resolve("treeless"), blob).first()).isNull();
        assertThat(gaps).containsExactly(new GitGap(GitGap.Kind.MISSING, null, "the trees of 2 commits are missing"));
    }
}
