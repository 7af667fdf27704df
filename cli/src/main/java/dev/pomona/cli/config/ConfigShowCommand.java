// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.config;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.SettingValue;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.terminal.Escape;
import java.util.List;
import java.util.function.Supplier;

/// `pomona config show`: what is in effect, and why.
public final class ConfigShowCommand implements Command {

    private final Supplier<List<Setting>> all;

    /// @param all every setting of every command, asked for when the command runs
    public ConfigShowCommand(Supplier<List<Setting>> all) {
        this.all = all;
    }

    @Override
    public String description() {
        return """
                Prints every setting with the value in effect for the folder and where it came from: a flag, the
                environment, the repository's .pomona/config.yaml, the user's own configuration, or the default.""";
    }

    @Override
    public String arguments() {
        return "[DIR]";
    }

    @Override
    public Arity arity() {
        return Arity.OPTIONAL;
    }

    @Override
    public boolean worksOnFolder() {
        return true;
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public ExitCode run(Invocation invocation) {
        List<Setting> known = all.get();
        Settings settings = invocation.settings();
        int width = known.stream()
                .mapToInt(setting -> setting.name().length())
                .max()
                .orElse(0);
        for (Setting setting : known) {
            SettingValue value = settings.value(setting);
            String texts = setting.isSecret() ? "(set, not shown)" : Escape.line(String.join(",", value.texts()));
            String shown = value.texts().isEmpty() ? "-" : texts;
            invocation
                    .terminal()
                    .out()
                    .printf("%-" + width + "s  %s  (%s)%n", setting.name(), shown, Escape.line(value.origin()));
        }
        return ExitCode.PASSES;
    }
}
