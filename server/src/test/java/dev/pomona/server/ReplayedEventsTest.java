// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.ingest.Upload;
import dev.pomona.store.estate.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same events in random order, each once or several times: documents that are sent again, also
/// long after newer ones, deployments and their ends out of order, and advisory data between them. What is there in the
/// end is what a simple model says.
class ReplayedEventsTest {

    private static final int ARTIFACTS = 3;
    private static final int BUILDS = 2;
    private static final List<String> PACKAGES = List.of("left-pad", "right-pad", "no-pad");

    @TempDir
    Path folder;

    /// What was sent, and the number of what it replaces: the first of an artifact that arrives is replaced by the
    /// next that is another.
    private sealed interface Event {
        record Sent(int artifact, int document, List<String> purls) implements Event {}

        record Started(int artifact, String workload, Instant since) implements Event {}

        record Ended(String workload, Instant at) implements Event {}

        record Learnt(String flaw, String name) implements Event {}
    }

    /// What must be there, by rules that fit on a page.
    private static final class Model {

        private final Map<Integer, List<Integer>> arrived = new TreeMap<>();
        private final Map<Integer, List<String>> newest = new TreeMap<>();
        private final Map<String, TreeMap<String, Event.Started>> starts = new TreeMap<>();
        private final Map<String, TreeSet<Instant>> ends = new TreeMap<>();
        private final Map<String, String> flaws = new TreeMap<>();

        void take(Event event) {
            switch (event) {
                case Event.Sent sent -> {
                    List<Integer> before = arrived.computeIfAbsent(sent.artifact(), _ -> new ArrayList<>());
                    // what is known already says nothing new, however late it comes
                    if (before.contains(sent.document())) return;
                    before.add(sent.document());
                    newest.put(sent.artifact(), sent.purls());
                }
                case Event.Started started ->
                    starts.computeIfAbsent(started.workload(), _ -> new TreeMap<>())
                            .put(started.since() + Plant.digest(started.artifact()), started);
                case Event.Ended ended ->
                    ends.computeIfAbsent(ended.workload(), _ -> new TreeSet<>()).add(ended.at());
                case Event.Learnt learnt -> flaws.put(learnt.flaw(), learnt.name());
            }
        }

        List<String> findings() {
            var findings = new ArrayList<String>();
            newest.forEach((artifact, purls) -> flaws.forEach((flaw, name) -> {
                if (purls.stream().anyMatch(purl -> purl.startsWith("pkg:npm/" + name + "@1"))) {
                    findings.add(Plant.digest(artifact) + " " + flaw);
                }
            }));
            Collections.sort(findings);
            return findings;
        }

        /// The last start of a name runs, unless it ended behind it.
        List<String> running() {
            var running = new ArrayList<String>();
            starts.forEach((workload, all) -> {
                Event.Started last = all.lastEntry().getValue();
                boolean isOver = ends.getOrDefault(workload, new TreeSet<>()).higher(last.since()) != null;
                if (!isOver) running.add(workload + " " + Plant.digest(last.artifact()));
            });
            Collections.sort(running);
            return running;
        }
    }

    private static List<Event> events(Random random) {
        var events = new ArrayList<Event>();
        for (int artifact = 1; artifact <= ARTIFACTS; artifact++) {
            for (int document = 0; document < BUILDS; document++) {
                var purls = new ArrayList<String>();
                for (String name : PACKAGES) {
                    if (random.nextBoolean()) purls.add("pkg:npm/%s@%d.0.0".formatted(name, 1 + random.nextInt(2)));
                }
                purls.add("pkg:npm/mark-%d-%d@1.0.0".formatted(artifact, document));
                events.add(new Event.Sent(artifact, document, List.copyOf(purls)));
            }
        }
        for (int i = 0; i < 8; i++) {
            Instant at = Plant.START.minusSeconds(random.nextInt(50));
            String workload = "w" + random.nextInt(3);
            events.add(
                    random.nextInt(3) > 0
                            ? new Event.Started(1 + random.nextInt(ARTIFACTS), workload, at)
                            : new Event.Ended(workload, at));
        }
        events.add(new Event.Learnt("GHSA-2222-2222-2222", "left-pad"));
        events.add(new Event.Learnt("GHSA-3333-3333-3333", "right-pad"));
        return events;
    }

    @Test
    void whatIsThereInTheEndIsWhatTheModelSays() throws Exception {
        for (int seed = 1; seed <= 4; seed++) {
            var random = new Random(seed);
            List<Event> told = events(random);
            // each at least once, some again at any later time
            List<Event> order = new ArrayList<>(told);
            for (int i = 0; i < told.size(); i++) {
                if (random.nextInt(3) == 0) order.add(told.get(random.nextInt(told.size())));
            }
            Collections.shuffle(order, random);
            var model = new Model();
            Path home = Files.createDirectories(folder.resolve("seed-" + seed));
            try (var plant = new Plant(home)) {
                plant.environment("prod", true);
                // nothing runs that nobody knows of
                for (int artifact = 1; artifact <= ARTIFACTS; artifact++) {
                    var first = new Event.Sent(artifact, -1, List.of("pkg:npm/first-%d@1.0.0".formatted(artifact)));
                    tell(plant, first);
                    model.take(first);
                }
                for (Event event : order) {
                    plant.clock.forward(Duration.ofSeconds(1));
                    tell(plant, event);
                    model.take(event);
                }
                assertThat(plant.texts("select a.digest || ' ' || f.rule as t from finding f"
                                + " join artifact a on a.id = f.artifact_id where f.known_to is null order by 1"))
                        .as("seed " + seed + ": " + order)
                        .isEqualTo(model.findings());
                assertThat(plant.texts("select d.workload || ' ' || a.digest as t from deployment d"
                                + " join artifact a on a.id = d.artifact_id where d.until is null order by 1"))
                        .as("seed " + seed + ": " + order)
                        .isEqualTo(model.running());
                // told again, all of it says nothing new, and nobody is told of anything
                String everything =
                        "select (select count(*) from outbox) || ' ' || (select count(*) from finding_event)"
                                + " || ' ' || (select count(*) from decision) || ' ' || (select count(*) from document) as t";
                List<String> before = plant.texts(everything);
                Collections.shuffle(told, random);
                for (Event event : told) tell(plant, event);
                assertThat(plant.texts(everything)).as("seed " + seed).isEqualTo(before);
            }
        }
    }

    private static void tell(Plant plant, Event event) {
        switch (event) {
            case Event.Sent sent -> {
                Upload upload = Plant.bill(Plant.digest(sent.artifact()), "shop", sent.purls());
                plant.ingest().take(plant.tenant, upload);
            }
            case Event.Started started ->
                plant.deployments()
                        .record(
                                plant.tenant,
                                new Deployment(
                                        Plant.digest(started.artifact()),
                                        "prod",
                                        started.workload(),
                                        "",
                                        Deployment.Place.UNKNOWN,
                                        started.since(),
                                        "api"));
            case Event.Ended ended -> plant.deployments().end(plant.tenant, "prod", ended.workload(), "", ended.at());
            case Event.Learnt learnt -> {
                plant.world.learns(learnt.flaw(), learnt.name(), "2.0.0", "2026-03-01T11:00:00Z");
                plant.learn();
            }
        }
    }
}
