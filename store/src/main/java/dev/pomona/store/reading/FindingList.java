// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Open findings of a tenant, in the order of one of several indexes.
public final class FindingList {

    private final Tx tx;

    public FindingList(Tx tx) {
        this.tx = tx;
    }

    /// By what is sorted; the first of each is the one to look at first.
    public enum Sort {
        PRIORITY("f.priority", "smallint", true),
        SEVERITY("f.severity", "smallint", true),
        LIKELIHOOD("coalesce(f.epss, 0::real)", "real", true),
        /// The newest first.
        NEWEST("f.known_from", "timestamptz", true),
        /// Those that are due first; those without a date are left out.
        DUE("f.due_at", "timestamptz", false);

        private final String expression;
        private final String type;
        private final boolean isDescending;

        Sort(String expression, String type, boolean isDescending) {
            this.expression = expression;
            this.type = type;
            this.isDescending = isDescending;
        }
    }

    /// What is left out. All but [All] are sorted by priority.
    public sealed interface Filter {

        record All() implements Filter {}

        record State(String state) implements Filter {}

        record Assignee(String assignee) implements Filter {}

        /// A vulnerability's id, or a rule's.
        record Rule(String rule) implements Filter {}

        /// @param artifact its id
        record Artifact(long artifact) implements Filter {}
    }

    /// Behind which row a page begins.
    ///
    /// @param value what the row is sorted by, as text
    public record Cursor(String value, long id) {}

    /// @param severity its rank
    /// @param likelihood the EPSS probability; `null` when there is none
    public record Item(
            Cursor cursor,
            long id,
            String kind,
            String rule,
            String title,
            int severity,
            @Nullable Double likelihood,
            boolean isExploited,
            String project,
            String artifact,
            String digest,
            @Nullable String purl,
            @Nullable String location,
            @Nullable String fixed,
            String state,
            @Nullable String assignee,
            int priority,
            Instant knownFrom,
            @Nullable Instant dueAt) {}

    /// @param after `null` for the first page
    public List<Item> page(Filter filter, Sort sort, @Nullable Cursor after, int most) {
        var arguments = new ArrayList<@Nullable Object>();
        Sort by = filter instanceof Filter.All ? sort : Sort.PRIORITY;
        String sql = sql(filter, by, after, arguments);
        arguments.add(most);
        return tx.all(sql, FindingList::item, arguments.toArray());
    }

    /// The statement and its arguments but the last, for tests that ask how it is carried out.
    static String sql(Filter filter, Sort sort, @Nullable Cursor after, List<@Nullable Object> arguments) {
        String condition = switch (filter) {
            case Filter.All() -> sort == Sort.DUE ? "f.due_at is not null" : "true";
            case Filter.State(var state) -> with(arguments, state, "f.state = ?");
            case Filter.Assignee(var assignee) -> with(arguments, assignee, "f.assignee = ?");
            case Filter.Rule(var rule) -> with(arguments, rule, "f.rule = ?");
            case Filter.Artifact(var artifact) -> with(arguments, artifact, "f.artifact_id = ?");
        };
        String order = sort.isDescending ? " desc" : "";
        if (after != null) {
            arguments.add(after.value());
            arguments.add(after.id());
            condition += " and (%s, f.id) %s (?::text::%s, ?)"
                    .formatted(sort.expression, sort.isDescending ? "<" : ">", sort.type);
        }
        // the page first, then what is shown of each of its rows
        return """
                select f.*, p.key as project, a.name as artifact, a.digest, c.purl
                from (select f.id, f.kind, f.rule, f.title, f.severity, f.epss, f.is_exploited, f.artifact_id,
                          f.component_id, f.location, f.fixed, f.state, f.assignee, f.priority, f.known_from, f.due_at,
                          (%1$s)::text as sorted_by, %1$s as sorted
                      from finding f
                      where f.tenant_id = current_tenant() and f.known_to is null and %2$s
                      order by %1$s%3$s, f.id%3$s limit ?) f
                join artifact a on a.id = f.artifact_id
                join project p on p.id = a.project_id
                left join component c on c.id = f.component_id
                order by f.sorted%3$s, f.id%3$s
                """.formatted(sort.expression, condition, order);
    }

    private static String with(List<@Nullable Object> arguments, Object argument, String condition) {
        arguments.add(argument);
        return condition;
    }

    private static Item item(Row row) {
        return new Item(
                new Cursor(row.text("sorted_by"), row.number("id")),
                row.number("id"),
                row.text("kind"),
                row.text("rule"),
                row.text("title"),
                row.integer("severity"),
                row.optionalDecimal("epss"),
                row.flag("is_exploited"),
                row.text("project"),
                row.text("artifact"),
                row.text("digest"),
                row.optionalText("purl"),
                row.optionalText("location"),
                row.optionalText("fixed"),
                row.text("state"),
                row.optionalText("assignee"),
                row.integer("priority"),
                row.time("known_from"),
                row.optionalTime("due_at"));
    }
}
