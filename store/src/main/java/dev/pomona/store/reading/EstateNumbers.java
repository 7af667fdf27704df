// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Numbers about all tenants, for [dev.pomona.store.sql.Purpose#METRICS]. Nothing is counted without bound: sums are
/// read that a job has counted, and queues are counted up to [#MOST_WAITING].
public final class EstateNumbers {

    /// A queue that is longer is told as this long.
    public static final int MOST_WAITING = 10_000;

    private final Tx tx;

    public EstateNumbers(Tx tx) {
        this.tx = tx;
    }

    /// How an environment stands.
    ///
    /// @param severities how many findings are open, from severity 0 to 5
    /// @param late beyond their service level
    /// @param violated artifacts that run there and may not
    public record Standing(
            String tenant,
            String environment,
            int deployments,
            List<Integer> severities,
            int exploited,
            int late,
            int violated,
            Instant countedAt) {}

    /// @param most those of the tenants that were made first
    public List<Standing> environments(int most) {
        return tx.all(
                """
                select t.key as tenant, e.key as environment, s.* from tally_environment s
                join tenant t on t.id = s.tenant_id
                join environment e on e.tenant_id = s.tenant_id and e.id = s.environment_id
                order by s.tenant_id, s.environment_id limit ?
                """,
                row -> new Standing(
                        row.text("tenant"),
                        row.text("environment"),
                        row.integer("deployments"),
                        severities(row),
                        row.integer("exploited"),
                        row.integer("late"),
                        row.integer("violated"),
                        row.time("counted_at")),
                most);
    }

    private static List<Integer> severities(Row row) {
        var severities = new ArrayList<Integer>();
        for (int severity = 0; severity <= 5; severity++) severities.add(row.integer("s" + severity));
        return severities;
    }

    /// How old what runs in an environment is, as of the last count.
    ///
    /// @param thing `HOST` or `INSTANCE`
    /// @param measure `REVERSE_UPTIME` or `IMAGE_AGE`
    public record Age(
            String tenant,
            String environment,
            String thing,
            String measure,
            int things,
            long medianSeconds,
            long p90Seconds,
            long longestSeconds,
            int overLimit) {}

    public List<Age> ages(int most) {
        return tx.all(
                """
                select t.key as tenant, e.key as environment, f.thing, f.measure, f.things, f.median_seconds,
                    f.p90_seconds, f.longest_seconds, f.over_limit
                from environment e join tenant t on t.id = e.tenant_id
                cross join (values ('HOST', 'REVERSE_UPTIME'), ('HOST', 'IMAGE_AGE'), ('INSTANCE', 'REVERSE_UPTIME'),
                    ('INSTANCE', 'IMAGE_AGE')) k (thing, measure)
                cross join lateral (
                    select * from freshness_day d
                    where d.environment_id = e.id and d.thing = k.thing and d.measure = k.measure
                    order by d.day desc limit 1) f
                order by e.tenant_id, e.id, f.thing, f.measure limit ?
                """,
                row -> new Age(
                        row.text("tenant"),
                        row.text("environment"),
                        row.text("thing"),
                        row.text("measure"),
                        row.integer("things"),
                        row.number("median_seconds"),
                        row.number("p90_seconds"),
                        row.number("longest_seconds"),
                        row.integer("over_limit")),
                most);
    }

    /// Something that waits for a job.
    ///
    /// @param waiting how many, up to [#MOST_WAITING]
    /// @param oldest since when the first of them waits; `null` when none does
    public record Queue(String kind, int waiting, @Nullable Instant oldest) {}

    /// Messages not yet handed out, deliveries that are due, those that were given up, documents that are not judged.
    public List<Queue> queues(Instant now) {
        return List.of(
                queue("messages", "select created_at as at from outbox where dispatched_at is null order by id"),
                queue("deliveries", """
                        select due_at as at from delivery
                        where delivered_at is null and dead_at is null and due_at <= ? order by due_at, outbox_id
                        """, now),
                queue("deliveries-given-up", "select dead_at as at from delivery where dead_at is not null"),
                queue("documents", "select received_at as at from document where state = 'RECEIVED'"));
    }

    private Queue queue(String kind, String sql, @Nullable Object... arguments) {
        return tx.one(
                "select count(*) as waiting, min(at) as oldest from (" + sql + " limit " + MOST_WAITING + ") q",
                row -> new Queue(kind, row.integer("waiting"), row.optionalTime("oldest")),
                arguments);
    }

    /// The advisory data that everybody is judged by.
    ///
    /// @param since when it became that
    /// @param confirmedAt when its sources last said that there is nothing newer
    public record Feed(Instant since, Instant confirmedAt) {}

    public Optional<Feed> feed() {
        return tx.first(
                "select since, confirmed_at from current_snapshot",
                row -> new Feed(row.time("since"), row.time("confirmed_at")));
    }

    /// A stage on the way from what the world knows to what everybody was told.
    ///
    /// @param median of how long it took from what the world knew, in seconds
    public record Stage(String stage, long answers, double median, double p90, double longest) {}

    /// Over what was learnt since a time, the newest 10,000 of it.
    public List<Stage> stages(Instant since) {
        return tx.all(
                """
                with a as (
                    select greatest(published_at, modified_at) as said_at, known_at, listed_at, decided_at, delivered_at
                    from time_to_answer where known_at > ? and greatest(published_at, modified_at) is not null
                    order by known_at desc limit 10000)
                select s.stage, count(*) as answers,
                    percentile_cont(0.5) within group (order by s.seconds) as median,
                    percentile_cont(0.9) within group (order by s.seconds) as p90,
                    max(s.seconds) as longest
                from a cross join lateral (values
                    ('known', extract(epoch from known_at - said_at)::float8),
                    ('listed', extract(epoch from listed_at - said_at)::float8),
                    ('decided', extract(epoch from decided_at - said_at)::float8),
                    ('delivered', extract(epoch from delivered_at - said_at)::float8)) s (stage, seconds)
                where s.seconds is not null group by s.stage order by s.stage
                """,
                row -> new Stage(
                        row.text("stage"),
                        row.number("answers"),
                        row.decimal("median"),
                        row.decimal("p90"),
                        row.decimal("longest")),
                since);
    }
}
