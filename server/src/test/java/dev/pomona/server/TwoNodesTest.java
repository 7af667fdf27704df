// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.server.estate.Freshness;
import dev.pomona.server.gate.Gate;
import dev.pomona.server.gate.Policies;
import dev.pomona.server.jobs.Deliveries;
import dev.pomona.server.jobs.Retention;
import dev.pomona.server.judge.JudgeAll;
import dev.pomona.server.judge.SnapshotCourier;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.lifecycle.Acceptances;
import dev.pomona.server.lifecycle.Findings;
import dev.pomona.server.lifecycle.Rejudging;
import dev.pomona.server.lifecycle.ServiceLevels;
import dev.pomona.server.lifecycle.State;
import dev.pomona.store.advisory.SnapshotHandout;
import dev.pomona.store.delivery.OutboxStore;
import dev.pomona.store.delivery.RetentionStore.Kind;
import dev.pomona.store.delivery.WebhookStore;
import dev.pomona.store.judgement.AcceptanceStore;
import dev.pomona.store.judgement.UrgencyStore.Level;
import dev.pomona.store.reading.Tallies;
import dev.pomona.store.sql.Purpose;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Nodes that do the same piece of work at the same time: its effects are there once.
@Timeout(120)
class TwoNodesTest {

    private static final String FLAW = "GHSA-2222-2222-2222";
    private static final int NODES = 3;
    private static final int ARTIFACTS = 12;

    @TempDir
    Path folder;

    private Plant plant;

    @BeforeEach
    void start() {
        plant = new Plant(folder);
        plant.environment("prod", true);
        plant.environment("lab", false);
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.learn();
    }

    @AfterEach
    void stop() {
        plant.close();
    }

    private void uploadAll() {
        for (int i = 1; i <= ARTIFACTS; i++) plant.upload(i, "shop-" + i, "pkg:npm/left-pad@1.0.0");
    }

    /// What each node came to, who all begin at the same moment.
    private static <T> List<T> atOnce(int nodes, Callable<T> work) throws Exception {
        var ready = new CyclicBarrier(nodes);
        try (var threads = Executors.newFixedThreadPool(nodes)) {
            Callable<T> node = () -> {
                ready.await();
                return work.call();
            };
            var all = new ArrayList<T>();
            for (var done : threads.invokeAll(
                    IntStream.range(0, nodes).mapToObj(_ -> node).toList())) all.add(done.get());
            return all;
        }
    }

    private Rejudging rejudging() {
        return new Rejudging(plant.snapshots(), "1");
    }

    private Acceptances acceptances() {
        return new Acceptances(plant.database, plant.audit(), rejudging(), plant.clock, plant.key);
    }

    private String fingerprintOf(int artifact) {
        return plant.texts(
                        "select encode(f.fingerprint, 'hex') as t from finding f join artifact a on a.id = f.artifact_id"
                                + " where a.digest = '" + Plant.digest(artifact) + "'")
                .getFirst();
    }

    @Test
    void anAcceptanceEndsOnceAndIsToldOfOnce() throws Exception {
        uploadAll();
        for (int i = 1; i <= ARTIFACTS; i++) {
            acceptances()
                    .add(
                            plant.tenant,
                            new AcceptanceStore.Terms(
                                    AcceptanceStore.Kind.WAIVER,
                                    fingerprintOf(i),
                                    "shop-" + i,
                                    null,
                                    "owner",
                                    "later",
                                    LocalDate.parse("2026-03-05")),
                            new Acceptances.By("jane", null));
        }
        plant.clock.forward(Duration.ofDays(10));
        int ended = atOnce(NODES, () -> acceptances().expire(plant.tenant)).stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertThat(ended).isEqualTo(ARTIFACTS);
        assertThat(plant.texts("select key as t from outbox where topic = 'waiver' and payload->>'event' = 'expired'"))
                .hasSize(ARTIFACTS)
                .doesNotHaveDuplicates();
        assertThat(plant.texts("select finding_id::text as t from finding_event where type = 'ACCEPTANCE_ENDED'"))
                .hasSize(ARTIFACTS)
                .doesNotHaveDuplicates();
    }

    @Test
    void aFindingThatIsLateIsToldOfOnce() throws Exception {
        uploadAll();
        var levels = new ServiceLevels(plant.database, plant.audit(), plant.clock);
        levels.set(plant.tenant, List.of(new Level(5, null, 7)), "jane");
        atOnce(NODES, () -> levels.refresh(plant.tenant));
        plant.clock.forward(Duration.ofDays(6));
        atOnce(NODES, () -> levels.warn(plant.tenant));
        plant.clock.forward(Duration.ofDays(6));
        atOnce(NODES, () -> levels.warn(plant.tenant));
        assertThat(plant.texts(
                        "select key || ' ' || (payload->>'event') as t from outbox where topic = 'service-level'"))
                .hasSize(2 * ARTIFACTS)
                .doesNotHaveDuplicates();
    }

