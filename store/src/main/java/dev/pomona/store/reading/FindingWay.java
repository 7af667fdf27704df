// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.reading.FindingFilter.Artifact;
import dev.pomona.store.reading.FindingFilter.Assignee;
import dev.pomona.store.reading.FindingFilter.Component;
import dev.pomona.store.reading.FindingFilter.Environment;
import dev.pomona.store.reading.FindingFilter.Exploited;
import dev.pomona.store.reading.FindingFilter.Fixable;
import dev.pomona.store.reading.FindingFilter.Kind;
import dev.pomona.store.reading.FindingFilter.Late;
import dev.pomona.store.reading.FindingFilter.Project;
import dev.pomona.store.reading.FindingFilter.Rule;
import dev.pomona.store.reading.FindingFilter.Severity;
import dev.pomona.store.reading.FindingFilter.State;
import dev.pomona.store.reading.FindingFilter.Team;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the database goes to a page of findings: the rows it looks at, and what picks from them.
///
/// @param leads the filter whose index is gone along; `null` for the index of the sort alone
/// @param isNarrow whether that filter leaves so few rows that all of them are looked at, and put in order then
record FindingWay(
        List<FindingFilter> filters,
        FindingSort sort,
        @Nullable FindingFilter leads,
        boolean isNarrow) {

    private static final String PROJECTS_OF_TEAM = """
            select id from project where team_id = (select id from team where tenant_id = current_tenant() and key = ?)""";

    /// A statement with `?` for each argument.
    record Statement(String sql, List<Object> arguments) {}

    /// Along the index of the sort, or of the filter that leaves the fewest among those with an index in this order.
    static FindingWay along(List<FindingFilter> filters, FindingSort sort) {
        FindingFilter leads = byFewest(filters).stream()
                .filter(filter -> hasIndex(filter, sort))
                // each project of a team is gone along, so only as far as a page is long
                .filter(filter -> !(filter instanceof Team) || filters.size() == 1)
                .findFirst()
                .orElse(null);
        return new FindingWay(filters, sort, leads, false);
    }

    /// Through all that one filter leaves.
    static FindingWay through(List<FindingFilter> filters, FindingSort sort, FindingFilter narrow) {
        return new FindingWay(filters, sort, narrow, true);
    }

    /// Whether the rows that are looked at are those of the page.
    boolean isDirect() {
        return picks().isEmpty();
    }

    /// Filters with an index by priority, those first that are likely to leave the fewest.
    static List<FindingFilter> byFewest(List<FindingFilter> filters) {
        return filters.stream()
                .filter(filter -> rank(filter) < Integer.MAX_VALUE)
                .sorted(Comparator.comparingInt(FindingWay::rank))
                .toList();
    }

    private static int rank(FindingFilter filter) {
        return switch (filter) {
            case Artifact _ -> 0;
            case Component _ -> 1;
            case Rule _ -> 2;
            case Assignee _ -> 3;
            case Exploited _ -> 4;
            case Project _ -> 5;
            case Team _ -> 6;
            case Late _ -> 7;
            case Severity _ -> 8;
            case State _ -> 9;
            case Environment _, Kind _, Fixable _ -> Integer.MAX_VALUE;
        };
    }

    private static boolean hasIndex(FindingFilter filter, FindingSort sort) {
        return switch (filter) {
            case Late _ -> sort == FindingSort.DUE;
            case Severity severity ->
                sort == FindingSort.SEVERITY || (sort == FindingSort.PRIORITY && severity.isExact());
            default -> sort == FindingSort.PRIORITY;
        };
    }

    private List<FindingFilter> picks() {
        return filters.stream().filter(filter -> !filter.equals(leads)).toList();
    }

    /// A page.
    ///
    /// @param most how many rows are looked at
    Statement page(@Nullable Place after, int most, int limit) {
        var arguments = new ArrayList<>();
        String source = source(after, isDirect() && !isNarrow ? limit : most, arguments);
        var conditions = new ArrayList<>(List.of("true"));
        for (FindingFilter pick : picks()) conditions.add(condition(pick, arguments));
        if (isNarrow) ordered(after, conditions, arguments);
        return new Statement(
                """
                select f.*, f.sort_value::text as sort_key, encode(f.fingerprint, 'hex') as fingerprint_hex,
                    c.purl, a.digest, a.name as artifact, a.version, p.key as project
                from (select %s, f.sort_value from (%s) f where %s order by %s limit %d) f
                join artifact a on a.id = f.artifact_id
                join project p on p.id = f.project_id
                left join component c on c.id = f.component_id
                order by %s
                """.formatted(
                                FindingRow.COLUMNS,
                                source,
                                String.join(" and ", conditions),
                                sort.order("f.sort_value"),
                                limit,
                                sort.order("f.sort_value")),
                arguments);
    }

    /// The row at which looking ended; none when there were fewer.
    Statement lastLookedAt(@Nullable Place after, int most) {
        var arguments = new ArrayList<>();
        return new Statement(
                """
                select f.sort_value::text as sort_key, f.id from (%s) f order by %s offset %d limit 1
                """.formatted(source(after, most, arguments), sort.order("f.sort_value"), most - 1), arguments);
    }

    /// One row when the filter that leads leaves more than a number of rows.
    ///
    /// @param filter one of [#byFewest]
    static Statement moreThan(FindingFilter filter, int number) {
        var arguments = new ArrayList<>();
        if (filter instanceof Team(var key)) {
            String each =
                    "select 1 from finding f where f.known_to is null and f.project_id = p.id order by %s limit %d"
                            .formatted(orderOfIndex(filter), number + 1);
            return new Statement(
                    "select 1 from (%s) p cross join lateral (%s) f offset %d limit 1"
                            .formatted(with(PROJECTS_OF_TEAM, key, arguments), each, number),
                    arguments);
        }
        // in the order of its index, so that the database never has to walk another one or the table
        return new Statement(
                "select 1 from finding f where f.known_to is null and %s order by %s offset %d limit 1"
                        .formatted(condition(filter, arguments), orderOfIndex(filter), number),
                arguments);
    }

    private static String orderOfIndex(FindingFilter filter) {
        FindingSort sort = switch (filter) {
            case Late _ -> FindingSort.DUE;
            case Severity severity when !severity.isExact() -> FindingSort.SEVERITY;
            default -> FindingSort.PRIORITY;
        };
        return sort.order(sort.key());
    }

    private String source(@Nullable Place after, int most, List<Object> arguments) {
        var conditions = new ArrayList<>(List.of("f.known_to is null"));
        String from = "";
        if (leads instanceof Team(var key)) {
            from = with(PROJECTS_OF_TEAM, key, arguments);
            conditions.add("f.project_id = p.id");
        } else if (leads != null) {
            conditions.add(condition(leads, arguments));
        }
        if (!isNarrow) ordered(after, conditions, arguments);
        String rows = "select f.*, %s as sort_value from finding f where %s order by %s limit %d"
                .formatted(
                        sort.key(),
                        String.join(" and ", conditions),
                        isNarrow && leads != null ? orderOfIndex(leads) : sort.order(sort.key()),
                        most);
        return from.isEmpty()
                ? rows
                : "select f.* from (%s) p cross join lateral (%s) f order by %s limit %d"
                        .formatted(from, rows, sort.order("f.sort_value"), most);
    }

    private void ordered(@Nullable Place after, List<String> conditions, List<Object> arguments) {
        if (sort == FindingSort.DUE) conditions.add("f.due_at is not null");
        if (after == null) return;
        conditions.add(sort.after());
        arguments.add(after.value());
        arguments.add(after.id());
    }

    private static String condition(FindingFilter filter, List<Object> arguments) {
        return switch (filter) {
            case Artifact(var digest) ->
                with(
                        "f.artifact_id = (select id from artifact where tenant_id = current_tenant() and digest = ?)",
                        digest,
                        arguments);
            case Component(var purl) ->
                with(
                        "f.component_id = (select id from component where tenant_id = current_tenant() and purl = ?)",
                        purl,
                        arguments);
            case Rule(var rule) -> with("f.rule = ?", rule, arguments);
            case Project(var key) ->
                with(
                        "f.project_id = (select id from project where tenant_id = current_tenant() and key = ?)",
                        key,
                        arguments);
            case Team(var key) -> with("f.project_id in (%s)".formatted(PROJECTS_OF_TEAM), key, arguments);
            case Environment(var key) -> with("""
                        exists (select from deployment d
                            where d.artifact_id = f.artifact_id and d.until is null and d.environment_id =
                                (select id from environment where tenant_id = current_tenant() and key = ?))""", key, arguments);
            case Assignee(var person) -> with("f.assignee = ?", person, arguments);
            case State(var state) -> with("f.state = ?", state, arguments);
            case Kind(var kind) -> with("f.kind = ?", kind, arguments);
            case Severity(var least, var most) when least == most -> with("f.severity = ?", least, arguments);
            case Severity(var least, var most) -> {
                arguments.add(least);
                yield with("f.severity between ? and ?", most, arguments);
            }
            case Exploited() -> "f.is_exploited";
            case Fixable() -> "f.fixed is not null";
            case Late(var now) -> with("f.due_at < ?", now, arguments);
        };
    }

    private static String with(String condition, Object argument, List<Object> arguments) {
        arguments.add(argument);
        return condition;
    }
}
