// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.gitleaks;

import java.util.List;

/// What a rule file lets pass. Patterns are texts here.
///
/// @param description may be empty
/// @param all whether every kind of check that it has must hold; else one is enough
/// @param commits in lower case
/// @param paths patterns, found anywhere in a path
/// @param regexes patterns, found anywhere in `target`
/// @param stopWords in lower case, found anywhere in the secret, in whatever case
/// @param targetRules ids, as gitleaks knows them, of the rules that it is about; empty when it is about the rules that
///     it belongs to
public record Allowlist(
        String description,
        boolean all,
        List<String> commits,
        List<String> paths,
        List<String> regexes,
        Target target,
        List<String> stopWords,
        List<String> targetRules) {

    public Allowlist {
        commits = List.copyOf(commits);
        paths = List.copyOf(paths);
        regexes = List.copyOf(regexes);
        stopWords = List.copyOf(stopWords);
        targetRules = List.copyOf(targetRules);
    }

    /// What its `regexes` look at.
    public enum Target {
        SECRET,
        /// All that the rule's pattern matched.
        MATCH,
        /// The lines in which the match is.
        LINE
    }

    Allowlist about(String rule) {
        return new Allowlist(description, all, commits, paths, regexes, target, stopWords, List.of(rule));
    }
}
