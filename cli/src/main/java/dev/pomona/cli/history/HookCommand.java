// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.TextFile;
import dev.pomona.cli.settings.UsageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `pomona secrets hook`: writes a hook, and never over another one.
public final class HookCommand implements Command {

    private static final Setting PROGRAM = Setting.value(
            "hook-program", "PROGRAM", "what the hook calls, by name or path", "pomona", Setting.Reach.USER);
    private static final Map<String, String> COMMANDS =
            Map.of("pre-commit", "secrets staged", "pre-receive", "secrets pre-receive");
    private static final int LARGEST_CONFIG = 1 << 20;

    @Override
    public String description() {
        return """
                Writes a hook into a repository: KIND is pre-commit, which refuses commits with secrets, or pre-receive,
                which makes a server refuse pushes with secrets. A hook that is there already is never changed: then
                this says which line to put into it.""";
    }

    @Override
    public String arguments() {
        return "KIND [DIR]";
    }

    @Override
    public Arity arity() {
        return new Arity(1, 2);
    }

    @Override
    public Optional<String> folder(List<String> arguments) {
        return arguments.size() < 2 ? Optional.empty() : Optional.of(arguments.get(1));
    }

    @Override
    public List<Setting> settings() {
        return List.of(PROGRAM);
    }

    @Override
    public ExitCode run(Invocation invocation) {
        String kind = invocation.arguments().getFirst();
        String command = COMMANDS.get(kind);
        if (command == null)
            throw new UsageException("a hook is pre-commit or pre-receive, but got '%s'".formatted(kind));
        Path at =
                folder(invocation.arguments()).map(invocation.folder()::resolve).orElse(invocation.folder());
        Path root = Repositories.find(at);
        Path git = Files.isDirectory(root.resolve(".git")) ? root.resolve(".git") : root;
        if (!Files.isDirectory(git.resolve("objects"))) {
            throw new UsageException(
                    "'%s' is a linked work tree; name the repository that it belongs to".formatted(root));
        }
        String line = quoted(invocation.settings().text(PROGRAM).orElse("pomona")) + " " + command;
        if (hasHooksElsewhere(git)) {
            throw new UsageException("the repository says itself where its hooks are (core.hooksPath); put this line"
                    + " into its %s hook: %s".formatted(kind, line));
        }
        Path hook = git.resolve("hooks").resolve(kind);
        write(hook, line, kind);
        invocation.terminal().out().println("written: " + root.relativize(hook));
        return ExitCode.PASSES;
    }

    private static boolean hasHooksElsewhere(Path git) {
        return TextFile.ofRepository(git, "config", LARGEST_CONFIG)
                .map(text -> text.toLowerCase(Locale.ROOT)
                        .lines()
                        .anyMatch(line -> line.strip().startsWith("hookspath")))
                .orElse(false);
    }

    /// As the shell reads it.
    private static String quoted(String program) {
        boolean isPlain = program.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-+".indexOf(c) >= 0);
        return isPlain ? program : "'" + program.replace("'", "'\\''") + "'";
    }

    private static void write(Path hook, String line, String kind) {
        String text =
                "#!/bin/sh\n# Refuses secrets; written by 'pomona secrets hook %s'.\nexec %s\n".formatted(kind, line);
        try {
            Files.createDirectories(hook.getParent());
            Files.writeString(hook, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(
                    "there is a %s hook already, which is not changed; put this line into it: %s".formatted(kind, line),
                    e);
        } catch (UnsupportedOperationException _) {
            // a file system without permissions runs every hook
        } catch (IOException e) {
            throw new UsageException("'%s' can't be written: %s".formatted(hook, e.getMessage()), e);
        }
    }
}
