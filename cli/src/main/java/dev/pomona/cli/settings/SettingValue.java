// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import java.util.List;

/// What is in effect for a setting.
///
/// @param texts one for a flag or value, any number for a list; empty when absent
/// @param origin where it came from, for people: `--offline`, `POMONA_OFFLINE`, `.pomona/config.yaml:3`, `default`
public record SettingValue(Setting setting, List<String> texts, String origin) {

    public SettingValue {
        texts = List.copyOf(texts);
    }
}
