// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.git.GitSandbox;
import dev.pomona.git.Repository;
import dev.pomona.git.RepositoryOptions;
import dev.pomona.git.object.GitGap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds our understanding of revisions and ranges against git's.
class RevisionsTest {

    @TempDir
    Path folder;

    private final List<GitGap> gaps = new ArrayList<>();
    private GitSandbox git = GitSandbox.at(Path.of("."));

    @BeforeEach
    void grow() {
        git = GitSandbox.init(folder.resolve("repo")).grow(77, 200);
        git.git("update-ref", "refs/remotes/origin/main", "dev~3");
        git.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
    }

    private Repository open() {
        return Repository.open(git.folder(), RepositoryOptions.of(gaps::add));
    }

    @Test
    void understandsNamesIdsAndSteps() {
        String id = git.git("rev-parse", "main");
        try (Repository repository = open()) {
            for (String word : List.of(
                    "HEAD",
                    "@",
                    "main",
                    "heads/main",
                    "refs/heads/topic/one",
                    "origin",
                    "origin/main",
                    "v1",
                    "tags/v2",
                    "v1^{}",
                    "v1^{commit}",
                    "light",
                    "main~4",
                    "main^",
                    "main~2^1~1",
                    "@~3",
                    "main^0",
                    "main~0",
                    id,
                    id.substring(0, 12),
                    id.substring(0, 12) + "~1")) {
                assertThat(Revisions.commit(repository, word).toString())
                        .as(word)
                        .isEqualTo(git.git("rev-parse", word + "^{commit}"));
            }
            for (String merge : git.lines("rev-list", "--all", "--merges")) {
                assertThat(Revisions.commit(repository, merge + "^2").toString())
                        .isEqualTo(git.git("rev-parse", merge + "^2"));
            }
        }
    }

    @Test
    void saysWhichPartIsNotKnown() {
        git.write("a file", "x").commit("a file");
        try (Repository repository = open()) {
            for (List<String> words : List.of(
                    List.of("nowhere", "nowhere"),
                    List.of("main..nowhere", "nowhere"),
                    List.of("nowhere~1..main", "nowhere~1"),
                    List.of("main~99999", "main~99999"),
                    List.of("main~9999999999", "main~9999999999"),
                    List.of("main^7", "main^7"),
                    List.of("^gone", "gone"),
                    List.of("--everything", "--everything"),
                    List.of("main:a file", "main:a file"),
                    List.of("main@{1}", "main@{1}"),
                    List.of("main^{/x}", "main^{/x}"),
                    List.of("main^{tree", "main^{tree"),
                    List.of("0123456", "0123456"),
                    List.of("0".repeat(39) + "1", "0".repeat(39) + "1"))) {
                assertThatThrownBy(() -> Revisions.range(repository, List.of(words.get(0))))
                        .as(words.get(0))
                        .isInstanceOfSatisfying(
                                RevisionException.class,
                                e -> assertThat(e.part()).isEqualTo(words.get(1)))
                        .hasMessageContaining(words.get(1));
            }
        }
    }

    @Test
    void findsTheCommitsOfRanges() {
        List<List<String>> ranges = List.of(
                List.of("main"),
                List.of("dev..main"),
                List.of("main..dev"),
                List.of("..dev"),
                List.of("old.."),
                List.of("main...dev"),
                List.of("topic/one...old"),
                List.of("main", "^dev", "^old"),
                List.of("--all"),
                List.of("--branches", "--not", "main"),
                List.of("--tags", "^main~9"),
                List.of("--remotes"),
                List.of("main", "--not", "--remotes"),
                List.of("main~3..main", "dev~2..dev"),
                List.of("main..main"));
        try (Repository repository = open()) {
            for (List<String> words : ranges) {
                var command = new ArrayList<>(List.of("rev-list"));
                command.addAll(words);
                CommitRange range = Revisions.range(repository, words);
                List<String> ours = NewBlobs.commits(repository, range).stream()
                        .map(Object::toString)
                        .toList();
                assertThat(new TreeSet<>(ours))
                        .as(words.toString())
                        .isEqualTo(new TreeSet<>(git.lines(command.toArray(String[]::new))));
                for (int i = 0; i < ours.size(); i++) {
                    assertThat(ours.subList(i, ours.size()))
                            .as("parents come first")
                            .doesNotContainAnyElementsOf(List.of(
                                    git.git("rev-parse", ours.get(i) + "^@").split("\n", -1)));
                }
            }
        }
        assertThat(gaps).isEmpty();
    }
}
