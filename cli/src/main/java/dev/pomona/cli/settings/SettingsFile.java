// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A configuration file, read: YAML with the names of settings as keys.
public final class SettingsFile {

    private final String name;
    private final Map<String, Mapping.Entry> entries = new HashMap<>();

    private SettingsFile(String name) {
        this.name = name;
    }

    /// @param name for messages
    /// @param known every setting there is
    /// @param reach what the file may set
    /// @throws UsageException naming every unknown, forbidden or misshapen entry with its line
    public static SettingsFile read(String name, String text, List<Setting> known, Setting.Reach reach) {
        var file = new SettingsFile(name);
        var problems = new ArrayList<String>();
        try {
            for (Mapping.Entry entry : Yaml.read(text).entries()) {
                Optional<Setting> setting = known.stream()
                        .filter(candidate -> candidate.name().equals(entry.key()))
                        .findFirst();
                if (setting.isEmpty()) {
                    problems.add("%s:%d: there is no setting '%s'".formatted(name, entry.line(), entry.key()));
                } else if (reach == Setting.Reach.REPOSITORY && setting.get().reach() == Setting.Reach.USER) {
                    problems.add("%s:%d: '%s' can't be set by the repository that is scanned"
                            .formatted(name, entry.line(), entry.key()));
                } else if (!fits(setting.get(), entry.value())) {
                    problems.add("%s:%d: '%s' takes %s"
                            .formatted(
                                    name,
                                    entry.line(),
                                    entry.key(),
                                    setting.get().kind() == Setting.Kind.LIST ? "a list" : "one value"));
                } else {
                    file.entries.put(entry.key(), entry);
                }
            }
        } catch (SyntaxException e) {
            problems.add("%s: %s".formatted(name, e.describe()));
        }
        if (!problems.isEmpty()) throw new UsageException(String.join("\n", problems));
        return file;
    }

    private static boolean fits(Setting setting, Node value) {
        if (value instanceof Scalar) return value.text() != null;
        return setting.kind() == Setting.Kind.LIST
                && value.items().stream().allMatch(item -> item.text() != null)
                && value.entries().isEmpty();
    }

    Optional<SettingValue> value(Setting setting) {
        Mapping.Entry entry = entries.get(setting.name());
        if (entry == null) return Optional.empty();
        var texts = new ArrayList<String>();
        if (entry.value() instanceof Scalar scalar) texts.addAll(setting.split(scalar.raw()));
        for (Node item : entry.value().items()) texts.add(String.valueOf(item.text()));
        return Optional.of(new SettingValue(setting, texts, "%s:%d".formatted(name, entry.line())));
    }
}
