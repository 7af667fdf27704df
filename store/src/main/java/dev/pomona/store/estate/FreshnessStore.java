// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How fresh things are: *reverse uptime*, the time since a host booted or an instance started, and
/// *image age*, the time since the image that something starts from was last built. The less, the
/// better.
public final class FreshnessStore {

    private final Tx tx;

    public FreshnessStore(Tx tx) {
        this.tx = tx;
    }

    public enum Measure {
        REVERSE_UPTIME,
        IMAGE_AGE
    }

    public enum Thing {
        HOST,
        INSTANCE
    }

    /// Since when the instance of each of some artifacts that has been up longest in an environment
    /// is up, by artifact and environment; nothing where none runs.
    public Map<Long, Map<String, Instant>> upSince(Collection<Long> artifacts) {
        var since = new HashMap<Long, Map<String, Instant>>();
        tx.each(
                """
                select d.artifact_id, e.key, min(d.since) as since
                from deployment d join environment e on e.id = d.environment_id
                where d.artifact_id = any (?) and d.until is null
                group by d.artifact_id, e.key
                """,
                row -> since.computeIfAbsent(row.number("artifact_id"), _ -> new HashMap<>())
                        .put(row.text("key"), row.time("since")),
                artifacts);
        return since;
    }

    /// Something and its age.
    ///
    /// @param id of its row
    /// @param name host key, or `workload` or `workload/instance`
    /// @param environment `null` for a host that nobody placed
    /// @param artifact digest of what runs; `null` for a host
    /// @param image the image it starts from; `null` when that is not known
    /// @param since from when its age counts
    /// @param limit of its environment; `null` for none
    public record Aged(
            Thing thing,
            long id,
            String name,
            @Nullable String environment,
            @Nullable String artifact,
            @Nullable String image,
            Instant since,
            @Nullable Duration limit) {}

    /// Where a page goes on: behind the thing of this time and row.
    public record Position(Instant since, long id) {

        /// Before the first.
        public static final Position START = new Position(Instant.EPOCH, 0);
    }

    /// The oldest first.
    public List<Aged> worst(Thing thing, Measure measure, Position after, int most) {
        String sql = switch (thing) {
            case HOST ->
                """
                select h.id, h.key as name, e.key as environment, null as artifact, h.image_name as image,
                    h.%1$s as since, extract(epoch from e.%2$s)::bigint as limit_seconds
                from host h left join environment e on e.id = h.environment_id
                where h.tenant_id = current_tenant() and h.gone_at is null and h.%1$s is not null
                  and (h.%1$s, h.id) > (?, ?)
                order by h.%1$s, h.id limit ?
                """.formatted(measure == Measure.REVERSE_UPTIME ? "booted_at" : "image_built_at", limit(measure));
            case INSTANCE -> measure == Measure.REVERSE_UPTIME ? """
                        select d.id, d.workload || case d.instance when '' then '' else '/' || d.instance end as name,
                            e.key as environment, a.digest as artifact, a.base_name as image, d.since,
                            extract(epoch from e.max_reverse_uptime)::bigint as limit_seconds
                        from deployment d
                        join environment e on e.id = d.environment_id
                        join artifact a on a.id = d.artifact_id
                        where d.tenant_id = current_tenant() and d.until is null and (d.since, d.id) > (?, ?)
                        order by d.since, d.id limit ?
                        """ : """
                        select a.id, a.name, e.key as environment, a.digest as artifact, a.base_name as image,
                            a.base_built_at as since, extract(epoch from e.max_image_age)::bigint as limit_seconds
                        from artifact a
                        cross join lateral (select d.environment_id from deployment d
                            where d.artifact_id = a.id and d.until is null
                            order by d.environment_id limit 1) r
                        join environment e on e.id = r.environment_id
                        where a.tenant_id = current_tenant() and a.base_built_at is not null
                          and (a.base_built_at, a.id) > (?, ?)
                        order by a.base_built_at, a.id limit ?
                        """;
        };
        return tx.all(sql, row -> aged(thing, row), after.since(), after.id(), most);
    }

    /// The older ends of the buckets in which things are counted; the last bucket has none.
    public static final List<Duration> EDGES = List.of(
            Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(14), Duration.ofDays(30), Duration.ofDays(90));

    /// How fresh the hosts or instances of an environment were on a day.
    ///
    /// @param countedAt when that was counted
    /// @param things how many
    /// @param buckets how many of them are younger than the edge of the same place and in no bucket
    ///     before; the last number is that of all others
    /// @param overLimit how many were older than the environment allows
    public record Day(
            LocalDate day,
            String environment,
            Thing thing,
            Measure measure,
            Instant countedAt,
            int things,
            List<Integer> buckets,
            Duration median,
            Duration p90,
            Duration longest,
            int overLimit) {

        public Day {
            buckets = List.copyOf(buckets);
        }
    }

