// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A finding as it stands in lists and at the head of its page.
///
/// @param fingerprint in hexadecimal
/// @param severity its rank, 5 is the worst
/// @param fixed the first version without it; `null` when there is none
/// @param purl of the component; `null` where the finding is not about one
/// @param validFrom since when it was true, as far as we know now
/// @param knownFrom since when we know
/// @param knownTo when we knew that it had ended; `null` while it is open
/// @param priority from 0 to 1000
/// @param digest of the artifact
/// @param artifact its name
/// @param version of the artifact
/// @param project its key
/// @param place in the list; empty outside of one
public record FindingRow(
        long id,
        String fingerprint,
        String kind,
        String rule,
        int severity,
        @Nullable Double score,
        @Nullable Double epss,
        boolean isExploited,
        String title,
        @Nullable String location,
        @Nullable String fixed,
        @Nullable String purl,
        Instant validFrom,
        @Nullable Instant validTo,
        Instant knownFrom,
        @Nullable Instant knownTo,
        @Nullable String closedBecause,
        String state,
        @Nullable String stateReason,
        @Nullable String assignee,
        int priority,
        List<String> priorityReasons,
        @Nullable Instant dueAt,
        String digest,
        String artifact,
        @Nullable String version,
        String project,
        String place) {

    /// Of a finding `f`, whose artifact, project and component are to be joined.
    static final String COLUMNS = """
            f.id, f.fingerprint, f.kind, f.rule, f.severity, f.score, f.epss, f.is_exploited, f.title, f.location, f.fixed,
            f.valid_from, f.valid_to, f.known_from, f.known_to, f.closed_because, f.state, f.state_reason, f.assignee,
            f.priority, f.priority_reasons, f.due_at, f.artifact_id, f.project_id, f.component_id""";

    static FindingRow of(Row row) {
        String key = row.optionalText("sort_key");
        return new FindingRow(
                row.number("id"),
                row.text("fingerprint_hex"),
                row.text("kind"),
                row.text("rule"),
                row.integer("severity"),
                row.optionalDecimal("score"),
                row.optionalDecimal("epss"),
                row.flag("is_exploited"),
                row.text("title"),
                row.optionalText("location"),
                row.optionalText("fixed"),
                row.optionalText("purl"),
                row.time("valid_from"),
                row.optionalTime("valid_to"),
                row.time("known_from"),
                row.optionalTime("known_to"),
                row.optionalText("closed_because"),
                row.text("state"),
                row.optionalText("state_reason"),
                row.optionalText("assignee"),
                row.integer("priority"),
                row.texts("priority_reasons"),
                row.optionalTime("due_at"),
                row.text("digest"),
                row.text("artifact"),
                row.optionalText("version"),
                row.text("project"),
                key == null ? "" : new Place(key, Long.toString(row.number("id"))).text());
    }
}
