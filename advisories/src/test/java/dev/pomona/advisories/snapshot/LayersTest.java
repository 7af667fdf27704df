// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.HttpSettings;
import dev.pomona.advisories.feed.LocalServer;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.RecordingSleeper;
import dev.pomona.advisories.feed.SmallBucket;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.report.DataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What changes is kept beside the data of a source: whoever asks can't tell.
class LayersTest {

    private static final Layers FEW = new Layers(1, 12);
    private static final int PACKAGES = 7;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final LocalServer server = new LocalServer();
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Random random = new Random(11);
    private int step;

    /// @param changed in which step it was last changed
    private record Entry(int changed, String name, String alias) {}

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersAsIfAllHadBeenWrittenAnew() {
        for (int i = 0; i < 60; i++) change("A-" + i);
        SnapshotStore layered = store("layered");
        SnapshotStore whole = store("whole");
        Set<String> bases = new HashSet<>();
        int withChanges = 0;
        Snapshot before = update(layered, FEW);
        for (step = 1; step < 60; step++) {
            Map<String, Entry> was = new TreeMap<>(entries);
            edit();
            Snapshot after = update(layered, FEW);
            Snapshot expected = update(whole, Layers.NONE);

            assertSame(after, expected);
            assertThat(edits(SnapshotDelta.between(before, after)))
                    .as("step " + step)
                    .isEqualTo(edits(was));
            assertThat(SnapshotDelta.between(after, expected).isEmpty()).isTrue();
            var source = after.description().sources().getFirst();
            bases.add(source.segment());
            if (source.changes() != null) withChanges++;
            before = after;
        }
        // both happened: changes beside the data many times, and data written anew from time to time
        assertThat(withChanges).isGreaterThan(35);
        assertThat(bases).hasSizeBetween(5, 25);
    }

    @Test
    void writesLittleWhenLittleChanges() throws IOException {
        for (int i = 0; i < 2_000; i++) change("A-" + i);
        SnapshotStore store = store("cache");
        Snapshot before = update(store, new Layers(1, 100));
        step = 1;
        change("A-7");
        Snapshot after = update(store, new Layers(1, 100));
        var source = after.description().sources().getFirst();
        assertThat(source.segment())
                .isEqualTo(before.description().sources().getFirst().segment());
        assertThat(Files.size(store.folder().segment(source.changes().segment())))
                .isLessThan(Files.size(store.folder().segment(source.segment())) / 20);
        assertThat(after.id()).isNotEqualTo(before.id());
    }

    @Test
    void goesToOthersWhole() {
        for (int i = 0; i < 20; i++) change("A-" + i);
        SnapshotStore here = store("here");
        update(here, FEW);
        step = 1;
        change("A-3");
        entries.remove("A-4");
        Snapshot snapshot = update(here, FEW);
        assertThat(snapshot.description().sources().getFirst().changes()).isNotNull();

        var from = new SnapshotExchange(here);
        Map<String, Path> parts = new TreeMap<>();
        from.parts(snapshot.id()).forEach(part -> parts.put(part.digest(), part.file()));
        assertThat(parts).hasSize(2);
        SnapshotStore there = store("there");
        there.folder().create();
        var to = new SnapshotExchange(there);
        to.receive(
                snapshot.id(),
                from.description(snapshot.id()),
                digest -> new SnapshotExchange.Incoming("", out -> Files.copy(parts.get(digest), out)));
        assertSame(to.makeCurrent(snapshot.id(), from.state()), snapshot);

        // and whoever received it goes on from it
        step = 2;
        change("A-5");
        assertSame(update(there, FEW), update(here, FEW));
        assertThat(there.current().orElseThrow().id())
                .isEqualTo(here.current().orElseThrow().id());
    }

    @Test
    void keepsWhatItNeedsAndNoMore() {
        for (int i = 0; i < 20; i++) change("A-" + i);
        SnapshotStore store = store("cache");
        for (step = 0; step < 30; step++) {
            change("A-" + step % 5);
            update(store, FEW);
        }
        store.prune(2, Set.of());
        update(store, FEW);
        assertThat(store.states()).hasSize(2);
        assertThat(store.folder().list(store.folder().segments())).hasSize(3);
        assertThat(store.current().orElseThrow().index().advisory("A-1")).isPresent();
    }

