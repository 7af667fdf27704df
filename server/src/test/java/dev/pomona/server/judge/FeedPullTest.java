// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.advisories.snapshot.SnapshotExchange;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.advisories.snapshot.Updater;
import dev.pomona.server.Plant;
import dev.pomona.store.advisory.SnapshotHandout;
import dev.pomona.store.delivery.AnswerTimeStore;
import dev.pomona.store.inventory.InventoryStore.Known;
import dev.pomona.store.sql.Purpose;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedPullTest {

    private static final String FLAW = "GHSA-2222-2222-2222";

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

    /// A node with a folder of its own.
    private final class Node {

        private final SnapshotStore store;
        private final Snapshots snapshots;

        Node(String name) {
            this.store = SnapshotStore.open(folder.resolve(name));
            var courier = new SnapshotCourier(plant.database, store);
            this.snapshots = new Snapshots(store, courier::fetch);
        }

        FeedPull.Result pull() {
            plant.world.publish();
            return new FeedPull(plant.database, store, plant.world.network(), plant.clock, true)
                    .run(EcosystemChoice.all(), plant.world.sources());
        }

        List<JudgeAll.Moved> judge() throws InterruptedException {
            return new JudgeAll(plant.database, snapshots, plant.clock, "1", _ -> {}).run();
        }
    }

    private String current() {
        return plant.database
                .as(Purpose.FEED, tx -> new SnapshotHandout(tx).current())
                .orElseThrow()
                .id();
    }

    @Test
    void whatOneNodePullsAnotherWithoutFilesJudgesBy() throws Exception {
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        var first = new Node("first");
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        assertThat(first.pull())
                .isInstanceOfSatisfying(
                        FeedPull.Result.Pulled.class,
                        pulled -> assertThat(pulled.isNew()).isTrue());
        assertThat(first.pull())
                .isInstanceOfSatisfying(
                        FeedPull.Result.Pulled.class,
                        pulled -> assertThat(pulled.isNew()).isFalse());
        var second = new Node("second");
        assertThat(second.snapshots.byId(current()).judge(List.of(new Known(1, "pkg:npm/left-pad@1.0.0"))))
                .hasSize(1);
        // the tenant's snapshot is on neither node: everything is judged anew
        assertThat(second.judge()).hasSize(1);
        assertThat(plant.texts("select rule as t from finding where known_to is null"))
                .containsExactly(FLAW);
        assertThat(first.judge()).isEmpty();
        // a node without files goes on from where the others are
        plant.clock.forward(Duration.ofMinutes(5));
        plant.world.learns("GHSA-3333-3333-3333", "left-pad", "3.0.0", "2026-03-01T12:01:00Z");
        var third = new Node("third");
        assertThat(third.pull())
                .isInstanceOfSatisfying(
                        FeedPull.Result.Pulled.class,
                        pulled -> assertThat(pulled.isNew()).isTrue());
        assertThat(plant.texts("select advisory_id as t from advisory_change")).containsExactly("GHSA-3333-3333-3333");
        assertThat(first.judge().getFirst().work().versions()).isEqualTo(1);
        var answer = plant.database.inTenant(
                plant.tenant,
                tx -> new AnswerTimeStore(tx).about("GHSA-3333-3333-3333").orElseThrow());
        assertThat(answer.modifiedAt()).isEqualTo(Instant.parse("2026-03-01T12:01:00Z"));
        assertThat(answer.knownAt()).isEqualTo(Plant.START.plus(Duration.ofMinutes(5)));
        assertThat(plant.texts("select rule as t from finding where known_to is null order by 1"))
                .containsExactly(FLAW, "GHSA-3333-3333-3333");
        // how fresh the data is came with it
        assertThat(first.snapshots
                        .byId(current())
                        .snapshot()
                        .sources()
                        .getFirst()
                        .fetched())
                .isEqualTo(plant.clock.instant());
    }

    @Test
    void oneNodePullsAtATime() throws Exception {
        var taken = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        try (var thread = Executors.newSingleThreadExecutor()) {
            thread.submit(() -> plant.database.runAs(Purpose.FEED, tx -> {
                assertThat(new SnapshotHandout(tx).takeTurn()).isTrue();
                taken.countDown();
                try {
                    done.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            taken.await();
            assertThat(new Node("other").pull()).isInstanceOf(FeedPull.Result.Busy.class);
            done.countDown();
        }
        assertThat(new Node("other").pull()).isInstanceOf(FeedPull.Result.Pulled.class);
    }

    @Test
    void whoLosesTheTurnOnTheWayOverwritesNothing() {
        var slow = new Node("slow");
        slow.pull();
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.world.publish();
        // between fetching and publishing, when the time is asked for, another node publishes something newer
        var quick = new Node("quick");
        InstantSource clock = () -> {
            if (quick.store.byId(current()).isEmpty()) {
                plant.world.learns("GHSA-3333-3333-3333", "left-pad", "3.0.0", "2026-03-01T12:01:00Z");
                plant.world.publish();
                new Updater(quick.store, plant.world.network()).update(EcosystemChoice.all(), plant.world.sources());
                String newer = quick.store.currentOrStarter().id();
                plant.database.runAs(Purpose.FEED, tx -> {
                    var handout = new SnapshotHandout(tx);
                    handout.add(newer, new byte[0], List.of(), plant.clock.instant());
                    handout.makeCurrent(newer, new byte[0], plant.clock.instant());
                });
            }
            return plant.clock.instant();
        };
        var pull = new FeedPull(plant.database, slow.store, plant.world.network(), clock, true);
        assertThat(pull.run(EcosystemChoice.all(), plant.world.sources())).isInstanceOf(FeedPull.Result.Busy.class);
        assertThat(current()).isEqualTo(quick.store.currentOrStarter().id());
    }

    @Test
    void whatIsDamagedOnItsWayIsRefused() {
        var first = new Node("first");
        first.pull();
        plant.database.runAs(Purpose.FEED, tx -> tx.update("update advisory_part set content = 'x' where part = 0"));
        assertThatThrownBy(() -> new Node("second").snapshots.byId(current()))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("damaged");
        var exchange = new SnapshotExchange(SnapshotStore.open(folder.resolve("third")));
        byte[] description = "{}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(
                        () -> exchange.receive(current(), description, _ -> new SnapshotExchange.Incoming("", _ -> {})))
                .isInstanceOf(SnapshotException.class);
        assertThatThrownBy(() -> new Node("fourth").snapshots.byId("0".repeat(64)))
                .isInstanceOf(SnapshotException.class);
    }

    @Test
    void lookingAtOldDataBringsNoOldDataBack() {
        var first = new Node("first");
        first.pull();
        String old = current();
        plant.clock.forward(Duration.ofMinutes(5));
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        first.pull();
        String newer = current();
        // a node replays a verdict of the past
        var second = new Node("second");
        second.snapshots.byId(newer);
        second.snapshots.byId(old);
        assertThat(second.store.currentOrStarter().id()).isEqualTo(newer);
        // one that has seen nothing since, too, goes on from what counts, also when its source gives nothing
        var third = new Node("third");
        third.snapshots.byId(old);
        for (Node node : List.of(second, third)) {
            new FeedPull(plant.database, node.store, plant.world.network(), plant.clock, true)
                    .run(
                            EcosystemChoice.all(),
                            List.of(new FeedSource.Mirror(
                                    folder.resolve("nowhere").toString())));
            assertThat(current()).isEqualTo(newer);
        }
    }

    @Test
    void oldSnapshotsAreForgottenButNotTheOneThatCounts() {
        var first = new Node("first");
        first.pull();
        plant.clock.forward(Duration.ofDays(2));
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        first.pull();
        plant.database.runAs(
                Purpose.FEED,
                tx -> new SnapshotHandout(tx).forget(plant.clock.instant().plusSeconds(1), List.of()));
        assertThat(plant.texts("select id as t from snapshot")).containsExactly(current());
        assertThat(plant.texts("select digest as t from advisory_file")).hasSize(1);
    }
}
