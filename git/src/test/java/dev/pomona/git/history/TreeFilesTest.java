// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.git.GitSandbox;
import dev.pomona.git.Repository;
import dev.pomona.git.RepositoryOptions;
import dev.pomona.git.object.Commit;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.store.ObjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeFilesTest {

    @TempDir
    private Path folder;

    @Test
    void tellsTheFilesThatGitTells() throws IOException {
        GitSandbox git = GitSandbox.init(folder.resolve("orchard"));
        for (String path : new String[] {"a", "b/c", "b/d/e", "ä/ö"}) {
            Path file = git.folder().resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "tree " + path);
        }
        Files.createSymbolicLink(git.folder().resolve("link"), Path.of("a"));
        var gaps = new ArrayList<GitGap>();
        try (Repository empty = Repository.open(git.folder(), RepositoryOptions.of(gaps::add))) {
            assertThat(TreeFiles.of(empty, empty.head())).isEmpty();
        }
        git.git("add", "-A");
        git.git("commit", "-q", "-m", "plant");
        Map<String, String> expected = new TreeMap<>();
        for (String line : git.lines("-c", "core.quotePath=false", "ls-tree", "-r", "HEAD")) {
            expected.put(line.substring(line.indexOf('\t') + 1), line.split("[ \t]", 4)[2]);
        }
        try (Repository repository = Repository.open(git.folder(), RepositoryOptions.of(gaps::add))) {
            Map<String, String> found = new TreeMap<>();
            TreeFiles.of(repository, repository.head()).forEach((path, id) -> found.put(path, id.toString()));
            assertThat(found).isEqualTo(expected).hasSize(5);
            assertThat(gaps).isEmpty();
            assertThat(inFolder(repository, "")).containsExactly("a", "link");
            assertThat(inFolder(repository, "b")).containsExactly("c");
            assertThat(inFolder(repository, "b/d")).containsExactly("e");
            for (String other : new String[] {"c", "a", "b/c", "b/d/", "/", "b//d"}) {
                assertThat(inFolder(repository, other)).as(other).isEmpty();
            }
            ObjectId none = ObjectId.parse("1".repeat(40));
            assertThat(TreeFiles.of(repository, none)).isEmpty();
            assertThat(gaps).hasSize(1);
        }
    }

    private static Set<String> inFolder(Repository repository, String path) {
        try (ObjectReader reader = repository.objects().reader()) {
            ObjectId head = repository.head();
            Commit commit = Commit.parse(head, reader.content(head, ObjectType.COMMIT));
            return TreeFiles.inFolder(reader, commit, path).keySet();
        }
    }
}
