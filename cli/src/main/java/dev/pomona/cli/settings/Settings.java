// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The values in effect: a flag wins over the environment, the environment over the scanned repository's configuration,
/// that over the user's, and that over the default.
public final class Settings {

    private final Map<String, List<String>> flags;
    private final Map<String, String> environment;
    private final List<SettingsFile> files;

    /// @param flags by setting name, as given on the command line
    /// @param environment of the process
    /// @param files the nearest first
    public Settings(Map<String, List<String>> flags, Map<String, String> environment, List<SettingsFile> files) {
        this.flags = Map.copyOf(flags);
        this.environment = Map.copyOf(environment);
        this.files = List.copyOf(files);
    }

    public SettingValue value(Setting setting) {
        List<String> given = flags.get(setting.name());
        if (given != null) {
            List<String> texts =
                    given.stream().flatMap(text -> setting.split(text).stream()).toList();
            return new SettingValue(setting, texts, setting.flag());
        }
        String variable = environment.get(setting.variable());
        if (variable != null && !variable.isEmpty()) {
            return new SettingValue(setting, setting.split(variable), setting.variable());
        }
        for (SettingsFile file : files) {
            Optional<SettingValue> value = file.value(setting);
            if (value.isPresent()) return value.get();
        }
        return new SettingValue(
                setting, setting.fallback() == null ? List.of() : setting.split(setting.fallback()), "default");
    }

    /// @throws UsageException when the text is neither true nor false
    public boolean isOn(Setting setting) {
        SettingValue value = value(setting);
        String text = value.texts().isEmpty() ? "false" : value.texts().getLast();
        return switch (text) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new UsageException("%s is true or false, but got '%s'".formatted(value.origin(), text));
        };
    }

    public Optional<String> text(Setting setting) {
        List<String> texts = value(setting).texts();
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts.getLast());
    }

    public List<String> list(Setting setting) {
        return value(setting).texts();
    }

    /// @throws UsageException when it is no size
    public Optional<Long> bytes(Setting setting) {
        String origin = value(setting).origin();
        return text(setting).map(text -> Quantity.bytes(origin, text));
    }

    /// @throws UsageException when it is no time
    public Optional<Duration> duration(Setting setting) {
        String origin = value(setting).origin();
        return text(setting).map(text -> Quantity.duration(origin, text));
    }

    /// @throws UsageException when it is no number, or below 1
    public Optional<Integer> count(Setting setting) {
        String origin = value(setting).origin();
        return text(setting).map(text -> Quantity.number(origin, text, 1));
    }
}
