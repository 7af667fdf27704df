// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {

    @TempDir
    Path folder;

    private final List<GitGap> gaps = new ArrayList<>();

    private Repository open(Path at) {
        return Repository.open(at, RepositoryOptions.of(gaps::add));
    }

    private static Map<String, String> refsByGit(GitSandbox git) {
        var refs = new TreeMap<String, String>();
        for (String line : git.lines("for-each-ref", "--format=%(refname) %(objectname)")) {
            String[] words = line.split(" ", 2);
            refs.put(words[0], words[1]);
        }
        return refs;
    }

    private Map<String, String> refsByUs(Path at) {
        var refs = new TreeMap<String, String>();
        try (Repository repository = open(at)) {
            repository.refs().forEach((name, ref) -> refs.put(name, ref.target().toString()));
        }
        return refs;
    }

    @Test
    void readsRefsLooseAndPackedAndSymbolic() {
        var git = GitSandbox.init(folder.resolve("repo")).grow(1, 40);
        git.git("symbolic-ref", "refs/heads/alias", "refs/heads/main");
        Map<String, String> expected = refsByGit(git);
        expected.put("HEAD", git.git("rev-parse", "HEAD"));
        assertThat(refsByUs(git.folder())).isEqualTo(expected);
        git.git("pack-refs", "--all", "--prune");
        assertThat(refsByUs(git.folder())).isEqualTo(expected);
        // a loose ref goes before a packed one
        expected.put("HEAD", git.commit("more"));
        expected.putAll(refsByGit(git));
        assertThat(refsByUs(git.folder())).isEqualTo(expected);
        assertThat(gaps).isEmpty();
    }

    @Test
    void readsHeadsOfWorkTreesFromEachOfThem() {
        var git = GitSandbox.init(folder.resolve("repo")).grow(2, 40);
        git.git("worktree", "add", "-q", "--detach", "../linked", "dev");
        Path linked = folder.resolve("linked");
        String dev = git.git("rev-parse", "dev");
        assertThat(refsByUs(git.folder())).containsEntry("worktrees/linked/HEAD", dev);
        assertThat(refsByUs(linked))
                .containsEntry("HEAD", dev)
                .containsEntry("main-worktree/HEAD", git.git("rev-parse", "HEAD"));
    }

    @Test
    void hasNoHeadBeforeTheFirstCommit() {
        var git = GitSandbox.init(folder.resolve("repo"));
        try (Repository repository = open(git.folder())) {
            assertThat(repository.refs()).isEmpty();
            assertThat(repository.head()).isNull();
            assertThat(repository.staged()).isEmpty();
            assertThat(repository.remembered()).isEmpty();
        }
        assertThat(gaps).isEmpty();
    }

    @Test
    void remembersWhatReflogsKnow() {
        var git = GitSandbox.init(folder.resolve("repo"));
        var commits = new TreeSet<ObjectId>();
        commits.add(AllObjects.id(git.write("a", "1").commit("one")));
        commits.add(AllObjects.id(git.write("a", "2").commit("two")));
        git.git("reset", "-q", "--hard", "HEAD~1");
        commits.add(AllObjects.id(git.write("a", "3").commit("three")));
        try (Repository repository = open(git.folder())) {
            assertThat(repository.remembered()).containsExactlyElementsOf(commits);
        }
    }

    @Test
    void readsTheIndexInAllVersions() {
        for (String format : List.of("sha1", "sha256")) {
            var git = GitSandbox.init(folder.resolve(format), "--object-format=" + format)
                    .grow(3, 60);
            git.write("new/file with a long name that goes on and on.txt", "x").write("intended", "y");
            git.git("add", "new");
            git.git("add", "--intent-to-add", "intended");
            for (String version : List.of("2", "3", "4")) {
                git.git("update-index", "--index-version", version);
                assertThat(stagedByUs(git)).isEqualTo(git.lines("-c", "core.quotePath=false", "ls-files", "--stage"));
            }
            try (Repository repository = open(git.folder())) {
                assertThat(repository.staged())
                        .filteredOn(StagedFile::isIntended)
                        .extracting(StagedFile::path)
                        .containsExactly("intended");
            }
        }
        assertThat(gaps).isEmpty();
    }

    private List<String> stagedByUs(GitSandbox git) {
        try (Repository repository = open(git.folder())) {
            return repository.staged().stream()
                    .map(file -> "%06o %s %d\t%s".formatted(file.mode(), file.id(), file.stage(), file.path()))
                    .toList();
        }
    }

    @Test
    void readsStagesOfAConflict() {
        var git = GitSandbox.init(folder.resolve("repo"));
        git.write("a", "base\n").commit("base");
        git.git("checkout", "-q", "-b", "other");
        git.write("a", "other\n").commit("other");
        git.git("checkout", "-q", "main");
        git.write("a", "main\n").commit("main");
        String theirs = git.git("rev-parse", "other:a");
        git.run(
                "0 %s\ta\n100644 %s 1\ta\n100644 %s 2\ta\n100644 %s 3\ta\n"
                        .formatted(
                                "0".repeat(40),
                                git.git("rev-parse", "main~1:a"),
                                git.git("rev-parse", "main:a"),
                                theirs)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "update-index",
                "--index-info");
        assertThat(stagedByUs(git)).hasSize(3).isEqualTo(git.lines("ls-files", "--stage"));
    }

    @Test
    void tellsThatASplitIndexIsNotWhole() {
        var git = GitSandbox.init(folder.resolve("repo"));
        git.write("a", "1").commit("one");
        git.git("update-index", "--split-index");
        try (Repository repository = open(git.folder())) {
            assertThat(repository.staged())
                    .allSatisfy(file -> assertThat(file.id().toString()).isEqualTo(git.git("rev-parse", "HEAD:a")));
        }
        assertThat(gaps).extracting(GitGap::kind).containsExactly(GitGap.Kind.UNSUPPORTED);
    }

    @Test
    void tellsThatReftablesAreNotRead() throws Exception {
        var git = GitSandbox.init(folder.resolve("repo"));
        git.write("a", "1").commit("one");
        git.git("config", "extensions.refStorage", "reftable");
        try (Repository repository = open(git.folder())) {
            assertThat(repository.refs()).isEmpty();
            assertThat(AllObjects.byUs(repository, 1)).hasSize(3);
        }
        assertThat(gaps).extracting(GitGap::kind).containsExactly(GitGap.Kind.UNSUPPORTED);
    }

    @Test
    void followsNoRefOutOfTheRepository() throws Exception {
        var git = GitSandbox.init(folder.resolve("repo"));
        git.write("a", "1").commit("one");
        Path refs = git.folder().resolve(".git/refs/heads");
        Files.writeString(folder.resolve("private"), "ghp_whatever is in here must not be told");
        Files.writeString(refs.resolve("up"), "ref: ../../private\n");
        Files.writeString(refs.resolve("round"), "ref: refs/heads/round\n");
        Files.createSymbolicLink(refs.resolve("link"), folder.resolve("private"));
        try (var repository =
                Repository.open(git.folder(), RepositoryOptions.of(gaps::add).within(git.folder()))) {
            assertThat(repository.refs().keySet()).containsExactly("HEAD", "refs/heads/main");
        }
        assertThat(gaps).extracting(GitGap::reason).noneMatch(reason -> reason.contains("ghp_"));
    }

    @Test
    void waitsForNoPipe() throws Exception {
        var git = GitSandbox.init(folder.resolve("repo"));
        git.write("a", "1").commit("one");
        Path pipe = git.folder().resolve(".git/refs/heads/pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Files.delete(git.folder().resolve(".git/index"));
        new ProcessBuilder("mkfifo", git.folder().resolve(".git/index").toString())
                .start()
                .waitFor();
        try (Repository repository = open(git.folder())) {
            assertThat(repository.refs()).containsOnlyKeys("HEAD", "refs/heads/main");
            assertThat(repository.staged()).isEmpty();
        }
    }

    @Test
    void refusesWhatIsNoRepository() throws Exception {
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(GitFormatException.class)
                .hasMessage("there is no git repository");
        Files.writeString(folder.resolve(".git"), "elsewhere");
        assertThatThrownBy(() -> open(folder)).hasMessage("the file .git leads nowhere");
        Files.writeString(folder.resolve(".git"), "gitdir: nowhere");
        assertThatThrownBy(() -> open(folder)).isInstanceOf(GitFormatException.class);
        var git = GitSandbox.init(folder.resolve("repo"));
        git.git("config", "extensions.objectFormat", "md4");
        assertThatThrownBy(() -> open(git.folder()))
                .isInstanceOfSatisfying(
                        GitFormatException.class, e -> assertThat(e.kind()).isEqualTo(GitGap.Kind.UNSUPPORTED));
    }
}
