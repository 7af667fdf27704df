// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.Plant;
import dev.pomona.server.gate.Replay;
import dev.pomona.server.observe.EstateMetrics;
import dev.pomona.server.ops.Metrics;
import dev.pomona.store.delivery.AnswerLevelStore;
import dev.pomona.store.delivery.AnswerTimeStore;
import dev.pomona.store.inventory.InventoryStore.Known;
import dev.pomona.store.judgement.MatchStore;
import dev.pomona.store.reading.AnswerTimeReading;
import dev.pomona.store.sql.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeAllTest {

    @TempDir
    Path folder;

    private Plant plant;

    @BeforeEach
    void start() {
        plant = new Plant(folder);
    }

    @AfterEach
    void stop() {
        plant.close();
    }

    private static String ghsa(int number) {
        return "GHSA-2222-2222-%04d".formatted(number);
    }

    private static String purl(int name, int version) {
        return "pkg:npm/lib-%d@%d.0.0".formatted(name, version);
    }

    /// What is open, as `artifact vulnerability component`.
    private List<String> open() {
        return plant.texts("""
                select a.digest || ' ' || f.rule || ' ' || c.purl || ' ' || f.severity as t
                from finding f join artifact a on a.id = f.artifact_id join component c on c.id = f.component_id
                where f.known_to is null order by 1
                """);
    }

    /// The same, judged from nothing: each component of each artifact against the newest snapshot.
    /// A package of which an artifact has several versions has the flaw once, with the first of
    /// them.
    private List<String> bruteForce() {
        Advisories newest = plant.snapshots().newest();
        var all = new TreeMap<String, String>();
        for (String held : plant.texts("""
                select a.digest || ' ' || c.purl as t
                from occurrence o join artifact a on a.id = o.artifact_id join component c on c.id = o.component_id
                """)) {
            String[] parts = held.split(" ", 2);
            for (var match : newest.judge(List.of(new Known(1, parts[1])))) {
                String name = parts[1].substring(0, parts[1].lastIndexOf('@'));
                all.merge(
                        "%s %s %s".formatted(parts[0], match.vulnerability(), name),
                        "%s %s %s %d".formatted(parts[0], match.vulnerability(), parts[1], match.severity()),
                        (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        }
        return all.values().stream().sorted().toList();
    }

    /// Every finding's history: opened first, then closed and reopened in turns, and at its end
    /// what the row says.
    private void historiesHold() {
        List<String> histories = plant.texts("""
                select (f.known_to is null) || ' ' || string_agg(v.type, ' ' order by v.id) as t
                from finding f join finding_event v on v.finding_id = f.id
                where v.type <> 'CHANGED' group by f.id, f.known_to
                """);
        assertThat(histories)
                .allMatch(history ->
                        history.matches("true OPENED( CLOSED REOPENED)*|false OPENED CLOSED( REOPENED CLOSED)*"));
        assertThat(plant.texts("select id::text as t from finding f where not exists "
                        + "(select from finding_event v where v.finding_id = f.id)"))
                .isEmpty();
    }

    @Test
    void findingsAreWhatJudgingFromNothingGives() {
        long seed = 20260301;
        var random = new Random(seed);
        plant.environment("prod", true);
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(5)) {
                case 0 -> plant.world.forgets(ghsa(random.nextInt(12)));
                case 1, 2 ->
                    plant.world.learns(
                            ghsa(random.nextInt(12)),
                            "lib-" + random.nextInt(6),
                            (1 + random.nextInt(5)) + ".0.0",
                            "2026-02-01T00:00:%02dZ".formatted(step));
                case 3 -> {
                    int number = 1 + random.nextInt(8);
                    var purls = new TreeSet<String>();
                    for (int i = random.nextInt(6); i >= 0; i--) purls.add(purl(random.nextInt(6), random.nextInt(6)));
                    plant.ingest().take(plant.tenant, Plant.bill(Plant.digest(number), "shop", purls));
                    if (random.nextBoolean()) plant.deploy(number, "prod", "w" + number);
                }
                default -> plant.clock.forward(Duration.ofMinutes(random.nextInt(90)));
            }
            if (random.nextInt(3) > 0) continue;
            plant.learn();
            assertThat(open()).as("seed %d, step %d", seed, step).isEqualTo(bruteForce());
        }
        plant.learn();
        assertThat(open()).isNotEmpty().isEqualTo(bruteForce());
        historiesHold();
        List<String> ids = plant.texts("select id::text as t from decision order by id");
        assertThat(ids).hasSizeGreaterThan(5);
        for (String id : ids) {
            assertThat(plant.replay().run(plant.tenant, Long.parseLong(id)))
                    .as("seed %d, verdict %s", seed, id)
                    .isInstanceOf(Replay.Result.Same.class);
        }
    }

    @Test
    void workFollowsWhatIsAffectedAndNotTheEstate() {
        plant.environment("prod", true);
        plant.upload(1, "shop", purl(1, 1), purl(2, 1));
        plant.deploy(1, "prod", "shop");
        plant.world.learns(ghsa(1), "lib-1", "2.0.0", "2026-02-01T00:00:00Z");
        var small = plant.learn().getFirst();
        assertThat(small.work().versions()).isEqualTo(1);
        assertThat(small.work().artifacts()).hasSize(1);
        for (int i = 2; i <= 40; i++) {
            plant.upload(i, "other-" + i, "pkg:npm/other-%d@1.0.0".formatted(i), purl(3, i));
            plant.deploy(i, "prod", "other-" + i);
        }
        plant.upload(100, "store", purl(2, 1));
        plant.deploy(100, "prod", "store");
        plant.world.learns(ghsa(2), "other-7", "2.0.0", "2026-02-01T00:00:01Z");
        var large = plant.learn().getFirst();
        assertThat(large.work().packages()).isEqualTo(small.work().packages());
        assertThat(large.work().versions()).isEqualTo(small.work().versions());
        assertThat(large.work().artifacts()).hasSameSizeAs(small.work().artifacts());
        assertThat(large.work().opened()).isEqualTo(small.work().opened());
        assertThat(large.decisions()).isEqualTo(small.decisions());
        assertThat(large.changes()).isEqualTo(small.changes()).isEqualTo(1);
    }

    @Test
    void tellsOfTheFlawAndTheVerdictAndTakesEachStagesTime() {
        plant.environment("prod", true);
        plant.upload(1, "shop", purl(1, 1));
        plant.deploy(1, "prod", "shop");
        plant.world.learns(ghsa(1), "lib-1", "2.0.0", "2026-02-01T00:00:00Z");
        plant.learn();
        assertThat(plant.texts("select topic || ' ' || key as t from outbox where topic like 'v%' order by id"))
                .containsExactly(
                        "verdict " + Plant.digest(1) + " in prod",
                        "verdict " + Plant.digest(1) + " in prod",
                        "vulnerability " + ghsa(1));
        assertThat(plant.texts("select payload->>'verdict' as t from outbox where topic = 'verdict' order by id"))
                .containsExactly("pass", "violated");
        var answer = plant.database.inTenant(
                plant.tenant, tx -> new AnswerTimeStore(tx).about(ghsa(1)).orElseThrow());
        assertThat(answer.publishedAt()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(answer.knownAt()).isEqualTo(Plant.START);
        assertThat(answer.artifacts()).isEqualTo(1);
        assertThat(answer.deployments()).isEqualTo(1);
        assertThat(answer.decisions()).isEqualTo(1);
        assertThat(answer.deliveredAt()).isNull();
        var metrics = new Metrics();
        metrics.collect(new EstateMetrics(plant.database, plant.clock)::samples);
        String missed = "pomona_answers_month{tenant=\"%s\",level=\"missed\"} "
                .formatted(plant.texts("select key as t from tenant").getFirst());
        assertThat(metrics.text()).contains(missed + "0");
        plant.clock.forward(AnswerLevelStore.DEFAULT.plusSeconds(1));
        assertThat(metrics.text()).as("nobody has been told, and it is late").contains(missed + "1");
    }

    @Test
    void anAnswerIsPromisedByTheSeverityOfItsFlaw() {
        plant.environment("prod", true);
        plant.upload(1, "shop", "pkg:npm/lib-1@1.0.0", "pkg:npm/lib-2@1.0.0");
        plant.learn();
        plant.world.learns(ghsa(1), "lib-1", "2.0.0", "2026-02-01T00:00:00Z");
        plant.learn();
        assertThat(promised(ghsa(1))).isEqualTo(AnswerLevelStore.DEFAULT);
        int severity = Integer.parseInt(plant.texts("select max(severity)::text as t from component_match")
                .getFirst());
        plant.database.runInTenant(
                plant.tenant,
                tx -> new AnswerLevelStore(tx)
                        .set(
                                List.of(
                                        new AnswerLevelStore.AnswerLevel(severity, Duration.ofSeconds(30)),
                                        new AnswerLevelStore.AnswerLevel(null, Duration.ofHours(1))),
                                "test",
                                plant.clock.instant()));
        plant.world.learns(ghsa(2), "lib-2", "2.0.0", "2026-02-01T00:00:00Z");
        plant.learn();
        assertThat(promised(ghsa(2))).as("its severity's own").isEqualTo(Duration.ofSeconds(30));
        assertThat(promised(ghsa(1))).as("what was promised before").isEqualTo(AnswerLevelStore.DEFAULT);
        plant.database.runInTenant(
                plant.tenant,
                tx -> new AnswerLevelStore(tx)
                        .set(
                                List.of(new AnswerLevelStore.AnswerLevel(null, Duration.ofHours(1))),
                                "test",
                                plant.clock.instant()));
        plant.upload(2, "shop", "pkg:npm/lib-3@1.0.0");
        plant.world.learns(ghsa(3), "lib-3", "2.0.0", "2026-02-01T00:00:00Z");
        plant.learn();
        assertThat(promised(ghsa(3))).as("the one for all").isEqualTo(Duration.ofHours(1));
    }

    private Duration promised(String vulnerability) {
        var answer = plant.database.inTenant(
                plant.tenant,
                tx -> new AnswerTimeReading(tx).about(vulnerability, 1).getFirst());
        assertThat(answer.isLate(answer.dueAt())).isFalse();
        assertThat(answer.isLate(answer.dueAt().plusMillis(1))).isTrue();
        return Duration.between(answer.knownAt(), answer.dueAt());
    }

    @Test
    void nodesShareTheTenantsAndNoneIsMovedTwice() throws Exception {
        List<TenantId> tenants = new ArrayList<>(List.of(plant.tenant));
        IntStream.range(0, 5).forEach(i -> tenants.add(plant.tenant("tenant-" + i)));
        for (TenantId tenant : tenants) {
            plant.ingest().take(tenant, Plant.bill(Plant.digest(1), "shop", List.of(purl(1, 1))));
        }
        plant.world.learns(ghsa(1), "lib-1", "2.0.0", "2026-02-01T00:00:00Z");
        plant.world.fetch();
        try (var nodes = Executors.newFixedThreadPool(3)) {
            Callable<List<JudgeAll.Moved>> node = () -> plant.judgeAll().run();
            var moved = nodes.invokeAll(List.of(node, node, node)).stream()
                    .flatMap(future -> future.resultNow().stream())
                    .map(JudgeAll.Moved::tenant)
                    .toList();
            assertThat(moved).containsExactlyInAnyOrderElementsOf(tenants);
        }
        for (TenantId tenant : tenants) {
            assertThat(plant.database.<Long>inTenant(
                            tenant, tx -> tx.one("select count(*) as n from finding_event", row -> row.number("n"))))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatANodeThatStopsLeavesIsDoneByTheNext() throws Exception {
        TenantId second = plant.tenant("second");
        for (TenantId tenant : List.of(plant.tenant, second)) {
            plant.ingest().take(tenant, Plant.bill(Plant.digest(1), "shop", List.of(purl(1, 1))));
        }
        plant.world.learns(ghsa(1), "lib-1", "2.0.0", "2026-02-01T00:00:00Z");
        plant.world.fetch();
        // the second tenant can't be had: another node has it and dies with it
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var dying = threads.submit(() -> plant.database.runInTenant(second, tx -> {
                new MatchStore(tx).takeSnapshot();
                SnapshotMove.anew(plant.snapshots().newest()).run(tx, Plant.START);
                held.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IllegalStateException("killed");
            }));
            held.await();
            var next = threads.submit(() -> plant.judgeAll().run());
            release.countDown();
            assertThat(next.get()).extracting(JudgeAll.Moved::tenant).containsExactly(plant.tenant, second);
            assertThat(dying).failsWithin(Duration.ofSeconds(10));
        }
        assertThat(plant.judgeAll().run()).isEmpty();
    }
}
