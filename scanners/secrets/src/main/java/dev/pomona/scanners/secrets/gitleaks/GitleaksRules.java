// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.gitleaks;

import java.util.List;

/// A rule file and those that it extends.
///
/// @param rules sorted by id
/// @param allowlists about every rule, or about the ones that they name
/// @param keepsBuiltIn whether the program's own rules stay on beside them (`useDefault`)
/// @param disabled ids of built-in rules that are to be off, as gitleaks knows them
/// @param notes what is in the files and means nothing here, each with file and line
public record GitleaksRules(
        List<ForeignRule> rules,
        List<Allowlist> allowlists,
        boolean keepsBuiltIn,
        List<String> disabled,
        List<String> notes) {

    public GitleaksRules {
        rules = List.copyOf(rules);
        allowlists = List.copyOf(allowlists);
        disabled = List.copyOf(disabled);
        notes = List.copyOf(notes);
    }
}
