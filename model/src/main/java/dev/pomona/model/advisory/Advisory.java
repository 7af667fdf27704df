// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.advisory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One source's document about a vulnerability or a malicious package.
///
/// @param id the source's own id, e.g. `GHSA-jfh8-c2jp-5v3q`
/// @param source who publishes it, in one word: `ghsa`, `go`, `pypa`, `rustsec`, `osv`, …
/// @param aliases other ids of the very same flaw
/// @param related ids of neighbouring flaws, and of what a distribution's notice fixes (OSV `related` and
///     `upstream`)
/// @param published `null` when the source does not say
/// @param modified `null` when the source does not say (the Go database leaves it out)
/// @param withdrawn since when it no longer holds; `null` while it does
/// @param summary one line; empty when the source has none
/// @param details as published, in Markdown; empty when the source has none
/// @param severities of the advisory as a whole; empty when unrated
/// @param weaknesses CWE numbers, sorted
public record Advisory(
        String id,
        String source,
        List<String> aliases,
        List<String> related,
        @Nullable Instant published,
        @Nullable Instant modified,
        @Nullable Instant withdrawn,
        String summary,
        String details,
        List<SeverityRating> severities,
        List<Integer> weaknesses,
        List<Affected> affected,
        List<Reference> references) {

    public Advisory {
        aliases = List.copyOf(aliases);
        related = List.copyOf(related);
        severities = List.copyOf(severities);
        weaknesses = weaknesses.stream().sorted().distinct().toList();
        affected = List.copyOf(affected);
        references = List.copyOf(references);
    }

    public boolean isWithdrawn() {
        return withdrawn != null;
    }

    /// Whether it reports a package made to do harm rather than a flaw in an honest one.
    public boolean isMalware() {
        return id.startsWith("MAL-") || weaknesses.contains(506);
    }
}
