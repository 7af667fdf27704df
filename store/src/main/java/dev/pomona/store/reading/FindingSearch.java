// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.StoreException;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The open findings of a tenant, however many there are.
///
/// A page goes along the index of its sort. Conditions that an index of that sort covers are part of the way; the
/// others pick from a bounded number of rows, and the next page goes on behind these. So no page costs more than that
/// number, whatever is asked, and one that found little says that there is more to look at.
public final class FindingSearch {

    /// How many rows a page looks at to find those that fit.
    static final int LOOKED_AT = 2000;

    private final Tx tx;
    private final Instant now;

    /// @param now what is due before is late
    public FindingSearch(Tx tx, Instant now) {
        this.tx = tx;
        this.now = now;
    }

    /// @param after where the page before ended; `null` for the beginning
    /// @return a page that may be empty and still have a next one: what it looked at did not fit then
    /// @throws IllegalArgumentException when that is no place in this list
    public Page<FindingRow> page(FindingFilter filter, FindingSort sort, @Nullable String after, int limit) {
        Statement statement = statement(filter, sort, after, limit);
        List<FindingRow> rows;
        try {
            rows = tx.all(statement.sql(), FindingRow::of, statement.arguments().toArray());
        } catch (StoreException e) {
            if (after != null && e.isWrongValue()) throw new IllegalArgumentException("no place in this list", e);
            throw e;
        }
        if (rows.size() > limit || !statement.isPicking()) {
            return Page.of(rows, limit, row -> new Place(row.key(), Long.toString(row.id())).text());
        }
        return new Page<>(
                rows, lastLookedAt(filter, sort, after).map(Place::text).orElse(null));
    }

    /// A statement, for tests to see its plan.
    ///
    /// @param isPicking whether it has conditions that no index covers
    record Statement(String sql, List<@Nullable Object> arguments, boolean isPicking) {}

    Statement statement(FindingFilter filter, FindingSort sort, @Nullable String after, int limit) {
        var way = way(filter, sort, after);
        var picking = picking(filter, sort);
        var arguments = new ArrayList<@Nullable Object>(way.arguments());
        arguments.addAll(picking.arguments());
        String sql = """
                with looked as (
                    select %s, f.artifact_id, f.component_id, %s as sort_key from finding f where %s order by %s limit %d)
                select f.*, c.purl, a.digest, a.name as artifact, a.version, p.key as project
                from looked f
                join artifact a on a.id = f.artifact_id
                join project p on p.id = a.project_id
                left join component c on c.id = f.component_id
                %s
                order by %s limit %d
                """.formatted(
                        FindingRow.COLUMNS,
                        sort.key(),
                        String.join(" and ", way.conditions()),
                        sort.order(),
                        picking.conditions().isEmpty() ? limit + 1 : LOOKED_AT,
                        picking.conditions().isEmpty() ? "" : "where " + String.join(" and ", picking.conditions()),
                        sort.order().replace(sort.key(), "f.sort_key"),
                        limit + 1);
        return new Statement(sql, arguments, !picking.conditions().isEmpty());
    }

    /// Where the rows that were looked at end; empty when they were all there are.
    private Optional<Place> lastLookedAt(FindingFilter filter, FindingSort sort, @Nullable String after) {
        var way = way(filter, sort, after);
        return tx.first(
                "select %s as sort_key, f.id from finding f where %s order by %s offset %d limit 1"
                        .formatted(sort.key(), String.join(" and ", way.conditions()), sort.order(), LOOKED_AT - 1),
                row -> new Place(row.text("sort_key"), Long.toString(row.number("id"))),
                way.arguments().toArray());
    }

    private record Conditions(List<String> conditions, List<@Nullable Object> arguments) {

        Conditions() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(String condition, @Nullable Object... values) {
            conditions.add(condition);
            Collections.addAll(arguments, values);
        }
    }

    /// Conditions that an index with this sort covers, or, for an artifact, that leave few enough to sort.
    private Conditions way(FindingFilter filter, FindingSort sort, @Nullable String after) {
        var way = new Conditions();
        way.add("f.known_to is null");
        if (sort == FindingSort.DUE) way.add("f.due_at is not null");
        if (sort == FindingSort.DUE && filter.isLate()) way.add("f.due_at < ?", now);
        if (filter.artifact() != null) {
            way.add("f.artifact_id = ?", filter.artifact());
        } else if (filter.rule() != null) {
            way.add("f.rule = ?", filter.rule());
        } else {
            switch (leading(filter, sort)) {
                case ASSIGNEE -> way.add("f.assignee = ?", filter.assignee());
                case STATE -> way.add("f.state = ?", filter.state());
                case SEVERITY -> way.add("f.severity = ?", filter.severity());
                case EXPLOITED -> way.add("f.is_exploited");
                case NONE -> {}
            }
        }
        Place place = Place.parse(after);
        if (place != null) way.add(sort.after(), place.value(), place.id());
        return way;
    }

    /// Which of several conditions an index is taken for: the one that leaves the fewest.
    private enum Leading {
        ASSIGNEE,
        STATE,
        SEVERITY,
        EXPLOITED,
        NONE
    }

    private static Leading leading(FindingFilter filter, FindingSort sort) {
        if (filter.severity() != null && sort == FindingSort.SEVERITY) return Leading.SEVERITY;
        if (sort != FindingSort.PRIORITY) return Leading.NONE;
        if (filter.assignee() != null) return Leading.ASSIGNEE;
        if (filter.isExploited()) return Leading.EXPLOITED;
        if (filter.severity() != null) return Leading.SEVERITY;
        return filter.state() != null ? Leading.STATE : Leading.NONE;
    }

    private Conditions picking(FindingFilter filter, FindingSort sort) {
        boolean isWithin = filter.artifact() != null || filter.rule() != null;
        Leading leading = isWithin ? Leading.NONE : leading(filter, sort);
        var picking = new Conditions();
        if (filter.artifact() != null && filter.rule() != null) picking.add("f.rule = ?", filter.rule());
        if (filter.assignee() != null && leading != Leading.ASSIGNEE) picking.add("f.assignee = ?", filter.assignee());
        if (filter.state() != null && leading != Leading.STATE) picking.add("f.state = ?", filter.state());
        if (filter.severity() != null && leading != Leading.SEVERITY) picking.add("f.severity = ?", filter.severity());
        if (filter.isExploited() && leading != Leading.EXPLOITED) picking.add("f.is_exploited");
        if (filter.isFixable()) picking.add("f.fixed is not null");
        if (filter.isLate() && sort != FindingSort.DUE) picking.add("f.due_at < ?", now);
        if (filter.kind() != null) picking.add("f.kind = ?", filter.kind());
        if (filter.project() != null) picking.add("p.key = ?", filter.project());
        if (filter.environment() != null) {
            picking.add("""
                    exists (select from deployment d join environment e on e.id = d.environment_id
                        where d.artifact_id = f.artifact_id and d.until is null and e.key = ?)""", filter.environment());
        }
        return picking;
    }
}
