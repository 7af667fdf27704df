// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.Plant;
import dev.pomona.store.estate.Artifact.BaseImage;
import dev.pomona.store.estate.Deployment;
import dev.pomona.store.estate.HostInstanceStore;
import dev.pomona.store.estate.HostInstanceStore.Instance;
import dev.pomona.store.estate.HostInstanceStore.Kind;
import dev.pomona.store.estate.HostStore.Told;
import dev.pomona.store.estate.HostStore.Turn;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.reading.DeploymentReading;
import dev.pomona.store.reading.HostReading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class HostsTest {

    @TempDir
    Path folder;

    private Plant plant;

    @BeforeEach
    void start() {
        plant = new Plant(folder);
        plant.environment("prod", true);
        for (int i = 1; i <= 3; i++) plant.upload(i, "p" + i, "pkg:npm/left-pad@1.0.0");
    }

    @AfterEach
    void stop() {
        plant.close();
    }

    public static Reported full(
            String host, Instant at, @Nullable Instant bootedAt, @Nullable BaseImage image, Instance... running) {
        return new Reported(at, "prod", told(host, bootedAt, image, null), null, true, List.of(running));
    }

    public static Instance instance(int artifact, String workload, Instant since, @Nullable Instant until) {
        return new Instance(
                "prod", Kind.CONTAINER, workload, "", List.of(Plant.digest(artifact)), null, null, since, until);
    }

    private static Told told(
            String host, @Nullable Instant bootedAt, @Nullable BaseImage image, @Nullable Instant expectedBy) {
        return new Told(
                host, "prod", bootedAt, image, null, null, expectedBy, "1", null, List.of(), null, List.of("ops"));
    }

    private static Instant at(int minute) {
        return Plant.START.plus(Duration.ofMinutes(minute));
    }

    private static Reported numbered(long number, boolean isFull, Instance... instances) {
        return numbered("s", number, (int) number, isFull, instances);
    }

    private static Reported numbered(String stream, long number, int minute, boolean isFull, Instance... instances) {
        return new Reported(
                at(minute),
                "prod",
                told("node-1", null, null, at(minute + 6)),
                new Turn(stream, number, isFull),
                isFull,
                List.of(instances));
    }

    private Hosts.Taken report(Reported reported) {
        return plant.hosts().report(plant.tenant, reported);
    }

    /// What ran when: deployments, then everything that hosts say.
    private List<String> history() {
        var all = new ArrayList<>(plant.texts("""
                select d.workload || ' ' || right(a.digest, 1) || ' ' || to_char(d.since at time zone 'UTC', 'HH24:MI')
                    || '-' || coalesce(to_char(d.until at time zone 'UTC', 'HH24:MI'), '') as t
                from deployment d join artifact a on a.id = d.artifact_id order by 1
                """));
        all.add("--");
        all.addAll(plant.texts("""
                select workload || ' ' || right(digests[1], 1) || ' ' || to_char(since at time zone 'UTC', 'HH24:MI')
                    || '-' || coalesce(to_char(until at time zone 'UTC', 'HH24:MI'), '') as t
                from host_instance order by 1
                """));
        return all;
    }

    @Test
    void changesAndFullReportsInAnyOrderAndTwiceComeToTheSame() {
        List<Reported> told = List.of(
                numbered(1, true, instance(1, "cart", at(0), null), instance(9, "odd", at(0), null)),
                numbered(2, false, instance(2, "mail", at(2), null)),
                numbered(3, false, instance(1, "cart", at(0), at(3)), instance(3, "cart", at(3), null)),
                numbered(4, false),
                numbered(5, true, instance(2, "mail", at(2), null), instance(9, "odd", at(0), null)),
                numbered(6, false, instance(9, "odd", at(0), at(6))));
        told.forEach(this::report);
        List<String> expected = history();
        assertThat(expected)
                .containsExactly(
                        "cart 1 12:00-12:03",
                        // the full report left it out
                        "cart 3 12:03-12:05",
                        "mail 2 12:02-",
                        "--",
                        "cart 1 12:00-12:03",
                        "cart 3 12:03-12:05",
                        "mail 2 12:02-",
                        "odd 9 12:00-12:06");
        long seed = 5;
        var random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            stop();
            start();
            var shuffled = new ArrayList<>(told);
            for (int i = random.nextInt(5); i > 0; i--) shuffled.add(told.get(random.nextInt(told.size())));
            Collections.shuffle(shuffled, random);
            shuffled.forEach(this::report);
            assertThat(history()).as("seed %d, round %d", seed, round).isEqualTo(expected);
        }
    }

    @Test
    void asksForAFullReportWhenOneIsMissing() {
        assertThat(report(numbered(1, true)).wantsFull()).isFalse();
        assertThat(report(numbered(2, false)).wantsFull()).isFalse();
        assertThat(report(numbered(4, false)).wantsFull()).as("3 is missing").isTrue();
        assertThat(report(numbered(5, false)).wantsFull()).as("still").isTrue();
        assertThat(report(numbered(6, true)).wantsFull()).isFalse();
        assertThat(report(numbered(7, false)).wantsFull()).isFalse();
        assertThat(report(numbered(2, false)).wantsFull()).as("a replay").isFalse();
        assertThat(report(numbered(8, false)).wantsFull()).isFalse();
        assertThat(report(numbered("t", 1, 9, false)).wantsFull())
                .as("a series nobody knows")
                .isTrue();
        assertThat(report(numbered("t", 2, 10, true)).wantsFull()).isFalse();
        assertThat(report(numbered("s", 9, 8, false)).wantsFull())
                .as("from a series before")
                .isFalse();
        assertThat(report(numbered("t", 3, 11, false)).wantsFull()).isFalse();
    }

    @Test
    void whatRanBeforeItWasScannedIsADeploymentOnceItIs() {
        assertThat(report(numbered(1, true, instance(7, "late", at(0), null))).unknown())
                .containsExactly(Plant.digest(7));
        assertThat(history()).first().isEqualTo("--");
        plant.upload(7, "late", "pkg:npm/left-pad@1.0.0");
        assertThat(history()).first().isEqualTo("late 7 12:00-");
        assertThat(plant.texts("select verdict as t from decision")).containsExactly("PASS");
        assertThat(plant.database.<Integer>inTenant(
                        plant.tenant,
                        tx -> new HostInstanceStore(tx)
                                .page(null, null, true, 0, 10)
                                .size()))
                .isZero();
        // what a full report leaves out has ended there, too
        report(numbered(2, true));
        assertThat(history()).first().isEqualTo("late 7 12:00-12:02");
    }

    private HostReading.State state() {
        return plant.database
                .inTenant(plant.tenant, tx -> new HostReading(tx).find("node-1"))
                .orElseThrow()
                .state(plant.clock.instant());
    }

    @Test
    void aHostThatIsNotHeardOfIsSilentAndNotGone() {
        report(numbered(1, true, instance(1, "cart", at(0), null)));
        assertThat(state()).isEqualTo(HostReading.State.REPORTING);
        plant.clock.forward(Duration.ofMinutes(9));
        assertThat(state()).isEqualTo(HostReading.State.SILENT);
        assertThat(history()).first().isEqualTo("cart 1 12:00-");
        var running = plant.database.inTenant(
                plant.tenant,
                tx -> new DeploymentReading(tx)
                        .page(DeploymentReading.Filter.ALL, null, 10)
                        .items()
                        .getFirst());
        assertThat(running.silentSince(plant.clock.instant())).isEqualTo(at(7));
        assertThat(plant.database
                        .inTenant(plant.tenant, tx -> new HostReading(tx).silent(plant.clock.instant(), null, 10))
                        .items())
                .extracting(HostReading.Host::key)
                .containsExactly("node-1");
        report(numbered(2, false));
        assertThat(state()).as("an old word").isEqualTo(HostReading.State.SILENT);
        report(numbered("s", 3, 8, false));
        assertThat(state()).isEqualTo(HostReading.State.REPORTING);
    }

    @Test
    void aHostIsGoneWhenSomebodySaysSo() {
        report(numbered(1, true, instance(1, "cart", at(0), null)));
        plant.deployments()
                .record(
                        plant.tenant,
                        new Deployment(
                                Plant.digest(2),
                                "prod",
                                "mail",
                                "",
                                new Deployment.Place(null, null, "node-1"),
                                at(0),
                                "api"));
        plant.clock.forward(Duration.ofMinutes(10));
        assertThat(plant.hosts().gone(plant.tenant, "node-1")).isTrue();
        assertThat(plant.hosts().gone(plant.tenant, "node-1")).isFalse();
        assertThat(plant.hosts().gone(plant.tenant, "nobody")).isFalse();
        assertThat(state()).isEqualTo(HostReading.State.GONE);
        assertThat(history()).containsExactly("cart 1 12:00-12:10", "mail 2 12:00-12:10", "--", "cart 1 12:00-12:10");
        report(numbered(2, false));
        assertThat(state()).as("an old word").isEqualTo(HostReading.State.GONE);
        plant.clock.forward(Duration.ofMinutes(10));
        report(numbered("u", 1, 15, true));
        assertThat(state()).as("it is there again").isEqualTo(HostReading.State.REPORTING);
    }

    @Test
    void aHostSpeaksOfItselfAndOfNoOther() {
        report(numbered(1, true, instance(1, "cart", at(0), null)));
        plant.deploy(2, "prod", "mail");
        // another host says of the same names that they start, that they end, and that nothing else runs
        report(other(1, instance(3, "cart", at(1), null), instance(3, "mail", at(1), null)));
        report(other(2, instance(3, "cart", at(1), at(2)), instance(2, "mail", at(0), at(2))));
        report(other(3));
        assertThat(plant.texts("""
                select d.workload || ' ' || right(a.digest, 1) || ' ' || coalesce(h.key, '-') as t
                from deployment d join artifact a on a.id = d.artifact_id left join host h on h.id = d.host_id
                where d.until is null order by 1
                """)).containsExactly("cart 1 node-1", "mail 2 -");
        // nor does it keep alive what runs elsewhere
        report(other(5, instance(1, "cart", at(0), null)));
        report(numbered("s", 2, 4, true));
        assertThat(history()).contains("cart 1 12:00-12:04");
    }

    private static Reported other(int minute, Instance... running) {
        return full("node-2", at(minute), null, null, running);
    }

    @Test
    void whatIsGoneWithAHostRunsOnElsewhere() {
        report(numbered(1, true, instance(1, "cart", at(0), null)));
        report(other(1, instance(1, "cart", at(0), null)));
        plant.clock.forward(Duration.ofMinutes(10));
        assertThat(plant.hosts().gone(plant.tenant, "node-2")).isTrue();
        assertThat(plant.texts("""
                select h.key || coalesce(to_char(d.until at time zone 'UTC', ' HH24:MI'), '') as t
                from deployment d join host h on h.id = d.host_id order by 1
                """)).containsExactly("node-1", "node-2 12:10");
    }

    @Test
    void refusesAnEnvironmentNobodyKnows() {
        assertThatThrownBy(() -> report(new Reported(
                        at(0),
                        "nowhere",
                        new Told("n", "nowhere", null, null, null, null, null, null, null, null, null, null),
                        null,
                        true,
                        List.of())))
                .isInstanceOf(UnknownException.class);
        assertThat(plant.texts("select key as t from host")).isEmpty();
    }
}
