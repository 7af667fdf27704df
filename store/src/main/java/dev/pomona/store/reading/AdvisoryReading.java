// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of one vulnerability that something of a tenant's has.
public final class AdvisoryReading {

    private static final List<String> STATES =
            List.of("OPEN", "IN_TRIAGE", "CONFIRMED", "ACCEPTED", "NOT_AFFECTED", "FALSE_ALARM", "RESOLVED");

    private final Tx tx;

    public AdvisoryReading(Tx tx) {
        this.tx = tx;
    }

    /// @param severity its rank
    /// @param detail vulnerability, claims and upgrade of one of the components that have it, as JSON
    public record Known(
            String id,
            List<String> aliases,
            String summary,
            int severity,
            @Nullable Double score,
            @Nullable Double epss,
            boolean isExploited,
            boolean isMalware,
            @Nullable Instant publishedAt,
            String detail) {}

    /// By the id that findings have.
    ///
    /// @return empty when nothing that is known here has it
    public Optional<Known> find(String vulnerability) {
        return tx.first(
                """
                select m.vulnerability, m.aliases, m.summary, m.severity, m.score, m.epss, m.is_exploited, m.is_malware,
                    m.published_at, m.detail
                from component_match m where m.tenant_id = current_tenant() and m.vulnerability = ?
                order by m.component_id limit 1
                """,
                row -> new Known(
                        row.text("vulnerability"),
                        row.texts("aliases"),
                        row.text("summary"),
                        row.integer("severity"),
                        row.optionalDecimal("score"),
                        row.optionalDecimal("epss"),
                        row.flag("is_exploited"),
                        row.flag("is_malware"),
                        row.optionalTime("published_at"),
                        row.text("detail")),
                vulnerability);
    }

    /// A component version that has it.
    ///
    /// @param fixed the first version after it that has not; `null` when there is none
    public record Version(String purl, @Nullable String fixed) {}

    /// By purl.
    public List<Version> versions(String vulnerability, int most) {
        return tx.all("""
                select c.purl, m.fixed from component_match m join component c on c.id = m.component_id
                where m.tenant_id = current_tenant() and m.vulnerability = ? order by c.purl limit ?
                """, row -> new Version(row.text("purl"), row.optionalText("fixed")), vulnerability, most);
    }

    /// Open findings in a state.
    public record State(String name, Count count) {}

    /// Open findings of a rule by what was decided about them; states that none is in are left out.
    public List<State> states(String rule) {
        String counts = String.join(
                ", ",
                STATES.stream()
                        .map(state -> Count.sql(
                                        "from finding where tenant_id = current_tenant() and known_to is null and rule = asked.rule and state = '%s'"
                                                .formatted(state))
                                + " as " + state)
                        .toList());
        return tx.one("select %s from (select ?::text as rule) asked".formatted(counts), AdvisoryReading::states, rule);
    }

    private static List<State> states(Row row) {
        return STATES.stream()
                .map(state -> new State(state, Count.of(row.integer(state.toLowerCase(java.util.Locale.ROOT)))))
                .filter(state -> !state.count().isNone())
                .toList();
    }
}
