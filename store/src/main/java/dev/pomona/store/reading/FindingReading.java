// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One finding, open or closed, and what is known of it.
public final class FindingReading {

    private static final String SELECT = """
            select %s, null as sort_key, encode(f.fingerprint, 'hex') as fingerprint_hex, c.purl, a.digest,
                a.name as artifact, a.version, p.key as project
            from finding f
            join artifact a on a.id = f.artifact_id
            join project p on p.id = f.project_id
            left join component c on c.id = f.component_id
            where f.id = ?
            """.formatted(FindingRow.COLUMNS);

    private final Tx tx;

    public FindingReading(Tx tx) {
        this.tx = tx;
    }

    public Optional<FindingRow> find(long id) {
        return tx.first(SELECT, FindingRow::of, id);
    }

    /// @param detail vulnerability, claims and upgrade, or what is particular to its kind, as JSON;
    ///     `null` when neither is kept any more
    public record Evidence(@Nullable String detail) {}

    public Evidence evidence(long id) {
        return tx.first("""
                        select coalesce(f.detail, m.detail)::text as detail
                        from finding f
                        left join component_match m on m.component_id = f.component_id and m.vulnerability = f.rule
                        where f.id = ?
                        """, row -> new Evidence(row.optionalText("detail")), id)
                .orElse(new Evidence(null));
    }

    /// Something that happened to a finding.
    ///
    /// @param detail as JSON
    public record Event(long id, Instant validAt, Instant knownAt, String actor, String type, String detail) {}

    /// Its history from the beginning.
    ///
    /// @param after where the page before ended; `null` for the beginning
    public Page<Event> events(long finding, @Nullable String after, int limit) {
        var found = tx.all(
                """
                select id, valid_at, known_at, actor, type, detail::text as detail from finding_event
                where finding_id = ? and id > ? order by id limit ?
                """,
                row -> new Event(
                        row.number("id"),
                        row.time("valid_at"),
                        row.time("known_at"),
                        row.text("actor"),
                        row.text("type"),
                        row.text("detail")),
                finding,
                after == null ? 0 : Long.parseLong(after),
                limit + 1);
        return Page.of(found, limit, event -> Long.toString(event.id()));
    }
}
