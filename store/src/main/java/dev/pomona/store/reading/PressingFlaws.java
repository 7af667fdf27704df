// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The flaws that press most, each once: what is to be done about one vulnerability, or one kind of secret, in however
/// many artifacts. What somebody has decided about (no flaw, no harm, accepted, dealt with) presses nobody.
///
/// Only the most pressing findings are looked at, so that the list costs the same whatever there is. What is told of a
/// flaw beyond its most pressing finding and the count of all is of these.
public final class PressingFlaws {

    /// How many projects, components and versions are named of each.
    static final int NAMED = 3;

    private static final String UNDECIDED = "f.state in ('OPEN', 'IN_TRIAGE', 'CONFIRMED')";

    private final Tx tx;

    public PressingFlaws(Tx tx) {
        this.tx = tx;
    }

    /// Which findings are meant.
    public enum Of {
        ALL("true", true),
        EXPLOITED("f.is_exploited", true),
        FIXABLE("f.fixed is not null", false);

        private final String condition;
        /// Whether an index holds those alone. Others are picked from what is looked at.
        private final boolean hasIndex;

        Of(String condition, boolean hasIndex) {
            this.condition = condition;
            this.hasIndex = hasIndex;
        }
    }

    /// @param rule the vulnerability or the rule
    /// @param finding the most pressing of its findings, whose are severity, priority, EPSS and title
    /// @param components purls, the most pressing first, at most [#NAMED]; empty where it is about none
    /// @param fixed the versions without it, of those components
    /// @param projects keys of projects that have it, the most pressing first, at most [#NAMED]
    /// @param hasMoreProjects whether there are others
    /// @param open findings of it that nobody has decided about, whichever were looked at
    /// @param knownFrom since when we know of the first
    /// @param dueAt when the first is due; `null` when none ever is
    public record Flaw(
            String rule,
            String kind,
            long finding,
            int severity,
            int priority,
            @Nullable Double epss,
            boolean isExploited,
            String title,
            List<String> components,
            List<String> fixed,
            List<String> projects,
            boolean hasMoreProjects,
            Count open,
            Instant knownFrom,
            @Nullable Instant dueAt) {

        public Flaw {
            components = List.copyOf(components);
            fixed = List.copyOf(fixed);
            projects = List.copyOf(projects);
        }
    }

    /// The most pressing first.
    public List<Flaw> worst(Of of, int most) {
        return tx.all(
                """
                with looked as materialized (
                    select f.* from (
                        select f.id, f.rule, f.priority, f.project_id, f.component_id, f.fixed, f.state,
                            f.is_exploited, f.known_from, f.due_at
                        from finding f where f.known_to is null and %s
                        order by f.priority desc, f.id desc limit %d) f where %s and %s),
                flaw as (
                    select l.rule, (array_agg(l.id order by l.priority desc, l.id desc))[1] as id,
                        max(l.priority) as priority, min(l.known_from) as first_known, min(l.due_at) as first_due
                    from looked l group by l.rule order by 3 desc, 2 desc limit ?)
                select f.rule, f.kind, f.id, f.severity, f.priority, f.epss, f.is_exploited, f.title,
                    w.first_known, w.first_due, %s as open, %s as purls, %s as versions, %s as projects
                from flaw w join finding f on f.id = w.id
                order by f.priority desc, f.id desc
                """.formatted(
                        of.hasIndex ? of.condition : "true",
                        FindingList.LOOKED_AT,
                        of.condition,
                        UNDECIDED,
                        Count.sql("from finding f where f.known_to is null and f.rule = w.rule and " + UNDECIDED),
                        named("c.purl", "join component c on c.id = l.component_id", NAMED),
                        named("l.fixed", "", NAMED),
                        named("p.key", "join project p on p.id = l.project_id", NAMED + 1)),
                PressingFlaws::flaw,
                most);
    }

    /// The first of some texts of a flaw, each once, those of the most pressing findings first.
    private static String named(String text, String join, int most) {
        return """
                array(select %1$s from looked l %2$s where l.rule = w.rule and %1$s is not null
                    group by %1$s order by max(l.priority) desc, %1$s limit %3$d)""".formatted(text, join, most);
    }

    private static Flaw flaw(Row row) {
        List<String> projects = row.texts("projects");
        return new Flaw(
                row.text("rule"),
                row.text("kind"),
                row.number("id"),
                row.integer("severity"),
                row.integer("priority"),
                row.optionalDecimal("epss"),
                row.flag("is_exploited"),
                row.text("title"),
                row.texts("purls"),
                row.texts("versions"),
                projects.subList(0, Math.min(NAMED, projects.size())),
                projects.size() > NAMED,
                Count.of(row.integer("open")),
                row.time("first_known"),
                row.optionalTime("first_due"));
    }
}