    /// Counts how fresh everything is at a time and keeps it as that day's; the last said of a day
    /// counts. Goes through all that runs, so it is for a job; pages read what it keeps.
    public void keepDay(LocalDate day, Instant now) {
        for (Thing thing : Thing.values()) {
            for (Measure measure : Measure.values()) keepDay(thing, measure, day, now);
        }
    }

    private void keepDay(Thing thing, Measure measure, LocalDate day, Instant now) {
        tx.update("""
                insert into freshness_day (tenant_id, day, environment_id, thing, measure, counted_at, things, buckets,
                    median_seconds, p90_seconds, longest_seconds, over_limit)
                select current_tenant(), ?, e.id, ?, ?, ?, count(*),
                    array[count(*) filter (where s.bucket = 0), count(*) filter (where s.bucket = 1),
                        count(*) filter (where s.bucket = 2), count(*) filter (where s.bucket = 3),
                        count(*) filter (where s.bucket = 4), count(*) filter (where s.bucket = 5)],
                    percentile_disc(0.5) within group (order by s.age), percentile_disc(0.9) within group (order by s.age),
                    max(s.age), count(*) filter (where s.age > extract(epoch from e.%s))
                from (select environment_id, age,
                          width_bucket(age, array[86400, 604800, 1209600, 2592000, 7776000]::bigint[]) as bucket
                      from (select environment_id,
                                greatest(0, extract(epoch from ?::timestamptz - since))::bigint as age
                            from (%s) t where since is not null) a) s
                join environment e on e.id = s.environment_id
                group by e.id
                on conflict (environment_id, thing, measure, day) do update set
                    counted_at = excluded.counted_at, things = excluded.things, buckets = excluded.buckets,
                    median_seconds = excluded.median_seconds, p90_seconds = excluded.p90_seconds,
                    longest_seconds = excluded.longest_seconds, over_limit = excluded.over_limit
                """.formatted(limit(measure), source(thing, measure)), day, thing, measure, now, now);
    }

    /// An image that hosts or instances were made from.
    ///
    /// @param digest empty when only its name is known
    /// @param builtAt when it was last built; `null` when nobody said
    /// @param hosts how many were made from it
    /// @param instances how many that run start from it
    public record GoldenImage(
            String name, String digest, @Nullable Instant builtAt, int hosts, int instances, Instant countedAt) {}

    /// When an image was built that is known itself; empty when it is not, or nobody said.
    ///
    /// @param digest of the image
    public Optional<Instant> builtAt(String digest) {
        return tx.first(
                "select built_at from artifact where digest = ? and built_at is not null",
                row -> row.time("built_at"),
                digest);
    }

    /// Says when an image was built, for whatever was made from it and does not know.
    ///
    /// @param digest of the image
    public void built(String digest, Instant at) {
        List<Long> made = tx.all("""
                select id from artifact
                where tenant_id = current_tenant() and base_digest = ? and base_built_at is null
                order by id for no key update
                """, row -> row.number("id"), digest);
        tx.update("update artifact set base_built_at = ? where id = any (?)", at, made);
        tx.update("""
                update host set image_built_at = ?
                where tenant_id = current_tenant() and image_digest = ? and image_built_at is null
                """, at, digest);
    }

    /// Counts what was made from which image, and keeps it in the place of what was counted before. Goes through all
    /// that runs, so it is for a job.
    public void keepImages(Instant now) {
        tx.update("""
                insert into golden_image (tenant_id, name, digest, built_at, hosts, instances, counted_at)
                select current_tenant(), name, digest, max(built_at), sum(hosts), sum(instances), ?
                from (select image_name as name, coalesce(image_digest, '') as digest, image_built_at as built_at,
                          1 as hosts, 0 as instances
                      from host where tenant_id = current_tenant() and gone_at is null and image_name is not null
                      union all
                      select a.base_name, coalesce(a.base_digest, ''), a.base_built_at, 0, 1
                      from deployment d join artifact a on a.id = d.artifact_id
                      where d.tenant_id = current_tenant() and d.until is null and a.base_name is not null) made
                group by name, digest
                on conflict (tenant_id, name, digest) do update set
                    built_at = excluded.built_at, hosts = excluded.hosts, instances = excluded.instances,
                    counted_at = excluded.counted_at
                """, now);
        tx.update("delete from golden_image where tenant_id = current_tenant() and counted_at < ?", now);
    }

