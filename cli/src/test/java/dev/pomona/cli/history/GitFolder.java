// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A repository made by the real git, with clocks and people that are the same everywhere.
public final class GitFolder {

    private final Path folder;
    private long now = 1_700_000_000L;

    private GitFolder(Path folder) {
        this.folder = folder;
    }

    public static GitFolder init(Path folder, String... options) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var made = new GitFolder(folder);
        var words = new ArrayList<>(List.of("init", "-q", "-b", "main"));
        words.addAll(List.of(options));
        made.git(words.toArray(String[]::new));
        return made;
    }

    public Path folder() {
        return folder;
    }

    public GitFolder write(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// Commits everything; its id.
    public String commit(String message) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD");
    }

    /// Runs git, which must succeed; what it printed.
    public String git(String... words) {
        Run run = tryGit(Map.of(), words);
        assertThat(run.code())
                .as("git %s: %s", String.join(" ", words), run.err())
                .isZero();
        return run.out().strip();
    }

    /// What a run of git came to.
    public record Run(int code, String out, String err) {}

    /// Runs git, which may fail.
    public Run tryGit(Map<String, String> environment, String... words) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        try {
            Path out = Files.createTempFile("git", ".out");
            Path err = Files.createTempFile("git", ".err");
            try {
                var builder = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                String time = ++now + " +0000";
                builder.environment()
                        .putAll(Map.of(
                                "GIT_CONFIG_NOSYSTEM", "1",
                                "GIT_CONFIG_GLOBAL", "/dev/null",
                                "GIT_AUTHOR_NAME", "Jane",
                                "GIT_AUTHOR_EMAIL", "jane@example.org",
                                "GIT_COMMITTER_NAME", "Jane",
                                "GIT_COMMITTER_EMAIL", "jane@example.org",
                                "GIT_AUTHOR_DATE", time,
                                "GIT_COMMITTER_DATE", time));
                builder.environment().putAll(environment);
                int code = builder.start().waitFor();
                return new Run(
                        code,
                        Files.readString(out, StandardCharsets.UTF_8),
                        Files.readString(err, StandardCharsets.UTF_8));
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
