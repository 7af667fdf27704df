// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.command;

import dev.pomona.cli.settings.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Writes help. Our own layout: the same on every machine, so that tests can hold it, and readable at 100 columns.
public final class Help {

    private static final int WIDTH = 100;

    private Help() {}

    /// The list of all commands.
    public static String overview(Collection<CommandEntry> commands, Collection<Setting> globals) {
        var text = new StringBuilder("""
                Pomona keeps software fresh: it finds what is wrong with the components of a project, and secrets in its
                files and their history, says what it could not see, and judges the result by a policy.

                Usage: pomona COMMAND [ARGUMENT…] [--setting VALUE…]

                Commands
                """);
        var rows = new ArrayList<Row>();
        commands.forEach(command -> rows.add(new Row(command.name(), command.summary())));
        rows.add(new Row("help COMMAND", "shows what a command does and what can be set"));
        table(rows, text);
        text.append("\nSettings of every command\n");
        settings(globals, text);
        text.append("""

                Every setting can also be given as POMONA_<NAME> in the environment, or as 'name: value' in
                .pomona/config.yaml and in the user's pomona/config.yaml; 'pomona config show' tells what is in effect.

                Exit codes
                  0  the policy is met            3  the result is incomplete, or its data too old
                  1  the policy is violated       4  an internal error
                  2  wrong use or configuration
                """);
        return text.toString();
    }

    /// Commands that begin with the same word.
    public static String group(Collection<CommandEntry> commands) {
        var text = new StringBuilder("Usage: pomona COMMAND [ARGUMENT…] [--setting VALUE…]\n\nCommands\n");
        table(
                commands.stream()
                        .map(command -> new Row(command.name(), command.summary()))
                        .toList(),
                text);
        return text.append("\n'pomona help COMMAND' tells what one does and what can be set.\n")
                .toString();
    }

    /// One command.
    public static String of(CommandEntry entry, Command command, Collection<Setting> globals) {
        var text = new StringBuilder("Usage: pomona ").append(entry.name());
        if (!command.arguments().isEmpty()) text.append(' ').append(command.arguments());
        text.append(" [--setting VALUE…]\n\n");
        text.append(command.description().strip()).append("\n\n");
        if (!command.settings().isEmpty()) {
            text.append("Settings\n");
            settings(command.settings(), text);
            text.append('\n');
        }
        text.append("Settings of every command\n");
        settings(globals, text);
        return text.toString();
    }

    private record Row(String left, String right) {}

    private static void settings(Collection<Setting> settings, StringBuilder into) {
        table(settings.stream().map(Help::row).toList(), into);
    }

    private static Row row(Setting setting) {
        String letter = setting.letter() == null ? "    " : "-" + setting.letter() + ", ";
        String value = setting.argument().isEmpty() ? "" : " " + setting.argument();
        String fallback = setting.fallback() == null || setting.kind() == Setting.Kind.FLAG
                ? ""
                : " (default: %s)".formatted(setting.fallback());
        if (setting.isSecret())
            return new Row("    " + setting.variable() + "=" + setting.argument(), setting.summary());
        return new Row(letter + setting.flag() + value, setting.summary() + fallback);
    }

    private static void table(List<Row> rows, StringBuilder into) {
        int left = rows.stream().mapToInt(row -> row.left().length()).max().orElse(0);
        for (Row row : rows) {
            into.append("  ")
                    .append(row.left())
                    .append(" ".repeat(left - row.left().length() + 2));
            wrap(row.right(), left + 4, into);
        }
    }

    private static void wrap(String text, int indent, StringBuilder into) {
        int column = indent;
        boolean isFirst = true;
        for (String word : text.split(" ", -1)) {
            if (!isFirst && column + 1 + word.length() > WIDTH) {
                into.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (!isFirst) {
                into.append(' ');
                column++;
            }
            into.append(word);
            column += word.length();
            isFirst = false;
        }
        into.append('\n');
    }
}
