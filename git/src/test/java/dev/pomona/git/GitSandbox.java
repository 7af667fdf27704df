// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A folder in which the real git is run, apart from the settings of whoever runs the tests.
public final class GitSandbox {

    private final Path folder;
    private long now = 1_600_000_000L;

    private GitSandbox(Path folder) {
        this.folder = folder;
    }

    /// A folder to run git in; nothing is made in it.
    public static GitSandbox at(Path folder) {
        assumeTrue(isInstalled(), "git is not installed: nothing to compare with");
        return new GitSandbox(folder);
    }

    /// A new repository with a work tree.
    public static GitSandbox init(Path folder, String... options) {
        var sandbox = at(folder);
        var words = new ArrayList<String>(List.of("init", "-q", "-b", "main"));
        words.addAll(List.of(options));
        words.add(folder.toString());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        sandbox.git(words.toArray(String[]::new));
        return sandbox;
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("git", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public Path folder() {
        return folder;
    }

    /// Runs git and gives what it printed, without blanks at the end.
    public String git(String... words) {
        return new String(run(new byte[0], words), StandardCharsets.UTF_8).stripTrailing();
    }

    public List<String> lines(String... words) {
        return git(words).lines().toList();
    }

    /// Runs git with an input; what it prints must not matter.
    public byte[] run(byte[] input, String... words) {
        var command = new ArrayList<String>(List.of("git"));
        command.addAll(List.of(words));
        try {
            Path in = Files.createTempFile("git", ".in");
            Path out = Files.createTempFile("git", ".out");
            Path err = Files.createTempFile("git", ".err");
            try {
                Files.write(in, input);
                var builder = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().putAll(environment());
                assertThat(builder.start().waitFor())
                        .as("%s: %s", command, Files.readString(err, StandardCharsets.ISO_8859_1))
                        .isZero();
                return Files.readAllBytes(out);
            } finally {
                Files.delete(in);
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, String> environment() {
        now += 60;
        var values = new TreeMap<String, String>();
        values.put("GIT_CONFIG_GLOBAL", "/dev/null");
        values.put("GIT_CONFIG_SYSTEM", "/dev/null");
        values.put("HOME", "/nonexistent");
        values.put("GIT_AUTHOR_NAME", "Ada Müller");
        values.put("GIT_AUTHOR_EMAIL", "ada@example.org");
        values.put("GIT_COMMITTER_NAME", "Bo");
        values.put("GIT_COMMITTER_EMAIL", "bo@example.org");
        values.put("GIT_AUTHOR_DATE", now - 30 + " +0230");
        values.put("GIT_COMMITTER_DATE", now + " -0100");
        return values;
    }

    public GitSandbox write(String path, String content) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Commits all of the work tree; gives the commit's id.
    public String commit(String message) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD");
    }

    /// Adds made-up history: branches that fork and merge, files that change, move, vanish and come back,
    /// folders, odd names, tags of both kinds, a tag of a tree and one of a blob.
    public GitSandbox grow(long seed, int commits) {
        run(new HistoryMaker(seed).stream(commits), "fast-import", "--quiet", "--force", "--depth=20");
        if (!git("rev-parse", "--is-bare-repository").equals("true")) git("reset", "-q", "--hard");
        return this;
    }
}
