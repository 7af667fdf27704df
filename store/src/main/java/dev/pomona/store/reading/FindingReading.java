// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Findings, in the orders that have an index.
public final class FindingReading {

    private static final String SELECT = """
            select f.id, encode(f.fingerprint, 'hex') as fingerprint, f.kind, f.rule, f.severity, f.score, f.epss,
                f.is_exploited, f.title, f.location, f.fixed, c.purl, a.digest as artifact, a.name as artifact_name,
                p.key as project, f.valid_from, f.valid_to, f.known_from, f.known_to, f.closed_because, f.state,
                f.state_reason, f.assignee, f.priority, f.priority_reasons, f.due_at, %s as place
            from finding f
            join artifact a on a.id = f.artifact_id
            join project p on p.id = a.project_id
            left join component c on c.id = f.component_id
            """;

    private final Tx tx;

    public FindingReading(Tx tx) {
        this.tx = tx;
    }

    /// What a list is ordered by; the worst comes first, and of the same the newest.
    public enum Sort {
        PRIORITY("f.priority", "smallint", true),
        SEVERITY("f.severity", "smallint", true),
        EPSS("coalesce(f.epss, 0::real)", "real", true),
        /// The last known first.
        AGE("f.known_from", "timestamptz", true),
        /// The first due first; findings that are never due are not in this list.
        DUE("f.due_at", "timestamptz", false);

        private final String column;
        private final String type;
        private final boolean isDescending;

        Sort(String column, String type, boolean isDescending) {
            this.column = column;
            this.type = type;
            this.isDescending = isDescending;
        }
    }

    /// What is wanted; `null` and 0 want all.
    ///
    /// @param artifact a digest
    /// @param project a key
    /// @param rule a vulnerability's id or a rule's
    /// @param purl of the component, with its version
    /// @param minSeverity a rank
    public record Filter(
            @Nullable String artifact,
            @Nullable String project,
            @Nullable String rule,
            @Nullable String purl,
            @Nullable String state,
            @Nullable String assignee,
            int minSeverity,
            boolean isExploitedOnly) {}

    /// A finding as lists show it.
    ///
    /// @param severity its rank
    /// @param purl `null` when it is about no component
    /// @param validFrom since when it was true, as far as we know now
    /// @param knownFrom since when we know
    /// @param knownTo when we knew that it had ended; `null` while it is open
    public record Listed(
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
            String artifact,
            String artifactName,
            String project,
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
            String place) {}

    /// Open findings.
    ///
    /// @param after where the page before ended; `null` for the beginning
    public Page<Listed> page(Filter filter, Sort sort, @Nullable String after, int limit) {
        var conditions = new StringBuilder("where f.tenant_id = current_tenant() and f.known_to is null");
        var arguments = new ArrayList<@Nullable Object>();
        add(
                " and f.artifact_id = (select id from artifact where tenant_id = current_tenant() and digest = ?)",
                filter.artifact(),
                conditions,
                arguments);
        add(" and p.key = ?", filter.project(), conditions, arguments);
        add(" and f.rule = ?", filter.rule(), conditions, arguments);
        add(
                " and f.component_id = (select id from component where tenant_id = current_tenant() and purl = ?)",
                filter.purl(),
                conditions,
                arguments);
        add(" and f.state = ?", filter.state(), conditions, arguments);
        add(" and f.assignee = ?", filter.assignee(), conditions, arguments);
        if (filter.minSeverity() > 0) add(" and f.severity >= ?", filter.minSeverity(), conditions, arguments);
        if (filter.isExploitedOnly()) conditions.append(" and f.is_exploited");
        if (sort == Sort.DUE) conditions.append(" and f.due_at is not null");
        Place place = Place.parse(after);
        if (place != null) {
            conditions.append(
                    " and (%s, f.id) %s (?::%s, ?)".formatted(sort.column, sort.isDescending ? "<" : ">", sort.type));
            arguments.add(place.value());
            arguments.add(Long.parseLong(place.id()));
        }
        String direction = sort.isDescending ? " desc" : "";
        conditions.append(" order by %s%s, f.id%s limit ?".formatted(sort.column, direction, direction));
        arguments.add(limit + 1);
        var found = tx.all(
                SELECT.formatted("(" + sort.column + ")::text") + conditions, FindingReading::row, arguments.toArray());
        return Page.of(found, limit, row -> new Place(row.place(), Long.toString(row.id())).text());
    }

    private static void add(
            String condition, @Nullable Object value, StringBuilder conditions, List<@Nullable Object> arguments) {
        if (value == null) return;
        conditions.append(condition);
        arguments.add(value);
    }

    /// Open or closed.
    public Optional<Listed> find(long id) {
        return tx.first(SELECT.formatted("''") + "where f.id = ?", FindingReading::row, id);
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

    private static Listed row(Row row) {
        return new Listed(
                row.number("id"),
                row.text("fingerprint"),
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
                row.text("artifact"),
                row.text("artifact_name"),
                row.text("project"),
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
                row.text("place"));
    }
}
