// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How everything stands at this moment, in counts that stop at a thousand.
public final class Overview {

    /// More environments than anybody has; what is beyond isn't shown.
    private static final int MOST = 50;

    private final Tx tx;

    public Overview(Tx tx) {
        this.tx = tx;
    }

    public Severities severities() {
        return tx.one("select " + ranks("from finding where known_to is null and severity = %d"), Overview::severities);
    }

    /// Open findings of an artifact.
    public Severities severities(long artifact) {
        return severities(List.of(artifact)).getOrDefault(artifact, Severities.NONE);
    }

    /// Open findings of some artifacts, by their ids.
    public Map<Long, Severities> severities(Collection<Long> artifacts) {
        var found = new HashMap<Long, Severities>();
        tx.all(
                        "select a.id, %s from unnest(?::bigint[]) as a (id)"
                                .formatted(
                                        ranks(
                                                "from finding where artifact_id = a.id and known_to is null and severity = %d")),
                        row -> Map.entry(row.number("id"), severities(row)),
                        artifacts)
                .forEach(one -> found.put(one.getKey(), one.getValue()));
        return found;
    }

    /// @param from with `%d` for the rank
    private static String ranks(String from) {
        return IntStream.range(0, Severities.RANKS)
                .mapToObj(rank -> Count.sql(from.formatted(rank)) + " as s" + rank)
                .collect(Collectors.joining(", "));
    }

    private static Severities severities(Row row) {
        return new Severities(IntStream.range(0, Severities.RANKS)
                .mapToObj(rank -> Count.of(row.integer("s" + rank)))
                .toList());
    }

    public Count exploited() {
        return Count.of(tx, "from finding where known_to is null and is_exploited");
    }

    public Count late(Instant now) {
        return Count.of(tx, "from finding where known_to is null and due_at < ?", now);
    }

    /// Those that become late from one time to another.
    public Count due(Instant from, Instant to) {
        return Count.of(tx, "from finding where known_to is null and due_at >= ? and due_at < ?", from, to);
    }

    /// How many become due on each of some days, one after the other.
    ///
    /// @param from the beginning of the first
    public List<Count> dueByDay(Instant from, int days) {
        return tx.all("""
                select %s as n from generate_series(0, ?::int - 1) as d (day), (select ?::timestamptz as start) s
                order by d.day
                """.formatted(Count.sql("""
                        from finding where known_to is null and due_at >= s.start + d.day * interval '1 day'
                            and due_at < s.start + (d.day + 1) * interval '1 day'
                        """)), row -> Count.of(row.integer("n")), days, from);
    }

    public Count late(int severity, Instant now) {
        return Count.of(tx, "from finding where known_to is null and due_at < ? and severity = ?", now, severity);
    }

    public Count openedSince(Instant then) {
        return Count.of(tx, "from finding where known_to is null and known_from >= ?", then);
    }

    public Count closedSince(Instant then) {
        return Count.of(tx, "from finding where known_to >= ?", then);
    }

    public Count untriaged() {
        return Count.of(tx, "from finding where known_to is null and state = 'OPEN'");
    }

    public Count ofRule(String rule) {
        return Count.of(tx, "from finding where known_to is null and rule = ?", rule);
    }

    public Count assignedTo(String person) {
        return Count.of(tx, "from finding where known_to is null and assignee = ?", person);
    }

    public Count lateOf(String person, Instant now) {
        return Count.of(tx, "from finding where known_to is null and assignee = ? and due_at < ?", person, now);
    }

    /// An environment and the verdicts about what runs in it or asked to.
    ///
    /// @param instances that run there now
    public record Environment(
            String key,
            String name,
            boolean isProduction,
            boolean isExposed,
            @Nullable Long maxReverseUptimeSeconds,
            @Nullable Long maxImageAgeSeconds,
            Count instances,
            Count passing,
            Count violated,
            Count incomplete) {}

    /// In the order of promotion, the last first.
    public List<Environment> environments() {
        return tx.all(ENVIRONMENT + "order by e.position desc, e.key limit ?", Overview::environment, MOST);
    }

    /// By its key.
    public Optional<Environment> environment(String key) {
        return tx.first(ENVIRONMENT + "where e.tenant_id = current_tenant() and e.key = ?", Overview::environment, key);
    }

    private static final String ENVIRONMENT = """
            select e.key, e.name, e.is_production, e.is_exposed,
                extract(epoch from e.max_reverse_uptime)::bigint as uptime,
                extract(epoch from e.max_image_age)::bigint as age,
                %s as instances, %s as passing, %s as violated, %s as incomplete
            from environment e
            """.formatted(
                    Count.sql("from deployment where environment_id = e.id and until is null"),
                    verdicts("PASS"),
                    verdicts("VIOLATED"),
                    verdicts("INCOMPLETE"));

    private static String verdicts(String verdict) {
        return Count.sql(
                "from decision where tenant_id = e.tenant_id and environment_id = e.id and ended_at is null and verdict = '%s'"
                        .formatted(verdict));
    }

    private static Environment environment(Row row) {
        return new Environment(
                row.text("key"),
                row.text("name"),
                row.flag("is_production"),
                row.flag("is_exposed"),
                row.optionalNumber("uptime"),
                row.optionalNumber("age"),
                Count.of(row.integer("instances")),
                Count.of(row.integer("passing")),
                Count.of(row.integer("violated")),
                Count.of(row.integer("incomplete")));
    }

    /// What an organisation has begun with.
    public record Beginnings(boolean hasToken, boolean hasArtifact, boolean hasDeployment, boolean hasLevels) {

        public boolean isDone() {
            return hasArtifact && hasDeployment && hasLevels;
        }
    }

    public Beginnings beginnings() {
        return tx.one(
                """
                select exists (select from api_token where tenant_id = current_tenant()) as token,
                    exists (select from artifact where tenant_id = current_tenant()) as artifact,
                    exists (select from deployment where tenant_id = current_tenant()) as deployment,
                    exists (select from service_level where tenant_id = current_tenant()) as levels
                """,
                row -> new Beginnings(
                        row.flag("token"), row.flag("artifact"), row.flag("deployment"), row.flag("levels")));
    }
}
