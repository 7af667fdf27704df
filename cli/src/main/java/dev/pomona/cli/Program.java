// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli;

import dev.pomona.cli.command.ArgumentParser;
import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.CommandEntry;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Help;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.command.Version;
import dev.pomona.cli.settings.GlobalSettings;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.settings.SettingsLoader;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Terminal;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the command that the arguments name, runs it, and says how it ended.
public final class Program {

    private final Terminal terminal;
    private final InputStream in;
    private final Clock clock;
    private final Map<String, String> environment;
    private final Path folder;
    private ExitCodeMap exitCodes = new ExitCodeMap(List.of());

    public Program(Terminal terminal, InputStream in, Clock clock, Map<String, String> environment, Path folder) {
        this.terminal = terminal;
        this.in = in;
        this.clock = clock;
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    /// Runs the command and answers with the number to end the program with.
    public int run(List<String> arguments) {
        ExitCode outcome;
        try {
            outcome = dispatch(arguments);
        } catch (UsageException e) {
            complain(e.text());
            outcome = ExitCode.WRONG_USE;
        } catch (RuntimeException | Error e) {
            // not one may reach Java's own handler, whose exit code 1 means a violated policy here
            outcome = internalError(e, arguments);
        }
        return exitCodes.of(outcome);
    }

    private ExitCode dispatch(List<String> arguments) {
        if (arguments.isEmpty() || arguments.equals(List.of("help")) || isHelp(arguments.getFirst())) {
            terminal.out().print(Help.overview(Commands.ALL, GlobalSettings.ALL));
            return arguments.isEmpty() ? ExitCode.WRONG_USE : ExitCode.PASSES;
        }
        if (arguments.getFirst().equals("--version") || arguments.getFirst().equals("-V")) {
            terminal.out().println("pomona " + Version.current());
            return ExitCode.PASSES;
        }
        boolean asksForHelp = arguments.getFirst().equals("help");
        List<String> words = asksForHelp ? arguments.subList(1, arguments.size()) : arguments;
        CommandEntry entry = Commands.find(words).orElse(null);
        if (entry == null) return group(words, asksForHelp);
        Command command = entry.command().get();
        List<String> rest = words.subList(entry.name().split(" ", -1).length, words.size());
        ArgumentParser.Arguments parsed =
                asksForHelp ? null : new ArgumentParser(entry, command, GlobalSettings.ALL).parse(rest);
        if (parsed == null || parsed.wantsHelp()) {
            terminal.out().print(Help.of(entry, command, GlobalSettings.ALL));
            return ExitCode.PASSES;
        }
        Settings settings =
                new SettingsLoader(Commands.settings(), environment).load(home(command, parsed), parsed.flags());
        // a switch that is misspelt is told even where this run would not come to ask for it
        Commands.settings().stream()
                .filter(setting -> setting.kind() == Setting.Kind.FLAG)
                .forEach(settings::isOn);
        exitCodes = new ExitCodeMap(settings.list(GlobalSettings.EXIT_CODE_MAP));
        try {
            return command.run(
                    new Invocation(parsed.positional(), settings, terminal(settings), in, clock, environment, folder));
        } catch (UsageException e) {
            if (!e.isAnsweredByHelp()) throw e;
            throw new UsageException("%s; see 'pomona %s --help'".formatted(e.text(), entry.name()), e);
        }
    }

    /// The folder whose configuration holds.
    private Path home(Command command, ArgumentParser.Arguments parsed) {
        Path named = command.folder(parsed.positional()).map(folder::resolve).orElse(folder);
        return Files.isDirectory(named) ? named : folder;
    }

    private Terminal terminal(Settings settings) {
        Terminal chosen = settings.isOn(GlobalSettings.NO_COLOR) ? terminal.withoutColour() : terminal;
        return settings.isOn(GlobalSettings.QUIET) ? chosen.quiet() : chosen;
    }

    private static boolean isHelp(String argument) {
        return argument.equals("--help") || argument.equals("-h");
    }

    /// The first word alone stands for all commands that begin with it.
    private ExitCode group(List<String> words, boolean asksForHelp) {
        List<CommandEntry> group = words.isEmpty() ? List.of() : Commands.group(words.getFirst());
        if (group.isEmpty()) throw unknown(words);
        boolean wantsHelp = asksForHelp || words.stream().anyMatch(Program::isHelp);
        if (words.size() > 1 && !wantsHelp) {
            throw new UsageException("there is no command '%s'; there are: %s"
                    .formatted(
                            String.join(" ", words.subList(0, 2)),
                            group.stream().map(CommandEntry::name).collect(Collectors.joining(", "))));
        }
        terminal.out().print(Help.group(group));
        return wantsHelp ? ExitCode.PASSES : ExitCode.WRONG_USE;
    }

    private static UsageException unknown(List<String> words) {
        String named = words.isEmpty() ? "" : words.getFirst();
        Optional<CommandEntry> near = Commands.ALL.stream()
                .filter(entry -> !named.isEmpty() && entry.name().startsWith(named.substring(0, 1)))
                .findFirst();
        return new UsageException("there is no command '%s'%s; see 'pomona help'"
                .formatted(
                        named,
                        near.map(entry -> " (did you mean '%s'?)".formatted(entry.name()))
                                .orElse("")));
    }

    private void complain(String message) {
        message.lines().forEach(line -> terminal.err().println("pomona: " + Escape.line(line)));
        terminal.err().flush();
    }

    private ExitCode internalError(Throwable error, List<String> arguments) {
        boolean wantsTrace = arguments.contains(GlobalSettings.DEBUG.flag())
                || "true".equals(environment.get(GlobalSettings.DEBUG.variable()));
        if (error instanceof OutOfMemoryError) {
            complain("the memory allowed is used up; give more with --max-memory");
        } else {
            complain("internal error: %s%s".formatted(error, wantsTrace ? "" : " (--debug shows where)"));
        }
        if (wantsTrace) error.printStackTrace(terminal.err());
        return ExitCode.INTERNAL_ERROR;
    }
}
