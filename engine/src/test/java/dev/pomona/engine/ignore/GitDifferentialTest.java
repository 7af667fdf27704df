// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds our reading of ignore files against Git's own, over random patterns and trees.
class GitDifferentialTest {

    private static final int ROUNDS = 120;
    private static final String[] NAMES = {"a", "b", "ab", "foo", "bar", "foo.c", "a b", "-x", "[x]", "é", "A"};
    private static final String[] PIECES = {
        "*",
        "**",
        "?",
        "/",
        "/",
        "a",
        "b",
        "foo",
        "bar",
        ".c",
        "[ab]",
        "[!a]",
        "[a-f]",
        "[]x]",
        "[[:alpha:]]",
        "\\",
        "\\*",
        "\\[",
        " ",
        "[",
        "é",
        "**/",
        "/**",
        "[^a]",
        "[a-]",
        "o",
        "!",
        "[[:foo:]]",
        "[\\]a]",
        "-"
    };

    @TempDir
    Path folder;

    @Test
    void agreesWithGit() throws Exception {
        if (!isInstalled()) {
            System.out.println("git is not installed: our ignore rules were not compared with it");
            return;
        }
        long seed = 20260701;
        var random = new Random(seed);
        git(folder, "init", "-q");
        var folders = new TreeSet<String>();
        var files = new TreeSet<String>();
        var ignoreFiles = new TreeMap<String, String>();
        for (int round = 0; round < ROUNDS; round++) {
            Path tree = Files.createDirectories(folder.resolve("t" + round));
            var below = new TreeSet<String>(List.of("t" + round));
            grow(tree, "t" + round, 0, random, below, files);
            for (String at : below) {
                if (at.indexOf('/') >= 0 && random.nextInt(4) > 0) continue;
                String content = patterns(random);
                ignoreFiles.put(at, content);
                Files.writeString(folder.resolve(at).resolve(".gitignore"), content);
            }
            folders.addAll(below);
        }
        var expected = gitIgnores(folder, folders, files);
        int ignored = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String tree = "t" + round;
            var actual = new TreeSet<String>();
            collect(IgnoreRules.of(List.of()), tree, below(folders, tree), below(files, tree), ignoreFiles, actual);
            assertThat(actual)
                    .as("seed %d, round %d, with %s", seed, round, ignoreFiles.subMap(tree, tree + "/\uffff"))
                    .isEqualTo(below(expected, tree));
            ignored += actual.size();
        }
        assertThat(ignored).as("paths that both ignore").isGreaterThan(300);
    }

    private static TreeSet<String> below(TreeSet<String> paths, String tree) {
        return new TreeSet<>(paths.subSet(tree + "/", tree + "/\uffff"));
    }

    private static void grow(
            Path at, String path, int depth, Random random, TreeSet<String> folders, TreeSet<String> files)
            throws IOException {
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String name = NAMES[random.nextInt(NAMES.length)];
            Path child = at.resolve(name);
            String childPath = path.isEmpty() ? name : path + "/" + name;
            if (Files.exists(child)) continue;
            if (depth < 3 && random.nextBoolean()) {
                Files.createDirectory(child);
                folders.add(childPath);
                grow(child, childPath, depth + 1, random, folders, files);
            } else {
                Files.createFile(child);
                files.add(childPath);
            }
        }
    }

    private static String patterns(Random random) {
        var text = new StringBuilder();
        int lines = 1 + random.nextInt(5);
        for (int i = 0; i < lines; i++) {
            if (random.nextInt(4) == 0) text.append('!');
            if (random.nextInt(5) == 0) text.append('/');
            int pieces = 1 + random.nextInt(5);
            for (int p = 0; p < pieces; p++) text.append(PIECES[random.nextInt(PIECES.length)]);
            if (random.nextInt(5) == 0) text.append('/');
            if (random.nextInt(9) == 0) text.append("  ");
            if (random.nextInt(9) == 0) text.append('\r');
            if (i < lines - 1 || random.nextBoolean()) text.append('\n');
        }
        return text.toString();
    }

    private static void collect(
            IgnoreRules above,
            String at,
            TreeSet<String> folders,
            TreeSet<String> files,
            TreeMap<String, String> ignoreFiles,
            TreeSet<String> ignored) {
        String content = ignoreFiles.get(at);
        IgnoreRules rules = content == null ? above : above.withGit(IgnoreFile.parse(at, content));
        for (String file : files) {
            if (isChild(at, file) && rules.isIgnored(file, false)) ignored.add(file);
        }
        for (String child : folders) {
            if (!isChild(at, child)) continue;
            if (rules.isIgnored(child, true)) {
                ignored.add(child);
                folders.stream().filter(f -> f.startsWith(child + "/")).forEach(ignored::add);
                files.stream().filter(f -> f.startsWith(child + "/")).forEach(ignored::add);
            } else {
                collect(rules, child, folders, files, ignoreFiles, ignored);
            }
        }
    }

    private static boolean isChild(String folder, String path) {
        if (path.isEmpty()) return false;
        int slash = path.lastIndexOf('/');
        return folder.equals(slash < 0 ? "" : path.substring(0, slash));
    }

    private static TreeSet<String> gitIgnores(Path tree, TreeSet<String> folders, TreeSet<String> files)
            throws Exception {
        var asked = new ArrayList<String>(files);
        folders.stream().filter(f -> !f.isEmpty()).forEach(asked::add);
        // In front of every path "./", so that a name such as "-x" or ":x" is no option and no magic.
        Path input = Files.writeString(tree.resolve("../asked"), "./" + String.join("\0./", asked) + "\0");
        Path output = tree.resolve("../answered");
        var process = new ProcessBuilder("git", "check-ignore", "-z", "--stdin", "--no-index")
                .directory(tree.toFile())
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        isolate(process);
        var started = process.start();
        assertThat(started.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var ignored = new TreeSet<String>();
        for (String path : Files.readString(output).split("\0", -1)) {
            if (!path.isEmpty()) ignored.add(path.startsWith("./") ? path.substring(2) : path);
        }
        return ignored;
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("git", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static void git(Path folder, String... arguments) throws Exception {
        var command = new ArrayList<String>(List.of("git"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        isolate(process);
        var started = process.start();
        var output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(started.waitFor()).as(output).isZero();
    }

    private static void isolate(ProcessBuilder process) {
        process.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        process.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
        process.environment().put("HOME", "/nonexistent");
    }
}
