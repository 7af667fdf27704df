// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An open finding as it stands in lists.
///
/// @param severity its rank, 5 is the worst
/// @param purl of the component; `null` where the finding is not about one
/// @param priority from 0 to 1000
/// @param key of the sort, as text
public record FindingRow(
        long id,
        String kind,
        String rule,
        int severity,
        @Nullable Double score,
        @Nullable Double epss,
        boolean isExploited,
        String title,
        @Nullable String location,
        @Nullable String fixed,
        Instant knownFrom,
        @Nullable Instant dueAt,
        String state,
        @Nullable String assignee,
        int priority,
        List<String> reasons,
        @Nullable String purl,
        String digest,
        String artifact,
        @Nullable String version,
        String project,
        String key) {

    static final String COLUMNS = """
            f.id, f.kind, f.rule, f.severity, f.score, f.epss, f.is_exploited, f.title, f.location, f.fixed,
            f.known_from, f.due_at, f.state, f.assignee, f.priority, f.priority_reasons""";

    static FindingRow of(Row row) {
        return new FindingRow(
                row.number("id"),
                row.text("kind"),
                row.text("rule"),
                row.integer("severity"),
                row.optionalDecimal("score"),
                row.optionalDecimal("epss"),
                row.flag("is_exploited"),
                row.text("title"),
                row.optionalText("location"),
                row.optionalText("fixed"),
                row.time("known_from"),
                row.optionalTime("due_at"),
                row.text("state"),
                row.optionalText("assignee"),
                row.integer("priority"),
                row.texts("priority_reasons"),
                row.optionalText("purl"),
                row.text("digest"),
                row.text("artifact"),
                row.optionalText("version"),
                row.text("project"),
                row.text("sort_key"));
    }
}
