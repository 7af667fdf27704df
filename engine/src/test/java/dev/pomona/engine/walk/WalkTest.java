// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.walk;

import static dev.pomona.engine.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.engine.ignore.TestIndexes;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WalkTest {

    @TempDir
    Path folder;

    private final TreeSet<String> files = new TreeSet<>();
    private final TreeSet<Gap> gaps = new TreeSet<>();
    private int ignored;

    private byte[] walk(Path target, @Nullable Path excluded, boolean ignoreFiles) throws IOException {
        files.clear();
        gaps.clear();
        ignored = 0;
        var options = new WalkOptions(List.of(), List.of(), ignoreFiles, excluded);
        return new Walk(new SystemFileAccess(), options, new WalkVisitor() {
                    @Override
                    public void file(WalkedFile file) {
                        FileFacts seen = file.target();
                        files.add(file.facts().path() + (seen == null ? "" : " -> " + seen.path()));
                    }

                    @Override
                    public void ignored() {
                        ignored++;
                    }

                    @Override
                    public void gap(Gap.Kind kind, String path, String message) {
                        gaps.add(new Gap(kind, path, message));
                    }

                    @Override
                    public boolean isOfInterest(String path) {
                        return path.endsWith(".lock");
                    }

                    @Override
                    public boolean isStopped() {
                        return false;
                    }
                })
                .folder(target.toRealPath());
    }

    private byte[] walk() throws IOException {
        return walk(folder, null, true);
    }

    private List<String> gapPaths() {
        return gaps.stream().map(gap -> gap.kind() + " " + gap.path()).toList();
    }

    @Test
    void honoursIgnoreFilesOnEveryLevel() throws IOException {
        write(folder, ".gitignore", "*.log\nbuild/\nnode_modules\n!keep.log\n");
        write(folder, ".pomonaignore", "secret.txt\n!/node_modules\n");
        write(folder, "a/.gitignore", "!x.log\n/only-here\n");
        for (String path : List.of(
                "x.log",
                "keep.log",
                "a/x.log",
                "a/only-here",
                "a/b/only-here",
                "build/y",
                "secret.txt",
                "node_modules/z",
                ".git/config")) {
            write(folder, path, "x");
        }
        write(folder, ".git/info/exclude", "excluded.txt\n");
        write(folder, "excluded.txt", "x");
        walk();
        assertThat(files)
                .containsExactly(
                        ".gitignore",
                        ".pomonaignore",
                        "a/.gitignore",
                        "a/b/only-here",
                        "a/x.log",
                        "keep.log",
                        "node_modules/z");
        assertThat(ignored).isEqualTo(5);
        walk(folder, null, false);
        assertThat(files).contains("x.log", "build/y", "excluded.txt").doesNotContain(".git/config");
    }

    @Test
    void rulesOfTheRepositoryAroundHoldUnlessTheyIgnoreTheTarget() throws IOException {
        write(folder, ".git/HEAD", "ref: x\n");
        write(folder, ".gitignore", "*.log\n/service/gen\n/built\n");
        for (String path : List.of("service/a.log", "service/a.txt", "service/gen/x", "built/a.log")) {
            write(folder, path, "x");
        }
        walk(folder.resolve("service"), null, true);
        assertThat(files).containsExactly("a.txt");
        walk(folder.resolve("built"), null, true);
        assertThat(files).containsExactly("a.log");
    }

    @Test
    void seesWhatGitKeepsThoughItWouldIgnoreIt() throws IOException {
        write(folder, ".gitignore", "*.lock\ngen/\n");
        write(folder, ".pomonaignore", "b.lock\n");
        for (String path : List.of("a.lock", "b.lock", "new.lock", "gen/deep/x", "gen/deep/y", "gen/z")) {
            write(folder, path, "x");
        }
        var tracked = List.of(".gitignore", "a.lock", "b.lock", "gen/deep/x");
        Files.createDirectories(folder.resolve(".git"));
        Files.write(folder.resolve(".git/index"), TestIndexes.of(2, 20, tracked));
        walk();
        assertThat(files).containsExactly(".gitignore", ".pomonaignore", "a.lock", "gen/deep/x");
        assertThat(gaps).isEmpty();
        walk(folder.resolve("gen"), null, true);
        assertThat(files).as("who names an ignored folder wants it").containsExactly("deep/x", "deep/y", "z");
        Files.write(folder.resolve(".git/index"), new byte[] {1, 2, 3});
        walk();
        assertThat(files).containsExactly(".gitignore", ".pomonaignore");
        assertThat(gapPaths()).containsExactly("MALFORMED ");
    }

    @Test
    void seesWhatTheRepositoryAroundKeeps() throws IOException {
        write(folder, ".gitignore", "*.lock\n");
        write(folder, "service/a.lock", "x");
        write(folder, "service/b.lock", "x");
        Files.createDirectories(folder.resolve(".git"));
        Files.write(folder.resolve(".git/index"), TestIndexes.of(4, 20, List.of("a.lock", "service/a.lock")));
        walk(folder.resolve("service"), null, true);
        assertThat(files).containsExactly("a.lock");
    }

    @Test
    void repositoriesInsideHaveTheirOwnRules() throws IOException {
        write(folder, ".gitignore", "*.log\n");
        write(folder, "sub/.git", "gitdir: ../modules/sub\n");
        write(folder, "modules/sub/info/exclude", "private.txt\n");
        write(folder, "sub/a.log", "x");
        write(folder, "sub/private.txt", "x");
        walk();
        assertThat(files).contains("sub/a.log").doesNotContain("sub/private.txt");
    }

    @Test
    void linksAreFollowedInsideAndNeverTwice(@TempDir Path outside) throws IOException {
        write(folder, "a/x.lock", "x");
        write(folder, "hidden/y.lock", "y");
        write(folder, ".gitignore", "hidden\n");
        write(outside, "z.lock", "z");
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Files.createSymbolicLink(folder.resolve("a/up"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("self"), Path.of("self"));
        Files.createSymbolicLink(folder.resolve("link.lock"), Path.of("a/x.lock"));
        Files.createSymbolicLink(folder.resolve("shown.lock"), Path.of("hidden/y.lock"));
        Files.createSymbolicLink(folder.resolve("out"), outside);
        Files.createSymbolicLink(folder.resolve("out.lock"), outside.resolve("z.lock"));
        Files.createSymbolicLink(folder.resolve("out.txt"), outside.resolve("z.lock"));
        Files.createSymbolicLink(folder.resolve("nowhere.lock"), Path.of("gone"));
        walk();
        assertThat(files).containsExactly(".gitignore", "a/x.lock", "link.lock -> a/x.lock", "shown.lock");
        assertThat(gapPaths()).containsExactly("UNREADABLE nowhere.lock", "UNSUPPORTED out", "UNSUPPORTED out.lock");
    }

    @Test
    void pipesAreNeverOpened() throws Exception {
        if (!run("mkfifo", folder.resolve("pipe.lock").toString())
                || !run("mkfifo", folder.resolve("pipe").toString())) {
            System.out.println("mkfifo is not installed: pipes were not tried");
            return;
        }
        walk();
        assertThat(files).isEmpty();
        assertThat(gapPaths()).containsExactly("UNSUPPORTED pipe.lock");
    }

    @Test
    void namesThatAreNotTextAreShownUnambiguously() throws Exception {
        if (!run("sh", "-c", "cd '" + folder + "' && : > \"$(printf 'a\\351.lock')\" && : > 'b\\xE9'")) {
            System.out.println("no shell: names that are not text were not tried");
            return;
        }
        walk();
        assertThat(files).containsExactly("a\\xE9.lock", "b\\xE9");
    }

    @Test
    void foldersMayBeAsDeepAsTheSystemAllows() throws IOException {
        Path deep = folder;
        for (int i = 0; i < 300; i++) deep = deep.resolve("d");
        Files.createDirectories(deep);
        Files.createFile(deep.resolve("x.lock"));
        walk();
        assertThat(files).containsExactly("d/".repeat(300) + "x.lock");
        for (; !deep.equals(folder); deep = deep.getParent()) {
            Files.deleteIfExists(deep.resolve("x.lock"));
            Files.delete(deep);
        }
    }

    @Test
    void leavesOutTheFolderItIsToldTo() throws IOException {
        write(folder, "cache/x", "x");
        write(folder, "y", "y");
        walk(folder, folder.toRealPath().resolve("cache"), true);
        assertThat(files).containsExactly("y");
    }

    @Test
    void digestIsOverNamesAndSizes() throws IOException {
        write(folder, "a/b", "one");
        write(folder, "c", "two");
        byte[] first = walk();
        assertThat(walk()).isEqualTo(first);
        write(folder, "c", "three");
        assertThat(walk()).isNotEqualTo(first);
        write(folder, "c", "two");
        assertThat(walk()).isEqualTo(first);
        Files.move(folder.resolve("a/b"), folder.resolve("a/d"));
        assertThat(walk()).isNotEqualTo(first);
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .inheritIO()
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
