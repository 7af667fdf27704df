// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long it took from the world's knowledge to ours to theirs, the newest first.
public final class AnswerTimeReading {

    private final Tx tx;

    public AnswerTimeReading(Tx tx) {
        this.tx = tx;
    }

    /// @param publishedAt `null` when no source says
    /// @param listedAt when the list of what is affected was complete; `null` until then, as the
    ///     stages after it
    /// @param severity its rank; `null` where nobody says
    /// @param dueAt when the last receiver was to have it
    public record Answer(
            String vulnerability,
            String snapshot,
            @Nullable Instant publishedAt,
            @Nullable Instant modifiedAt,
            Instant knownAt,
            @Nullable Instant listedAt,
            @Nullable Instant decidedAt,
            @Nullable Instant deliveredAt,
            int packages,
            int versions,
            int artifacts,
            int deployments,
            int decisions,
            @Nullable Integer severity,
            Instant dueAt) {

        /// Whether it came, or still is to come, after it was due.
        public boolean isLate(Instant now) {
            return (deliveredAt == null ? now : deliveredAt).isAfter(dueAt);
        }
    }

    private static final String SELECT = """
            select vulnerability, snapshot_id, published_at, modified_at, known_at, listed_at, decided_at,
                delivered_at, packages, versions, artifacts, deployments, decisions, severity, due_at
            from time_to_answer
            """;

    /// What was answered about one vulnerability, the newest first: once when it became known, and again whenever an
    /// advisory about it changed.
    public List<Answer> about(String vulnerability, int most) {
        return tx.all(
                SELECT + "where tenant_id = current_tenant() and vulnerability = ? order by known_at desc limit ?",
                AnswerTimeReading::answer,
                vulnerability,
                most);
    }

    /// @param after where the page before ended; `null` for the beginning
    public Page<Answer> page(@Nullable String after, int limit) {
        Place place = Place.parse(after);
        var found = tx.all(
                SELECT + """
                where tenant_id = current_tenant()
                  and (known_at, vulnerability || ' ' || snapshot_id) < (?::timestamptz, ?)
                order by known_at desc, vulnerability || ' ' || snapshot_id desc limit ?
                """,
                AnswerTimeReading::answer,
                place == null ? "infinity" : place.value(),
                place == null ? "" : place.id(),
                limit + 1);
        return Page.of(
                found,
                limit,
                answer -> new Place(answer.knownAt().toString(), answer.vulnerability() + " " + answer.snapshot())
                        .text());
    }

    private static Answer answer(Row row) {
        return new Answer(
                row.text("vulnerability"),
                row.text("snapshot_id"),
                row.optionalTime("published_at"),
                row.optionalTime("modified_at"),
                row.time("known_at"),
                row.optionalTime("listed_at"),
                row.optionalTime("decided_at"),
                row.optionalTime("delivered_at"),
                row.integer("packages"),
                row.integer("versions"),
                row.integer("artifacts"),
                row.integer("deployments"),
                row.integer("decisions"),
                row.optionalInteger("severity"),
                row.time("due_at"));
    }
}
