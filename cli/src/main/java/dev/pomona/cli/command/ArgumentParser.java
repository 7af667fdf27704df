// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.command;

import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the arguments of one command, as users of GNU programs know them: `--name value`, `--name=value`, `-n value`,
/// `-nvalue`, letters of flags in one word, and `--` before arguments that begin with a dash.
///
/// Our own, because the classes of the usual library are too old in format for the ahead-of-time cache: loading and
/// verifying them took longer than everything else before the command began.
public final class ArgumentParser {

    private final CommandEntry entry;
    private final Command command;
    private final Map<String, Setting> byFlag = new HashMap<>();

    /// What was read.
    ///
    /// @param flags the values given, by setting name
    public record Arguments(List<String> positional, Map<String, List<String>> flags, boolean wantsHelp) {}

    public ArgumentParser(CommandEntry entry, Command command, Collection<Setting> globals) {
        this.entry = entry;
        this.command = command;
        command.settings().forEach(this::add);
        globals.forEach(this::add);
    }

    private void add(Setting setting) {
        byFlag.put(setting.flag(), setting);
        if (setting.letter() != null) byFlag.put("-" + setting.letter(), setting);
    }

    /// @throws UsageException with the mistake and how to see the usage
    public Arguments parse(List<String> arguments) {
        var reading = new Reading(arguments);
        reading.run();
        if (!reading.wantsHelp) checkArity(reading.positional.size());
        return new Arguments(reading.positional, reading.flags, reading.wantsHelp);
    }

    private void checkArity(int count) {
        if (count < command.arity().least()) {
            List<String> names = List.of(command.arguments().split(" ", -1));
            throw mistake(String.join(" ", names.subList(Math.min(count, names.size() - 1), names.size()))
                    + " is missing");
        }
        if (count > command.arity().most()) throw mistake("too many arguments");
    }

    private UsageException mistake(String text) {
        return new UsageException("%s; see 'pomona %s --help'".formatted(text, entry.name()));
    }

    /// One pass over the arguments.
    private final class Reading {

        private final List<String> words;
        private final List<String> positional = new ArrayList<>();
        private final Map<String, List<String>> flags = new HashMap<>();
        private boolean wantsHelp;
        private int next;

        Reading(List<String> words) {
            this.words = words;
        }

        void run() {
            while (next < words.size()) {
                String word = words.get(next++);
                if (word.equals("--")) {
                    positional.addAll(words.subList(next, words.size()));
                    return;
                }
                if (word.startsWith("--")) option(word);
                else if (word.startsWith("-") && word.length() > 1) letters(word);
                else positional.add(word);
            }
        }

        private void option(String word) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            set(name, equals < 0 ? null : word.substring(equals + 1), word);
        }

        /// Letters of flags, the last perhaps of a value that stands in the rest of the word.
        private void letters(String word) {
            for (int i = 1; i < word.length(); i++) {
                String name = "-" + word.charAt(i);
                Setting setting = byFlag.get(name);
                if (setting == null || setting.kind() == Setting.Kind.FLAG) {
                    set(name, null, word);
                    continue;
                }
                String rest = word.substring(i + 1);
                if (rest.isEmpty()) set(name, null, word);
                else set(name, rest.startsWith("=") ? rest.substring(1) : rest, word);
                return;
            }
        }

        /// @param value joined to the name; `null` when there is none
        private void set(String name, @Nullable String value, String word) {
            if (name.equals("--help") || name.equals("-h")) {
                wantsHelp = true;
                return;
            }
            Setting setting = byFlag.get(name);
            if (setting == null) throw mistake("unknown option: '%s'".formatted(word));
            if (setting.isSecret()) {
                throw mistake("%s is seen by everybody on this machine; set %s in the environment"
                        .formatted(name, setting.variable()));
            }
            if (setting.kind() == Setting.Kind.FLAG) {
                if (value != null) throw mistake("%s takes no value, but got '%s'".formatted(name, value));
                flags.put(setting.name(), List.of("true"));
                return;
            }
            String given = value == null ? following(name, setting) : value;
            flags.computeIfAbsent(setting.name(), _ -> new ArrayList<>()).add(given);
        }

        /// The next word as a value; one that is itself an option means that the value was forgotten.
        private String following(String name, Setting setting) {
            if (next == words.size() || byFlag.containsKey(words.get(next))) {
                throw mistake("%s takes a value: %s".formatted(name, setting.argument()));
            }
            return words.get(next++);
        }
    }
}
