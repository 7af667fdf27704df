// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Sums over all findings of a tenant, counted by a job every few minutes, so that no page has to.
public final class Tallies {

    private static final String SUMS = """
            count(*) filter (where f.severity = 5) as s5, count(*) filter (where f.severity = 4) as s4,
            count(*) filter (where f.severity = 3) as s3, count(*) filter (where f.severity = 2) as s2,
            count(*) filter (where f.severity = 1) as s1, count(*) filter (where f.severity = 0) as s0,
            count(*) filter (where f.is_exploited) as exploited, count(*) filter (where f.due_at < ?) as late""";

    private static final String BEHIND = """
            where (t.violated, t.exploited, t.s5, t.s4) <= (?, ?, ?, ?)
              and ((t.violated, t.exploited, t.s5, t.s4) < (?, ?, ?, ?) or t.project_id > ?)
            """;

    private final Tx tx;

    public Tallies(Tx tx) {
        this.tx = tx;
    }

    /// How things stood on a day.
    public record Day(
            LocalDate day, Severities severities, int exploited, int late, int opened, int closed, Instant countedAt) {}

    /// How a project stands.
    ///
    /// @param violated in how many environments something of it runs that may not
    public record Project(
            String key,
            String name,
            @Nullable String team,
            int artifacts,
            Severities severities,
            int exploited,
            int late,
            int violated,
            Instant countedAt,
            String place) {}

    /// Counts everything: two passes over what is open, for a job and never for a page.
    public void count(Instant now) {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        tx.update("""
                insert into tally_day (tenant_id, day, s5, s4, s3, s2, s1, s0, exploited, late, opened, closed, counted_at)
                select current_tenant(), ?, t.*,
                    (select count(*) from finding where known_to is null and known_from >= ?),
                    (select count(*) from finding where known_to >= ?), ?
                from (select %s from finding f where f.known_to is null) t
                on conflict (tenant_id, day) do update set
                    s5 = excluded.s5, s4 = excluded.s4, s3 = excluded.s3, s2 = excluded.s2, s1 = excluded.s1,
                    s0 = excluded.s0, exploited = excluded.exploited, late = excluded.late, opened = excluded.opened,
                    closed = excluded.closed, counted_at = excluded.counted_at
                """.formatted(SUMS), day, start, start, now, now);
        tx.update("""
                insert into tally_project (tenant_id, project_id, artifacts, s5, s4, s3, s2, s1, s0, exploited, late,
                    violated, counted_at)
                select current_tenant(), p.id, coalesce(a.artifacts, 0), coalesce(t.s5, 0), coalesce(t.s4, 0),
                    coalesce(t.s3, 0), coalesce(t.s2, 0), coalesce(t.s1, 0), coalesce(t.s0, 0),
                    coalesce(t.exploited, 0), coalesce(t.late, 0), coalesce(v.violated, 0), ?
                from project p
                left join (select project_id, count(*) as artifacts from artifact group by 1) a on a.project_id = p.id
                left join (select a.project_id, %s from finding f join artifact a on a.id = f.artifact_id
                    where f.known_to is null and f.artifact_id in (
                        select artifact_id from deployment where until is null
                        union
                        select id from (
                            select distinct on (n.project_id, n.name) n.id from artifact n
                            order by n.project_id, n.name, n.last_seen desc, n.id desc) newest)
                    group by 1) t on t.project_id = p.id
                left join (select a.project_id, count(distinct d.environment_id) as violated
                    from decision d join artifact a on a.id = d.artifact_id
                    where d.ended_at is null and d.verdict = 'VIOLATED'
                      and exists (select from deployment r where r.artifact_id = d.artifact_id
                          and r.environment_id = d.environment_id and r.until is null)
                    group by 1) v on v.project_id = p.id
                on conflict (tenant_id, project_id) do update set
                    artifacts = excluded.artifacts, s5 = excluded.s5, s4 = excluded.s4, s3 = excluded.s3,
                    s2 = excluded.s2, s1 = excluded.s1, s0 = excluded.s0, exploited = excluded.exploited,
                    late = excluded.late, violated = excluded.violated, counted_at = excluded.counted_at
                """.formatted(SUMS), now, now);
        countEnvironments(now);
    }

