// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.observe;

import dev.pomona.server.ops.Sample;
import dev.pomona.store.advisory.SourcesBehind;
import dev.pomona.store.delivery.AnswerLevels;
import dev.pomona.store.reading.EstateNumbers;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What the database knows of queues, feeds and the estate of every organisation. Read at most every quarter of a
/// minute, however often somebody asks; when the database does not answer, the last of it is not passed off as current.
public final class EstateMetrics {

    private static final Duration GOOD_FOR = Duration.ofSeconds(15);
    private static final Duration RECENT = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int MOST_ENVIRONMENTS = 500;
    private static final int MOST_TENANTS = 500;
    private static final String[] SEVERITIES = {"unknown", "none", "low", "medium", "high", "critical"};

    private final Database database;
    private final InstantSource clock;
    private List<Sample> known = List.of();
    private Instant readAt = Instant.MIN;

    public EstateMetrics(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// What holds now, or a moment ago.
    public synchronized List<Sample> samples() {
        Instant now = clock.instant();
        if (now.isBefore(readAt) || !readAt.plus(GOOD_FOR).isAfter(now)) {
            known = read(now);
            readAt = now;
        }
        return known;
    }

    private List<Sample> read(Instant now) {
        var samples = new ArrayList<Sample>();
        Database.Connections connections = database.connections();
        connections(samples, connections);
        try {
            database.runAs(Purpose.METRICS, tx -> {
                var numbers = new EstateNumbers(tx);
                numbers.queues(now).forEach(queue -> queue(samples, queue, now));
                numbers.feed().ifPresent(feed -> feed(samples, feed));
                samples.add(Sample.gauge(
                        "pomona_feed_sources_behind",
                        "Sources of advisory data that have older data than is here.",
                        new SourcesBehind(tx).all().size()));
                numbers.stages(now.minus(RECENT)).forEach(stage -> stage(samples, stage));
                new AnswerLevels(tx).since(now.minus(MONTH), now, MOST_TENANTS).forEach(kept -> answers(samples, kept));
                numbers.environments(MOST_ENVIRONMENTS).forEach(standing -> standing(samples, standing));
                numbers.ages(4 * MOST_ENVIRONMENTS).forEach(age -> age(samples, age));
            });
            samples.add(up(1));
        } catch (StoreException _) {
            samples.clear();
            connections(samples, connections);
            samples.add(up(0));
        }
        return samples;
    }

    private static void answers(List<Sample> samples, AnswerLevels.Kept kept) {
        String name = "pomona_answers_month";
        String help =
                "Answers in the last thirty days that reached the last receiver within their service level, and others.";
        samples.add(Sample.gauge(name, help, (double) kept.kept(), "tenant", kept.tenant(), "level", "kept"));
        samples.add(Sample.gauge(name, help, (double) kept.missed(), "tenant", kept.tenant(), "level", "missed"));
    }

    private static Sample up(int value) {
        return Sample.gauge("pomona_database_up", "Whether the database answered when it was asked last.", value);
    }

    private static void connections(List<Sample> samples, Database.Connections connections) {
        String name = "pomona_database_connections";
        String help = "Connections of this node to the database.";
        samples.add(Sample.gauge(name, help, connections.active(), "state", "active"));
        samples.add(Sample.gauge(name, help, connections.idle(), "state", "idle"));
        samples.add(Sample.gauge("pomona_database_connections_max", "As many there may be.", connections.most()));
        samples.add(Sample.gauge(
                "pomona_database_transactions_waiting",
                "Transactions that wait for a connection.",
                connections.waiting()));
    }

    private static void queue(List<Sample> samples, EstateNumbers.Queue queue, Instant now) {
        samples.add(Sample.gauge(
                "pomona_queue_length",
                "What waits for a job of any node, up to %d.".formatted(EstateNumbers.MOST_WAITING),
                queue.waiting(),
                "queue",
                queue.kind()));
        Instant oldest = queue.oldest();
        samples.add(Sample.gauge(
                "pomona_queue_oldest_seconds",
                "How long the first of it waits; 0 when nothing does.",
                oldest == null ? 0 : seconds(Duration.between(oldest, now)),
                "queue",
                queue.kind()));
    }

    private static double seconds(Duration duration) {
        return Math.max(0, duration.toMillis() / 1e3);
    }

    private static void feed(List<Sample> samples, EstateNumbers.Feed feed) {
        samples.add(Sample.gauge(
                "pomona_feed_confirmed_timestamp_seconds",
                "When sources last said that the advisory data is current, in seconds since 1970.",
                feed.confirmedAt().toEpochMilli() / 1e3));
        samples.add(Sample.gauge(
                "pomona_feed_changed_timestamp_seconds",
                "When the advisory data last changed, in seconds since 1970.",
                feed.since().toEpochMilli() / 1e3));
    }

    private static void stage(List<Sample> samples, EstateNumbers.Stage stage) {
        String name = "pomona_answer_recent_seconds";
        String help = "From when the world knew, over the answers of seven days.";
        samples.add(Sample.quantile(name, help, stage.median(), "0.5", "stage", stage.stage()));
        samples.add(Sample.quantile(name, help, stage.p90(), "0.9", "stage", stage.stage()));
        samples.add(Sample.quantile(name, help, stage.longest(), "1", "stage", stage.stage()));
        samples.add(Sample.gauge(
                "pomona_answers_recent",
                "Advisories of seven days that came to a stage, up to 10000.",
                (double) stage.answers(),
                "stage",
                stage.stage()));
    }

    private static void standing(List<Sample> samples, EstateNumbers.Standing standing) {
        String[] place = {"tenant", standing.tenant(), "environment", standing.environment()};
        for (int severity = 0; severity < SEVERITIES.length; severity++) {
            samples.add(Sample.gauge(
                    "pomona_open_findings",
                    "Open findings of what runs in an environment.",
                    standing.severities().get(severity),
                    "tenant",
                    standing.tenant(),
                    "environment",
                    standing.environment(),
                    "severity",
                    SEVERITIES[severity]));
        }
        samples.add(Sample.gauge(
                "pomona_open_findings_exploited",
                "Those that are known to be exploited.",
                standing.exploited(),
                place));
        samples.add(Sample.gauge(
                "pomona_open_findings_late", "Those that are beyond their service level.", standing.late(), place));
        samples.add(Sample.gauge(
                "pomona_artifacts_violating",
                "Artifacts that run in an environment and may not.",
                standing.violated(),
                place));
        samples.add(Sample.gauge("pomona_deployments", "What runs in an environment.", standing.deployments(), place));
        samples.add(Sample.gauge(
                "pomona_environment_counted_timestamp_seconds",
                "When the numbers of an environment were counted, in seconds since 1970.",
                standing.countedAt().toEpochMilli() / 1e3,
                place));
    }

    private static void age(List<Sample> samples, EstateNumbers.Age age) {
        String thing = age.thing().toLowerCase(Locale.ROOT);
        boolean isUptime = age.measure().equals("REVERSE_UPTIME");
        String name = isUptime ? "pomona_reverse_uptime_seconds" : "pomona_golden_image_age_seconds";
        String help = isUptime
                ? "How long hosts and instances have been up: the fresher the better."
                : "How long ago the image was built that hosts and instances started from.";
        String[] place = {"tenant", age.tenant(), "environment", age.environment(), "thing", thing};
        samples.add(Sample.quantile(name, help, (double) age.medianSeconds(), "0.5", place));
        samples.add(Sample.quantile(name, help, (double) age.p90Seconds(), "0.9", place));
        samples.add(Sample.quantile(name, help, (double) age.longestSeconds(), "1", place));
        String measure = isUptime ? "reverse-uptime" : "golden-image-age";
        samples.add(Sample.gauge(
                "pomona_aged",
                "Hosts and instances whose age is known.",
                age.things(),
                with(place, "measure", measure)));
        samples.add(Sample.gauge(
                "pomona_aged_over_limit",
                "Those that are older than the limit of their environment.",
                age.overLimit(),
                with(place, "measure", measure)));
    }

    private static String[] with(String[] labels, String name, String value) {
        String[] more = Arrays.copyOf(labels, labels.length + 2);
        more[labels.length] = name;
        more[labels.length + 1] = value;
        return more;
    }
}
