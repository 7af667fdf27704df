// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.Plant;
import dev.pomona.server.World;
import dev.pomona.store.inventory.InventoryStore.Known;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {

    private static final Known LEFT_PAD = new Known(1, "pkg:npm/left-pad@1.0.0");

    @TempDir
    Path folder;

    @Test
    void letsGoOfOldOnesThatNobodyUses() throws Exception {
        var world = new World(folder, Clock.systemUTC());
        var ids = new ArrayList<String>();
        for (int i = 1; i <= 3 * Snapshots.MOST_OPEN; i++) {
            world.learns("GHSA-2222-2222-%04d".formatted(i), "left-pad", "2.0.0", "2026-01-01T00:00:00Z");
            ids.add(world.fetch().currentOrStarter().id());
        }
        var snapshots = new Snapshots(world.fetch());
        Advisories used = snapshots.byId(ids.getFirst());
        var before = new ArrayList<WeakReference<Advisories>>();
        for (String id : ids.subList(1, ids.size())) before.add(new WeakReference<>(snapshots.byId(id)));
        assertThat(snapshots.open()).isEqualTo(Snapshots.MOST_OPEN);
        assertThat(snapshots.byId(ids.getLast())).isSameAs(snapshots.byId(ids.getLast()));
        assertThat(used.judge(List.of(LEFT_PAD))).as("who uses one has it").hasSize(1);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (alive(before) > Snapshots.MOST_OPEN && System.nanoTime() < end) {
            System.gc();
            Thread.sleep(50);
        }
        assertThat(alive(before)).isLessThanOrEqualTo(Snapshots.MOST_OPEN);
        assertThat(snapshots.byId(ids.get(2)).judge(List.of(LEFT_PAD)))
                .as("opened once more")
                .hasSize(3);
    }

    @Test
    void knowsWhenWhatDidNotChangeWasConfirmed() {
        var clock = new Plant.Hands();
        var world = new World(folder, clock).learns("GHSA-2222-2222-2222", "left-pad", "2.0.0", "2026-01-01T00:00:00Z");
        var snapshots = new Snapshots(world.fetch());
        snapshots.confirm();
        assertThat(snapshots.open()).as("it is not opened for that").isZero();
        Advisories before = snapshots.newest();
        clock.forward(Duration.ofDays(3));
        world.fetch();
        snapshots.confirm();
        Advisories after = snapshots.byId(before.snapshot().id());
        assertThat(after.snapshot().sources().getFirst().fetched()).isEqualTo(clock.instant());
        assertThat(after.judge(List.of(LEFT_PAD))).hasSize(1);
    }

    private static long alive(List<WeakReference<Advisories>> references) {
        return references.stream().filter(one -> one.get() != null).count();
    }
}
