// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.judgement;

import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be dealt with first, and until when: priorities with their reasons, and due dates by
/// service level.
///
/// A priority is a sum of up to 1000: severity (to 400), attackers use it (250), likely to be used
/// (to 150), something with it is exposed to strangers (100), runs in production (60), and age (to
/// 40). Whether the flaw can be reached is not known, so it counts for nothing, and the reasons say
/// so.
public final class UrgencyStore {

    /// More service levels than anybody keeps in mind; the list is not paged.
    public static final int MOST_LEVELS = 1000;

    /// What a priority is made of, of all that is open in some artifacts at a time.
    private static final String PARTS = """
            place as (
                select a.id as artifact_id, coalesce(bool_or(e.is_exposed), false) as is_exposed,
                    coalesce(bool_or(e.is_production), false) as is_production,
                    coalesce(array_agg(e.id) filter (where e.id is not null), '{}') as environments
                from unnest(?::bigint[]) as a (id)
                left join deployment d on d.artifact_id = a.id and d.until is null
                left join environment e on e.id = d.environment_id
                group by a.id),
            part as (
                select f.id, f.artifact_id, f.severity, f.is_exploited, f.epss, p.is_exposed, p.is_production, f.known_from,
                    case f.severity when 5 then 400 when 4 then 300 when 3 then 150 when 2 then 50 else 0 end as severe,
                    case when f.is_exploited then 250 else 0 end as exploited,
                    round(150 * coalesce(f.epss, 0))::int as likely,
                    case when p.is_exposed then 100 else 0 end as exposed,
                    case when p.is_production then 60 else 0 end as production,
                    least(40, greatest(0, extract(epoch from ?::timestamptz - f.known_from) / 86400 / 3))::int as aged,
                    case when f.state not in %s then
                        (select f.known_from + min(l.days) * interval '1 day' from service_level l
                         where l.severity = f.severity
                           and (l.environment_id is null or l.environment_id = any (p.environments))) end as due_at
                -- artifact by artifact, whatever the planner believes to be in the table
                from place p
                cross join lateral (
                    select * from finding where artifact_id = p.artifact_id and known_to is null offset 0) f)
            """.formatted(TriageStore.DECIDED);

    private final Tx tx;

    public UrgencyStore(Tx tx) {
        this.tx = tx;
    }

    /// Computes priorities and due dates of all that is open in these artifacts anew. Holds the artifacts.
    ///
    /// @return how many findings have another priority or due date than before
    public int refresh(Collection<Long> artifacts, Instant now) {
        if (artifacts.isEmpty()) return 0;
        new ArtifactStore(tx).hold(artifacts);
        return tx.update("with " + PARTS + """
                , wanted as materialized (
                    select id, due_at, severe + exploited + likely + exposed + production + aged as priority,
                        array_remove(array[
                            'severity ' || case severity when 5 then 'critical' when 4 then 'high' when 3 then 'medium'
                                when 2 then 'low' when 1 then 'none' else 'unknown' end || ': +' || severe,
                            case when exploited > 0 then 'attackers use it: +' || exploited end,
                            case when likely > 0 then 'likely to be used: +' || likely end,
                            case when exposed > 0 then 'runs where strangers reach it: +' || exposed end,
                            case when production > 0 then 'runs in production: +' || production end,
                            case when aged > 0 then 'known for long: +' || aged end,
                            'whether it can be reached is not known: +0'], null) as reasons
                    from part)
                update finding f set priority = w.priority, priority_reasons = w.reasons, due_at = w.due_at,
                    warned_at = case when f.due_at is distinct from w.due_at then null else f.warned_at end,
                    breached_at = case when f.due_at is distinct from w.due_at then null else f.breached_at end
                from wanted w
                where w.id = f.id
                  and (f.priority, f.priority_reasons, f.due_at) is distinct from (w.priority, w.reasons, w.due_at)
                """, artifacts, now);
    }

    /// A part of a priority.
    ///
    /// @param name `severity`, `exploited`, `likely`, `exposed`, `production`, `age` or `reachable`
    /// @param value what it is, in words; `null` when it is not known
    /// @param points what it adds
    /// @param most what it could add
    public record Factor(String name, @Nullable String value, int points, int most) {}

    /// What the priority of a finding is made of, as things are at a time; empty when it is not open.
    public List<Factor> factors(long artifact, long finding, Instant now) {
        return tx.first(
                        "with " + PARTS + " select * from part where id = ?",
                        row -> List.of(
                                new Factor(
                                        "severity",
                                        Integer.toString(row.integer("severity")),
                                        row.integer("severe"),
                                        400),
                                new Factor(
                                        "exploited",
                                        Boolean.toString(row.flag("is_exploited")),
                                        row.integer("exploited"),
                                        250),
                                new Factor("likely", text(row.optionalDecimal("epss")), row.integer("likely"), 150),
                                new Factor(
                                        "exposed",
                                        Boolean.toString(row.flag("is_exposed")),
                                        row.integer("exposed"),
                                        100),
                                new Factor(
                                        "production",
                                        Boolean.toString(row.flag("is_production")),
                                        row.integer("production"),
                                        60),
                                new Factor(
                                        "age",
                                        Long.toString(Math.max(
                                                0,
                                                Duration.between(row.time("known_from"), now)
                                                        .toDays())),
                                        row.integer("aged"),
                                        40),
                                new Factor("reachable", null, 0, 0)),
                        List.of(artifact),
                        now,
                        finding)
                .orElse(List.of());
    }

