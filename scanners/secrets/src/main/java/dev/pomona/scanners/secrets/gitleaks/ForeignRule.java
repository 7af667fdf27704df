// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.gitleaks;

import dev.pomona.scanners.secrets.rule.SecretRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule of a foreign file: what it shares with ours, and what only it can say.
///
/// @param rule of the token kind. Its keywords need only be somewhere in the file; without any, every file is searched.
///     Its pattern is empty where `wholeFile` is set
/// @param sourceId the id as it is written, which need not be in kebab case
/// @param secretGroup number of the pattern's group that is the secret; 0 for the first group that took part and is not
///     empty, or the whole match where there is none
/// @param path pattern that must be found in a file's path; `null` for every file
/// @param wholeFile whether the file itself is the finding, by its path, and its text is not looked at
/// @param tags as they are written
public record ForeignRule(
        SecretRule rule,
        String sourceId,
        int secretGroup,
        @Nullable String path,
        boolean wholeFile,
        List<String> tags,
        List<Allowlist> allowlists) {

    public ForeignRule {
        tags = List.copyOf(tags);
        allowlists = List.copyOf(allowlists);
    }
}
