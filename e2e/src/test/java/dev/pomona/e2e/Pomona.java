// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The built program, run as a process of its own with an empty home.
final class Pomona {

    private static final long PATIENCE_SECONDS = 120;

    private final Path home;
    private final Path folder;
    private Map<String, String> environment = Map.of();
    private List<String> javaOptions = List.of();
    private @Nullable Path outputFile;

    /// What one run gave.
    record Run(int code, String out, String err) {}

    /// @param home for caches and configuration
    /// @param folder to work in
    Pomona(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    Pomona with(Map<String, String> newEnvironment) {
        var pomona = new Pomona(home, folder);
        pomona.environment = newEnvironment;
        pomona.javaOptions = javaOptions;
        return pomona;
    }

    Pomona withJava(String... options) {
        var pomona = new Pomona(home, folder);
        pomona.environment = environment;
        pomona.javaOptions = List.of(options);
        return pomona;
    }

    /// With the standard output going into a file of one's own; the run then has none.
    Pomona intoFile(Path file) {
        var pomona = new Pomona(home, folder);
        pomona.environment = environment;
        pomona.outputFile = file;
        return pomona;
    }

    Run run(String... arguments) {
        return runWithInput("", arguments);
    }

    Run runWithInput(String input, String... arguments) {
        try {
            Path out = Files.createTempFile(home, "out", ".txt");
            Path err = Files.createTempFile(home, "err", ".txt");
            Path in = Files.writeString(Files.createTempFile(home, "in", ".txt"), input);
            Process process = start(command(arguments), in, outputFile == null ? out : outputFile, err);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("pomona %s does not end".formatted(List.of(arguments)));
            }
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process start(List<String> command, Path in, Path out, Path err) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "XDG_CACHE_HOME", home.resolve("cache").toString(),
                        "XDG_CONFIG_HOME", home.resolve("config").toString(),
                        "LC_ALL", "C.UTF-8"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-Dstdout.encoding=UTF-8");
        command.addAll(javaOptions);
        command.add("-jar");
        command.add(program().toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /// The jar that the package phase of the `cli` module makes.
    static Path program() {
        Path jar = Path.of("..", "cli", "target", "pomona", "pomona.jar")
                .toAbsolutePath()
                .normalize();
        if (!Files.exists(jar)) throw new IllegalStateException("%s is not built: run './mvnw verify'".formatted(jar));
        return jar;
    }

    /// Writes a file below the folder, with the folders it needs.
    Path write(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String path) {
        try {
            return Files.readString(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