    @Test
    void noticesDamageAndMendsIt() throws IOException {
        for (int i = 0; i < 20; i++) change("A-" + i);
        SnapshotStore store = store("cache");
        update(store, FEW);
        step = 1;
        change("A-3");
        Snapshot damaged = update(store, FEW);
        String layer = damaged.description().sources().getFirst().changes().segment();
        byte[] bytes = Files.readAllBytes(store.folder().segment(layer));
        bytes[bytes.length - 3] ^= 1;
        Files.write(store.folder().segment(layer), bytes);
        assertThatThrownBy(() -> store.current().orElseThrow().index().advisory("A-3"))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("update the advisory data to mend it");
        step = 2;
        change("A-4");
        assertSame(update(store, FEW), update(store("other"), Layers.NONE));
    }

    private SnapshotStore store(String name) {
        return SnapshotStore.open(folder.resolve(name));
    }

    private void change(String id) {
        entries.put(id, new Entry(step, "pear-" + random.nextInt(PACKAGES), "CVE-2026-" + random.nextInt(9)));
    }

    private void edit() {
        for (int i = random.nextInt(4); i > 0; i--) change("A-" + random.nextInt(80));
        if (random.nextInt(3) == 0) {
            List<String> ids = List.copyOf(entries.keySet());
            entries.remove(ids.get(random.nextInt(ids.size())));
        }
    }

    private Snapshot update(SnapshotStore store, Layers layers) {
        var list = new StringBuilder();
        var zipped = new TreeMap<String, byte[]>();
        entries.forEach((id, entry) -> {
            String json = """
                    {"id": "%s", "modified": "%s", "aliases": ["%s"], "affected": [
                      {"package": {"ecosystem": "npm", "name": "%s"},
                       "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}
                    """.formatted(id, date(entry), entry.alias(), entry.name());
            list.append(date(entry)).append(',').append(id).append('\n');
            zipped.put(id + ".json", json.getBytes(StandardCharsets.UTF_8));
            server.put("npm/" + id + ".json", json.getBytes(StandardCharsets.UTF_8));
        });
        server.put("ecosystems.txt", "npm\n".getBytes(StandardCharsets.UTF_8));
        server.put("npm/modified_id.csv", list.toString().getBytes(StandardCharsets.UTF_8));
        server.put("npm/all.zip", SmallBucket.zip(zipped));
        var network = new Network(
                false,
                HttpSettings.DEFAULT,
                new RecordingSleeper(),
                new Random(1),
                () -> START.plusSeconds(999_999L + step));
        UpdateReport report = new Updater(store, network, layers)
                .update(EcosystemChoice.of(List.of("npm")), List.of(new FeedSource.OsvBucket(server.base())));
        assertThat(report.sources()).extracting(SourceReport::status).doesNotContain(SourceReport.Status.FAILED);
        return store.current().orElseThrow();
    }

    private static String date(Entry entry) {
        return START.plusSeconds(3600L * entry.changed()).toString();
    }

    private void assertSame(Snapshot one, Snapshot other) {
        var left = one.index();
        var right = other.index();
        for (int i = 0; i < PACKAGES; i++) {
            var name = new PackageName("npm", "pear-" + i);
            assertThat(left.advisoriesFor(name)).isEqualTo(right.advisoriesFor(name));
        }
        for (int i = 0; i < 80; i++) assertThat(left.advisory("A-" + i)).isEqualTo(right.advisory("A-" + i));
        for (int i = 0; i < 9; i++) {
            String alias = "CVE-2026-" + i;
            assertThat(left.advisoriesWithAlias(alias)).isEqualTo(right.advisoriesWithAlias(alias));
            assertThat(new HashSet<>(left.namesWithAlias(alias))).isEqualTo(new HashSet<>(right.namesWithAlias(alias)));
        }
        assertThat(one.sources())
                .extracting(DataSource::name, DataSource::newest, DataSource::records)
                .isEqualTo(other.sources().stream()
                        .map(source -> tuple(source.name(), source.newest(), source.records()))
                        .toList());
        assertThat(one.sources().getFirst().records()).isEqualTo(entries.size());
    }

    private static Set<String> edits(SnapshotDelta delta) {
        var edits = new TreeSet<String>();
        for (SnapshotDelta.Change change : delta.changes()) {
            Advisory before = change.before();
            Advisory after = change.after();
            edits.add("%s %s %s"
                    .formatted(
                            change.latest().id(),
                            before == null ? "-" : before.modified(),
                            after == null ? "-" : after.modified()));
        }
        return edits;
    }

    private Set<String> edits(Map<String, Entry> was) {
        var ids = new TreeSet<>(was.keySet());
        ids.addAll(entries.keySet());
        var edits = new ArrayList<String>();
        for (String id : ids) {
            Entry before = was.get(id);
            Entry after = entries.get(id);
            if (before != null && before.equals(after)) continue;
            edits.add("%s %s %s".formatted(id, before == null ? "-" : date(before), after == null ? "-" : date(after)));
        }
        return new TreeSet<>(edits);
    }
}
