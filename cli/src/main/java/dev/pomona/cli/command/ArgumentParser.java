// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.command;

import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Reads the arguments of one command with picocli, through its programmatic API: annotations cost half the start-up.
public final class ArgumentParser {

    private final CommandEntry entry;
    private final Command command;
    private final CommandSpec spec;

    /// What was read.
    ///
    /// @param flags the values given, by setting name
    public record Arguments(List<String> positional, Map<String, List<String>> flags, boolean wantsHelp) {}

    public ArgumentParser(CommandEntry entry, Command command, Collection<Setting> globals) {
        this.entry = entry;
        this.command = command;
        this.spec = CommandSpec.create().name("pomona " + entry.name());
        spec.usageMessage().description(entry.summary());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this help")
                .build());
        for (Setting setting : command.settings()) spec.addOption(option(setting));
        for (Setting setting : globals) spec.addOption(option(setting));
        if (command.arity().most() > 0) {
            spec.addPositional(PositionalParamSpec.builder()
                    .index("0..*")
                    .arity("0..*")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .paramLabel(command.arguments())
                    .build());
        }
    }

    private static OptionSpec option(Setting setting) {
        OptionSpec.Builder option = setting.letter() == null
                ? OptionSpec.builder(setting.flag())
                : OptionSpec.builder("-" + setting.letter(), setting.flag());
        option.description(setting.summary());
        return switch (setting.kind()) {
            case FLAG -> option.type(boolean.class).arity("0").build();
            case VALUE, LIST ->
                option.type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .paramLabel(setting.argument())
                        .build();
        };
    }

    /// @throws UsageException with the mistake and how to see the usage
    public Arguments parse(List<String> arguments) {
        CommandLine.ParseResult result;
        try {
            result = new CommandLine(spec).parseArgs(arguments.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw new UsageException("%s; see 'pomona %s --help'".formatted(e.getMessage(), entry.name()), e);
        }
        var positional = new ArrayList<String>();
        for (PositionalParamSpec parameter : result.matchedPositionals()) {
            for (String value : parameter.stringValues()) {
                positional.add(value);
            }
        }
        if (!result.isUsageHelpRequested()) checkArity(positional.size());
        var flags = new HashMap<String, List<String>>();
        for (OptionSpec option : result.matchedOptions()) {
            if (option.usageHelp()) continue;
            boolean isFlag = option.arity().max() == 0;
            flags.put(option.longestName().substring(2), isFlag ? List.of("true") : List.copyOf(option.stringValues()));
        }
        return new Arguments(positional, flags, result.isUsageHelpRequested());
    }

    private void checkArity(int count) {
        if (count < command.arity().least()) {
            throw new UsageException(
                    "%s is missing; see 'pomona %s --help'".formatted(command.arguments(), entry.name()));
        }
        if (count > command.arity().most()) {
            throw new UsageException("too many arguments; see 'pomona %s --help'".formatted(entry.name()));
        }
    }
}