    /// What runs in each environment; an artifact that runs there many times counts once.
    private void countEnvironments(Instant now) {
        tx.update("""
                insert into tally_environment (tenant_id, environment_id, deployments, s5, s4, s3, s2, s1, s0, exploited,
                    late, violated, counted_at)
                select current_tenant(), e.id, coalesce(r.deployments, 0), coalesce(t.s5, 0), coalesce(t.s4, 0),
                    coalesce(t.s3, 0), coalesce(t.s2, 0), coalesce(t.s1, 0), coalesce(t.s0, 0),
                    coalesce(t.exploited, 0), coalesce(t.late, 0), coalesce(v.violated, 0), ?
                from environment e
                left join (select environment_id, count(*) as deployments from deployment where until is null group by 1) r
                    on r.environment_id = e.id
                left join (select d.environment_id, %s
                    from (select distinct environment_id, artifact_id from deployment where until is null) d
                    join finding f on f.artifact_id = d.artifact_id where f.known_to is null group by 1) t
                    on t.environment_id = e.id
                left join (select d.environment_id, count(*) as violated from decision d
                    where d.ended_at is null and d.verdict = 'VIOLATED'
                      and exists (select from deployment r where r.artifact_id = d.artifact_id
                          and r.environment_id = d.environment_id and r.until is null)
                    group by 1) v on v.environment_id = e.id
                on conflict (tenant_id, environment_id) do update set
                    deployments = excluded.deployments, s5 = excluded.s5, s4 = excluded.s4, s3 = excluded.s3,
                    s2 = excluded.s2, s1 = excluded.s1, s0 = excluded.s0, exploited = excluded.exploited,
                    late = excluded.late, violated = excluded.violated, counted_at = excluded.counted_at
                """.formatted(SUMS), now, now);
    }

    /// The days from one on, in order.
    public List<Day> since(LocalDate day) {
        return tx.all("""
                select day::text as day, s5, s4, s3, s2, s1, s0, exploited, late, opened, closed, counted_at
                from tally_day where day >= ? order by day limit 400
                """, Tallies::day, day);
    }

    /// Projects, the worst first.
    ///
    /// @param after where the page before ended; `null` for the beginning
    /// @throws IllegalArgumentException when that is no place in this list
    public Page<Project> projects(@Nullable String after, int limit) {
        var arguments = new ArrayList<Object>();
        Place place = Place.parse(after);
        if (place != null) {
            List<Long> keys =
                    Stream.of(place.value().split(",", 4)).map(Long::valueOf).toList();
            if (keys.size() != 4) throw new IllegalArgumentException("no place in this list");
            arguments.addAll(keys);
            arguments.addAll(keys);
            arguments.add(Long.valueOf(place.id()));
        }
        List<Project> rows =
                tx.all("""
                select p.key, p.name, m.name as team, t.* from tally_project t
                join project p on p.id = t.project_id left join team m on m.id = p.team_id
                %s order by t.violated desc, t.exploited desc, t.s5 desc, t.s4 desc, t.project_id limit %d
                """.formatted(place == null ? "" : BEHIND, limit + 1), Tallies::project, arguments.toArray());
        return Page.of(rows, limit, Project::place);
    }

    public Optional<Project> project(String key) {
        return tx.first("""
                select p.key, p.name, m.name as team, t.* from project p join tally_project t on t.project_id = p.id
                left join team m on m.id = p.team_id where p.key = ?
                """, Tallies::project, key);
    }

    private static Day day(Row row) {
        return new Day(
                LocalDate.parse(row.text("day")),
                Severities.of(row),
                row.integer("exploited"),
                row.integer("late"),
                row.integer("opened"),
                row.integer("closed"),
                row.time("counted_at"));
    }

    private static Project project(Row row) {
        Severities severities = Severities.of(row);
        return new Project(
                row.text("key"),
                row.text("name"),
                row.optionalText("team"),
                row.integer("artifacts"),
                severities,
                row.integer("exploited"),
                row.integer("late"),
                row.integer("violated"),
                row.time("counted_at"),
                new Place(
                                "%d,%d,%d,%d"
                                        .formatted(
                                                row.integer("violated"),
                                                row.integer("exploited"),
                                                severities.of(5).value(),
                                                severities.of(4).value()),
                                Long.toString(row.number("project_id")))
                        .text());
    }
}