    private static @Nullable String text(@Nullable Double number) {
        return number == null ? null : Double.toString(number);
    }

    /// The next artifacts with something open, by id, those behind one; for work that goes through all of them in
    /// parts that end soon.
    ///
    /// @param most how many artifacts
    /// @param mostOpen no more after so many open findings; at least one artifact is given whatever it has
    public List<Long> artifacts(long after, int most, int mostOpen) {
        return tx.all("""
                select b.id
                from (select a.id, sum(a.open) over (order by a.id) - a.open as before
                      from (select x.id,
                                (select count(*) from finding f where f.artifact_id = x.id and f.known_to is null) as open
                            from artifact x
                            where x.id > ?
                              and exists (select from finding f where f.artifact_id = x.id and f.known_to is null)
                            order by x.id limit ?) a) b
                where b.before < ? order by b.id
                """, row -> row.number("id"), after, most, mostOpen);
    }

    /// A finding that is late, or soon will be.
    public record Late(
            long finding,
            String rule,
            String title,
            int severity,
            String artifact,
            String project,
            @Nullable String assignee,
            Instant dueAt) {}

    /// Findings that are due before a time and that nobody was warned of; they count as warned from
    /// now on.
    public List<Late> warn(Instant dueBefore, Instant now, int most) {
        return mark("warned_at", dueBefore, now, most);
    }

    /// Findings that were due before a time, each once; they count as told from now on.
    public List<Late> breach(Instant dueBefore, Instant now, int most) {
        return mark("breached_at", dueBefore, now, most);
    }

    private List<Late> mark(String column, Instant dueBefore, Instant now, int most) {
        return tx.all("""
                with late as (
                    select id from finding
                    where tenant_id = current_tenant() and known_to is null and due_at is not null and due_at < ?
                      and %1$s is null
                      -- what is waived wherever it was judged is in nobody's time
                      and not (exists (select from decision d
                              where d.artifact_id = finding.artifact_id and d.ended_at is null)
                          and not exists (select from decision d
                              where d.artifact_id = finding.artifact_id and d.ended_at is null
                                and not finding.fingerprint = any (d.waived)))
                    order by due_at, id limit ? for update skip locked),
                told as (
                    update finding f set %1$s = ? from late l where l.id = f.id
                    returning f.id, f.rule, f.title, f.severity, f.artifact_id, f.assignee, f.due_at)
                select t.*, a.digest, p.key as project
                from told t join artifact a on a.id = t.artifact_id join project p on p.id = a.project_id
                order by t.due_at, t.id
                """.formatted(column), UrgencyStore::late, dueBefore, most, now);
    }

    private static Late late(Row row) {
        return new Late(
                row.number("id"),
                row.text("rule"),
                row.text("title"),
                row.integer("severity"),
                row.text("digest"),
                row.text("project"),
                row.optionalText("assignee"),
                row.time("due_at"));
    }

    /// A service level.
    ///
    /// @param severity its rank
    /// @param environment its key; `null` for anywhere, also where nothing runs
    /// @param days within which a finding is to be dealt with, from when it was known
    public record Level(int severity, @Nullable String environment, int days) {}

    /// Takes the place of all service levels.
    ///
    /// @throws dev.pomona.store.estate.UnknownException when an environment is not known
    public void setLevels(List<Level> levels, String by, Instant now) {
        if (levels.size() > MOST_LEVELS) {
            throw new IllegalArgumentException("more than %d service levels".formatted(MOST_LEVELS));
        }
        tx.update("delete from service_level where tenant_id = current_tenant()");
        for (Level level : levels) {
            tx.update("""
                    insert into service_level (tenant_id, severity, environment_id, days, set_by, set_at)
                    values (current_tenant(), ?, ?, ?, ?, ?)
                    """, level.severity(), Keys.id(tx, "environment", level.environment()), level.days(), by, now);
        }
    }

    /// The worst severity first.
    public List<Level> levels() {
        return tx.all(
                """
                select l.severity, e.key as environment, l.days
                from service_level l left join environment e on e.id = l.environment_id
                order by l.severity desc, e.key nulls first limit ?
                """,
                row -> new Level(row.integer("severity"), row.optionalText("environment"), row.integer("days")),
                MOST_LEVELS);
    }
}
