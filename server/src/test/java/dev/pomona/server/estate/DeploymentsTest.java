// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pomona.server.Plant;
import dev.pomona.store.estate.Artifact.BaseImage;
import dev.pomona.store.estate.Deployment;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.estate.FreshnessStore.Measure;
import dev.pomona.store.estate.FreshnessStore.Position;
import dev.pomona.store.estate.FreshnessStore.Thing;
import dev.pomona.store.estate.HostInstanceStore.Instance;
import dev.pomona.store.estate.UnknownException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentsTest {

    @TempDir
    Path folder;

    private Plant plant;

    @BeforeEach
    void start() {
        plant = new Plant(folder);
        plant.environment("prod", true);
        for (int i = 1; i <= 4; i++) plant.upload(i, "p" + i, "pkg:npm/left-pad@1.0.0");
    }

    @AfterEach
    void stop() {
        plant.close();
    }

    private static Instant at(int minute) {
        return Plant.START.plus(Duration.ofMinutes(minute));
    }

    /// What ran when, as text.
    private List<String> history() {
        return plant.texts("""
                select d.workload || '/' || d.instance || ' ' || right(a.digest, 1) || ' '
                    || to_char(d.since at time zone 'UTC', 'HH24:MI') || '-'
                    || coalesce(to_char(d.until at time zone 'UTC', 'HH24:MI'), '') as t
                from deployment d join artifact a on a.id = d.artifact_id order by 1
                """);
    }

    private static Reported report(int minute, Instance... running) {
        return HostsTest.full("node-1", at(minute), at(-600), null, running);
    }

    private static Instance instance(int artifact, String workload, int since) {
        return HostsTest.instance(artifact, workload, at(since), null);
    }

    @Test
    void whatIsToldTwiceAndInAnyOrderComesToTheSame() {
        long seed = 11;
        var random = new Random(seed);
        List<Runnable> told = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int minute = i * 10;
            told.add(() -> plant.deployments()
                    .record(
                            plant.tenant,
                            new Deployment(
                                    Plant.digest(1 + minute / 10 % 3),
                                    "prod",
                                    "web",
                                    "",
                                    Deployment.Place.UNKNOWN,
                                    at(minute),
                                    "api")));
        }
        told.add(() -> plant.deployments().end(plant.tenant, "prod", "web", "", at(25)));
        told.add(() -> plant.deployments().end(plant.tenant, "prod", "web", "", at(55)));
        // two things of one name at once
        told.add(() -> plant.deployments()
                .record(
                        plant.tenant,
                        new Deployment(Plant.digest(4), "prod", "web", "", Deployment.Place.UNKNOWN, at(30), "api")));
        told.add(() -> plant.hosts().report(plant.tenant, report(5, instance(1, "cart", 0), instance(2, "mail", 0))));
        told.add(() -> plant.hosts().report(plant.tenant, report(15, instance(1, "cart", 0), instance(3, "mail", 12))));
        told.add(() -> plant.hosts().report(plant.tenant, report(25, instance(3, "mail", 12))));
        told.add(() ->
                plant.hosts().report(plant.tenant, report(35, instance(3, "mail", 12), instance(1, "cart", 33))));
        told.forEach(Runnable::run);
        List<String> expected = history();
        assertThat(expected)
                .contains(
                        "web/ 1 12:00-12:10",
                        "web/ 3 12:20-12:25",
                        "web/ 1 12:30-12:30",
                        "web/ 4 12:30-12:40",
                        "web/ 3 12:50-12:55",
                        "cart/ 1 12:00-12:25",
                        "cart/ 1 12:33-",
                        "mail/ 2 12:00-12:12",
                        "mail/ 3 12:12-");
        for (int round = 0; round < 12; round++) {
            stop();
            start();
            var shuffled = new ArrayList<>(told);
            for (int i = random.nextInt(6); i > 0; i--) shuffled.add(told.get(random.nextInt(told.size())));
            Collections.shuffle(shuffled, random);
            shuffled.forEach(Runnable::run);
            assertThat(history()).as("seed %d, round %d", seed, round).isEqualTo(expected);
        }
    }

    @Test
    void whatComesToRunIsJudgedThere() {
        assertThat(plant.hosts().report(plant.tenant, report(5, instance(1, "cart", 0), instance(9, "x", 0))))
                .isEqualTo(new Hosts.Taken(2, List.of(Plant.digest(9)), false));
        assertThat(plant.texts("select verdict as t from decision")).containsExactly("PASS");
        assertThat(plant.hosts().report(plant.tenant, report(5, instance(1, "cart", 0))))
                .isEqualTo(new Hosts.Taken(0, List.of(), false));
        assertThatThrownBy(() -> plant.deployments().end(plant.tenant, "nowhere", "w", "", at(1)))
                .isInstanceOf(UnknownException.class);
    }

    @Test
    void tellsHowFreshThingsAreAndWhatToReplaceNext() {
        plant.environment(new Environment("prod", "prod", true, true, 0, Duration.ofDays(10), Duration.ofDays(20)));
        for (int i = 1; i <= 3; i++) {
            plant.hosts()
                    .report(
                            plant.tenant,
                            HostsTest.full(
                                    "node-" + i,
                                    at(0),
                                    Plant.START.minus(Duration.ofDays(4L * i)),
                                    new BaseImage("golden", null, Plant.START.minus(Duration.ofDays(15L * i))),
                                    instance(i, "w" + i, -60 * 24 * i)));
        }
        var freshness = new Freshness(plant.database, plant.clock);
        var worst = freshness.worst(plant.tenant, Thing.HOST, Measure.REVERSE_UPTIME, Position.START, 2);
        assertThat(worst.worst()).extracting(age -> age.thing().name()).containsExactly("node-3", "node-2");
        assertThat(worst.worst())
                .extracting(Freshness.Age::age)
                .containsExactly(Duration.ofDays(12), Duration.ofDays(8));
        assertThat(worst.worst()).extracting(Freshness.Age::isOverLimit).containsExactly(true, false);
        assertThat(freshness
                        .worst(plant.tenant, Thing.HOST, Measure.REVERSE_UPTIME, worst.next(), 2)
                        .worst())
                .extracting(age -> age.thing().name())
                .containsExactly("node-1");
        assertThat(freshness
                        .worst(plant.tenant, Thing.INSTANCE, Measure.REVERSE_UPTIME, Position.START, 9)
                        .worst())
                .extracting(Freshness.Age::age)
                .containsExactly(Duration.ofDays(3), Duration.ofDays(2), Duration.ofDays(1));
        // 45 of 20 days, then 30 of 20, then 12 of 10
        assertThat(freshness.replaceNext(plant.tenant, 3))
                .extracting(age -> age.thing().name(), Freshness.Age::age)
                .containsExactly(
                        tuple("node-3", Duration.ofDays(45)),
                        tuple("node-2", Duration.ofDays(30)),
                        tuple("node-3", Duration.ofDays(12)));
        freshness.count(plant.tenant);
        var images = plant.database.inTenant(plant.tenant, tx -> new FreshnessStore(tx).images(null, 2));
        assertThat(images)
                .extracting(FreshnessStore.GoldenImage::name, FreshnessStore.GoldenImage::hosts)
                .containsExactly(tuple("golden", 3));
        assertThat(images.getFirst().builtAt())
                .as("when it was last built")
                .isEqualTo(Plant.START.minus(Duration.ofDays(15)));
        assertThat(plant.database.<Integer>inTenant(
                        plant.tenant,
                        tx -> new FreshnessStore(tx).images(images.getLast(), 2).size()))
                .isZero();
        assertThat(freshness.standings())
                .filteredOn(standing ->
                        standing.day().thing() == Thing.HOST && standing.day().measure() == Measure.REVERSE_UPTIME)
                .singleElement()
                .satisfies(standing -> assertThat(standing.day().overLimit()).isEqualTo(1));
        plant.clock.forward(Duration.ofDays(1));
        freshness.count(plant.tenant);
        var days = freshness.trend(plant.tenant, "prod", Thing.HOST, Measure.REVERSE_UPTIME, 30);
        assertThat(days).hasSize(2);
        assertThat(days.getFirst().buckets()).containsExactly(0, 1, 2, 0, 0, 0);
        assertThat(days.getFirst().median()).isEqualTo(Duration.ofDays(8));
        assertThat(days.getLast().longest()).isEqualTo(Duration.ofDays(13));
        assertThat(days.getLast().overLimit()).isEqualTo(1);
    }
}