    /// Golden images as counted last, the one built longest ago first; those of which that is not known come last.
    ///
    /// @param after the last one of the page before; `null` for the first page
    public List<GoldenImage> images(@Nullable GoldenImage after, int most) {
        Instant built = after == null ? null : after.builtAt();
        return tx.all(
                """
                select name, digest, built_at, hosts, instances, counted_at from golden_image
                where tenant_id = current_tenant()
                  and (? or (coalesce(built_at, 'infinity'), name, digest)
                      > (coalesce(?::timestamptz, 'infinity'), ?, ?))
                order by coalesce(built_at, 'infinity'), name, digest limit ?
                """,
                row -> new GoldenImage(
                        row.text("name"),
                        row.text("digest"),
                        row.optionalTime("built_at"),
                        row.integer("hosts"),
                        row.integer("instances"),
                        row.time("counted_at")),
                after == null,
                built,
                after == null ? "" : after.name(),
                after == null ? "" : after.digest(),
                most);
    }

    /// How each environment of every tenant stood when it was counted last, for metrics.
    ///
    /// @param tenant its key
    public record Standing(String tenant, Day day) {}

    /// For [dev.pomona.store.sql.Purpose#METRICS]. By tenant, environment, thing and measure.
    public List<Standing> standings(int most) {
        return tx.all("""
                select distinct on (t.key, e.key, f.thing, f.measure) t.key as tenant, f.day::text as day,
                    e.key as environment, f.thing, f.measure, f.counted_at, f.things,
                    array_to_string(f.buckets, ',') as buckets, f.median_seconds, f.p90_seconds, f.longest_seconds,
                    f.over_limit
                from freshness_day f join environment e on e.id = f.environment_id join tenant t on t.id = f.tenant_id
                order by t.key, e.key, f.thing, f.measure, f.day desc limit ?
                """, row -> new Standing(row.text("tenant"), day(row)), most);
    }

    /// One environment's days from one on, in order; at most 400. The last is how things are now.
    public List<Day> trend(String environment, Thing thing, Measure measure, LocalDate from) {
        return tx.all("""
                select f.day::text as day, e.key as environment, f.thing, f.measure, f.counted_at, f.things,
                    array_to_string(f.buckets, ',') as buckets, f.median_seconds, f.p90_seconds, f.longest_seconds,
                    f.over_limit
                from freshness_day f join environment e on e.id = f.environment_id
                where e.key = ? and f.thing = ? and f.measure = ? and f.day >= ? order by f.day limit 400
                """, FreshnessStore::day, environment, thing, measure, from);
    }

    /// How an environment stands: what was counted last of each thing and measure of which there is any.
    public List<Day> newest(String environment) {
        return tx.all("""
                select distinct on (f.thing, f.measure) f.day::text as day, e.key as environment, f.thing, f.measure,
                    f.counted_at, f.things, array_to_string(f.buckets, ',') as buckets, f.median_seconds,
                    f.p90_seconds, f.longest_seconds, f.over_limit
                from freshness_day f join environment e on e.id = f.environment_id
                where e.tenant_id = current_tenant() and e.key = ? order by f.thing, f.measure, f.day desc
                """, FreshnessStore::day, environment);
    }

    private static Day day(Row row) {
        return new Day(
                LocalDate.parse(row.text("day")),
                row.text("environment"),
                row.choice("thing", Thing.class),
                row.choice("measure", Measure.class),
                row.time("counted_at"),
                row.integer("things"),
                Stream.of(row.text("buckets").split(",", -1))
                        .map(Integer::valueOf)
                        .toList(),
                Duration.ofSeconds(row.number("median_seconds")),
                Duration.ofSeconds(row.number("p90_seconds")),
                Duration.ofSeconds(row.number("longest_seconds")),
                row.integer("over_limit"));
    }

    private static String limit(Measure measure) {
        return measure == Measure.REVERSE_UPTIME ? "max_reverse_uptime" : "max_image_age";
    }

    /// Everything of a kind that runs, with the time its age counts from, which may be null.
    private static String source(Thing thing, Measure measure) {
        return switch (thing) {
            case HOST ->
                "select environment_id, %s as since from host where tenant_id = current_tenant() and gone_at is null"
                        .formatted(measure == Measure.REVERSE_UPTIME ? "booted_at" : "image_built_at");
            case INSTANCE ->
                measure == Measure.REVERSE_UPTIME
                        ? "select environment_id, since from deployment where tenant_id = current_tenant() and until is null"
                        : "select d.environment_id, a.base_built_at as since from deployment d"
                                + " join artifact a on a.id = d.artifact_id"
                                + " where d.tenant_id = current_tenant() and d.until is null";
        };
    }

    private static Aged aged(Thing thing, Row row) {
        Long seconds = row.optionalNumber("limit_seconds");
        return new Aged(
                thing,
                row.number("id"),
                row.text("name"),
                row.optionalText("environment"),
                row.optionalText("artifact"),
                row.optionalText("image"),
                row.time("since"),
                seconds == null ? null : Duration.ofSeconds(seconds));
    }
}