    @Test
    void aNewPolicyGivesEachVerdictOnce() throws Exception {
        uploadAll();
        for (int i = 1; i <= ARTIFACTS; i++) plant.deploy(i, "prod", "web-" + i);
        var policies = new Policies(plant.database, plant.audit(), plant.snapshots(), plant.clock, "1");
        var lenient = new Policies.Documents("""
                version: 1
                owner: x
                rules:
                  - id: never
                    for: scan
                    level: warn
                    when: "false"
                    message: nothing is wrong
                """, null, false);
        assertThat(policies.set(plant.tenant, lenient, "git", "jane")).isInstanceOf(Policies.Result.Set.class);
        int changes = atOnce(NODES, () -> policies.rejudge(plant.tenant)).stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertThat(changes).isEqualTo(ARTIFACTS);
        assertThat(plant.texts("select id::text as t from decision")).hasSize(2 * ARTIFACTS);
        assertThat(plant.texts("select key || ' ' || (payload->>'verdict') as t from outbox where topic = 'verdict'"))
                .hasSize(2 * ARTIFACTS)
                .doesNotHaveDuplicates();
    }

    @Test
    void theGateAnswersAllWhoAskAtOnce() throws Exception {
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        List<Gate.Answer> answers = atOnce(8, () -> plant.gate().ask(plant.tenant, Plant.digest(1), "prod"));
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isInstanceOf(Gate.Answer.Judged.class));
        assertThat(plant.texts("select payload->>'before' as t from outbox where topic = 'verdict'"))
                .as("one of them was the first")
                .containsExactly("null");
        assertThat(plant.texts("select id::text as t from decision where ended_at is null"))
                .hasSize(1);
    }

    /// Triage, documents, deployments, checks of levels and the gate, all about the same few artifacts.
    @Test
    void theVerdictThatHoldsKnowsAllThatWasDone() throws Exception {
        int artifacts = 3;
        for (int i = 1; i <= artifacts; i++) {
            plant.upload(i, "shop", "pkg:npm/left-pad@1.0.0");
            plant.deploy(i, "prod", "web-" + i);
        }
        List<Long> ids = plant.database.inTenant(
                plant.tenant, tx -> tx.all("select id from finding order by id", row -> row.number("id")));
        var findings = new Findings(plant.database, plant.audit(), rejudging(), plant.clock);
        var levels = new ServiceLevels(plant.database, plant.audit(), plant.clock);
        var numbers = new AtomicInteger();
        atOnce(6, () -> {
            int node = numbers.incrementAndGet();
            var random = new Random(node);
            for (int i = 0; i < 25; i++) {
                int artifact = 1 + random.nextInt(artifacts);
                switch (node) {
                    case 1, 2 -> {
                        State to = random.nextBoolean() ? State.FALSE_ALARM : State.CONFIRMED;
                        findings.triage(
                                plant.tenant,
                                List.of(ids.get(artifact - 1)),
                                new Findings.Change(to, "because", null),
                                "jane");
                    }
                    case 3 ->
                        plant.upload(artifact, "shop", "pkg:npm/left-pad@1.0.0", "pkg:npm/x-%d@1.0.0".formatted(i));
                    case 4 -> plant.deploy(artifact, random.nextBoolean() ? "prod" : "lab", "w" + i);
                    case 5 -> levels.refresh(plant.tenant);
                    default -> plant.gate().ask(plant.tenant, Plant.digest(artifact), "prod");
                }
            }
            return true;
        });
        String now = "select a.digest || ' ' || e.key || ' ' || d.verdict as t from decision d"
                + " join artifact a on a.id = d.artifact_id join environment e on e.id = d.environment_id"
                + " where d.ended_at is null order by 1";
        List<String> kept = plant.texts(now);
        assertThat(kept).hasSizeGreaterThanOrEqualTo(artifacts);
        for (String line : kept) plant.gate().ask(plant.tenant, line.split(" ", -1)[0], line.split(" ", -1)[1]);
        assertThat(plant.texts(now)).isEqualTo(kept);
        // each told change begins where the one before it ended
        List<String> told =
                plant.texts("select key || '|' || coalesce(payload->>'before', '') || '|' || (payload->>'verdict')"
                        + " as t from outbox where topic = 'verdict' order by id");
        var last = new HashMap<String, String>();
        for (String line : told) {
            String[] parts = line.split("\\|", -1);
            assertThat(parts[1]).as(line).isEqualTo(last.getOrDefault(parts[0], ""));
            last.put(parts[0], parts[2]);
        }
        assertThat(plant.audit().verify(plant.tenant).problem()).isEmpty();
    }

    @Test
    void messagesAreHandedOutByOneAtATimeAndStayInOrder() throws Exception {
        plant.database.runInTenant(
                plant.tenant,
                tx -> new WebhookStore(tx).add("http://127.0.0.1:1/", List.of(), new byte[1], "jane", Plant.START));
        for (int i = 0; i < 2; i++) {
            plant.database.runInTenant(
                    plant.tenant, tx -> new OutboxStore(tx).add("verdict", "same", "{}", Plant.START));
        }
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var sent = new ArrayList<Long>();
        var other = new Deliveries(
                plant.database,
                delivery -> {
                    sent.add(delivery.message());
                    return new Deliveries.Sender.Outcome.Delivered();
                },
                plant.clock,
                new Random(1));
        try (var thread = Executors.newSingleThreadExecutor()) {
            var slow = thread.submit(() -> plant.database.runAs(Purpose.DELIVERY, tx -> {
                // the first message only, and it takes its time
                assertThat(new OutboxStore(tx).dispatch(Plant.START, 1)).isEqualTo(1);
                held.countDown();
                await(release);
            }));
            held.await();
            assertThat(other.run()).as("nothing overtakes").isZero();
            release.countDown();
            slow.get();
        }
        while (other.run() > 0) assertThat(sent).isNotEmpty();
        assertThat(sent).hasSize(2).isSorted();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aNodeThatIsLateTakesNobodyBack() throws Exception {
        plant.upload(1, "shop", "pkg:npm/right-pad@1.0.0");
        String before = publish();
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var empty = SnapshotStore.open(folder.resolve("late"));
        var courier = new SnapshotCourier(plant.database, empty);
        // fetches the files of the snapshot that is current when it begins, for very long
        var late = new Snapshots(empty, id -> {
            asked.countDown();
            await(release);
            return id.equals(before) ? plant.store().byId(id) : courier.fetch(id);
        });
        try (var thread = Executors.newSingleThreadExecutor()) {
            var slow = thread.submit(() -> new JudgeAll(plant.database, late, plant.clock, "1", _ -> {}).run());
            asked.await();
            plant.world.learns("GHSA-3333-3333-3333", "right-pad", "2.0.0", "2026-03-01T11:30:00Z");
            plant.world.fetch();
            publish();
            assertThat(plant.judgeAll().run()).hasSize(1);
            release.countDown();
            assertThat(slow.get()).isEmpty();
        }
        assertThat(plant.texts("select rule as t from finding where known_to is null"))
                .containsExactly("GHSA-3333-3333-3333");
        assertThat(plant.texts("select topic as t from outbox where topic = 'vulnerability'"))
                .hasSize(1);
    }

    /// Makes what is in the files here what everyone is judged by.
    private String publish() {
        String id = plant.store().currentOrStarter().id();
        plant.database.runAs(Purpose.FEED, tx -> {
            var handout = new SnapshotHandout(tx);
            handout.add(id, new byte[] {'{', '}'}, List.of(), plant.clock.instant());
            handout.makeCurrent(id, new byte[] {'{', '}'}, plant.clock.instant());
        });
        return id;
    }

    @Test
    void countsAreTheSameWhoeverCounts() throws Exception {
        uploadAll();
        for (int i = 1; i <= ARTIFACTS; i++) plant.deploy(i, "prod", "web-" + i);
        var freshness = new Freshness(plant.database, plant.clock);
        atOnce(NODES, () -> {
            for (int i = 0; i < 10; i++) {
                plant.database.runInTenant(plant.tenant, tx -> new Tallies(tx).count(plant.clock.instant()));
                freshness.count(plant.tenant);
            }
            return true;
        });
        assertThat(plant.texts("select s5::text as t from tally_day")).containsExactly(Integer.toString(ARTIFACTS));
        assertThat(plant.texts("select violated::text as t from tally_project"))
                .hasSize(ARTIFACTS)
                .containsOnly("1");
        assertThat(plant.texts("select things::text as t from freshness_day where measure = 'REVERSE_UPTIME'"))
                .containsExactly(Integer.toString(ARTIFACTS));
    }

    @Test
    void whatIsOldIsRemovedOnce() throws Exception {
        uploadAll();
        for (int i = 1; i <= ARTIFACTS; i++) plant.gate().ask(plant.tenant, Plant.digest(i), "prod");
        plant.clock.forward(Duration.ofDays(1));
        for (int i = 1; i <= ARTIFACTS; i++) plant.gate().ask(plant.tenant, Plant.digest(i), "prod");
        plant.clock.forward(Duration.ofDays(10_000));
        int gone = atOnce(NODES, () -> new Retention(plant.database, plant.clock, Map.of()).run()).stream()
                .mapToInt(each -> each.get(Kind.VERDICTS))
                .sum();
        assertThat(gone).isEqualTo(ARTIFACTS);
        assertThat(plant.texts("select id::text as t from decision")).hasSize(ARTIFACTS);
    }
}
