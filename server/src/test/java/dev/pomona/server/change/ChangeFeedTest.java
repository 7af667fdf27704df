// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.Plant;
import dev.pomona.server.estate.Environments;
import dev.pomona.server.estate.HostsTest;
import dev.pomona.server.estate.Ownership;
import dev.pomona.server.identity.Caller;
import dev.pomona.server.identity.Randomness;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.identity.Tokens;
import dev.pomona.server.ingest.Upload;
import dev.pomona.server.jobs.Retention;
import dev.pomona.server.lifecycle.Findings;
import dev.pomona.server.lifecycle.Rejudging;
import dev.pomona.server.lifecycle.State;
import dev.pomona.server.web.Spooled;
import dev.pomona.store.delivery.OutboxStore;
import dev.pomona.store.estate.CheckStore;
import dev.pomona.store.estate.Deployment;
import dev.pomona.store.reading.ChangeReading;
import dev.pomona.store.reading.Page;
import dev.pomona.store.sql.Purpose;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeFeedTest {

    @TempDir
    Path folder;

    private Plant plant;
    private @Nullable String place;

    @BeforeEach
    void start() {
        plant = new Plant(folder);
        plant.environment("prod", true);
    }

    @AfterEach
    void stop() {
        plant.close();
    }

    /// What happened since the last time, as `topic event key`.
    private List<String> news() throws InterruptedException {
        return read().stream()
                .map(change ->
                        "%s %s %s".formatted(change.topic(), payload(change).text("event"), change.key()))
                .toList();
    }

    /// What still runs anywhere in the database server may hold changes back for a moment.
    private List<ChangeReading.Change> read() throws InterruptedException {
        long written = plant.database.inTenant(
                plant.tenant, tx -> tx.one("select count(*) as n from outbox", row -> row.number("n")));
        var all = new ArrayList<ChangeReading.Change>();
        for (int i = 0; i < 200 && seen + all.size() < written; i++) {
            Page<ChangeReading.Change> page =
                    plant.database.inTenant(plant.tenant, tx -> new ChangeReading(tx).page(place, "", 200));
            all.addAll(page.items());
            if (page.items().isEmpty()) Thread.sleep(20);
            else place = page.items().getLast().place();
        }
        seen += all.size();
        return all;
    }

    private long seen;

    private static Node payload(ChangeReading.Change change) {
        return Json.read(change.payload());
    }

    private static Deployment running(int artifact, String workload, Instant since) {
        return new Deployment(Plant.digest(artifact), "prod", workload, "", Deployment.Place.UNKNOWN, since, "api");
    }

    @Test
    void tellsWhatArrivesAndWhatIsRefused() throws InterruptedException {
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        List<ChangeReading.Change> arrived = read();
        assertThat(arrived.stream().map(ChangeReading.Change::topic)).startsWith("document", "document", "artifact");
        Node artifact = payload(arrived.get(2));
        assertThat(artifact.text("event")).isEqualTo("arrived");
        assertThat(artifact.text("project")).isEqualTo("shop");
        assertThat(artifact.text("components")).isEqualTo("1");
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        assertThat(read()).as("the same bytes again are no news").isEmpty();
        plant.upload(1, "shop", "pkg:npm/left-pad@2.0.0");
        assertThat(news()).contains("artifact changed " + Plant.digest(1));
        var nonsense = new Upload(
                Spooled.of("no document".getBytes(StandardCharsets.UTF_8)),
                "shop",
                "shop",
                "1",
                Plant.digest(2),
                "image",
                null,
                null,
                "test");
        plant.ingest().take(plant.tenant, nonsense);
        assertThat(news()).hasSize(2).last().asString().startsWith("document refused sha256:");
    }

    @Test
    void tellsWhatRunsAndWhatEndsHoweverItIsTold() throws InterruptedException {
        for (int i = 1; i <= 2; i++) plant.upload(i, "p" + i, "pkg:npm/left-pad@1.0.0");
        news();
        Instant noon = Plant.START;
        plant.deployments().record(plant.tenant, running(1, "web", noon));
        assertThat(deployments()).containsExactly("recorded 1 ");
        plant.deployments().record(plant.tenant, running(1, "web", noon));
        assertThat(deployments()).as("no news").isEmpty();
        plant.deployments().record(plant.tenant, running(2, "web", noon.plusSeconds(60)));
        assertThat(deployments())
                .as("the next of the name ends the one before")
                .containsExactly("recorded 2 ", "ended 1 2026-03-01T12:01:00.000000Z");
        plant.deployments().end(plant.tenant, "prod", "web", "", noon.plusSeconds(90));
        assertThat(deployments()).containsExactly("ended 2 2026-03-01T12:01:30.000000Z");
        plant.deployments()
                .record(
                        plant.tenant,
                        new Deployment(
                                Plant.digest(2),
                                "prod",
                                "web",
                                "",
                                new Deployment.Place(null, null, "h1"),
                                noon.plusSeconds(60),
                                "api"));
        assertThat(deployments()).containsExactly("located 2 2026-03-01T12:01:30.000000Z");
        plant.hosts()
                .report(
                        plant.tenant,
                        HostsTest.full("h2", noon, noon, null, HostsTest.instance(1, "cart", noon, null)));
        assertThat(news()).contains("host known h2", "deployment recorded prod/cart");
        plant.hosts().report(plant.tenant, HostsTest.full("h2", noon.plusSeconds(60), noon, null));
        assertThat(news()).as("the host leaves it out").containsExactly("deployment ended prod/cart");
        plant.hosts().gone(plant.tenant, "h2");
        assertThat(news()).contains("host gone h2");
    }

    private List<String> deployments() throws InterruptedException {
        return read().stream()
                .filter(change -> change.topic().equals("deployment"))
                .map(ChangeFeedTest::payload)
                .map(payload -> {
                    String artifact = String.valueOf(payload.text("artifact"));
                    String until = payload.text("until");
                    return payload.text("event") + " " + artifact.charAt(artifact.length() - 1) + " "
                            + (until == null ? "" : until);
                })
                .toList();
    }

    @Test
    void tellsWhatPeopleDoAndDecideBy() throws InterruptedException {
        plant.world.learns("GHSA-1111-1111-1111", "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.learn();
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        news();
        List<Long> ids =
                plant.database.inTenant(plant.tenant, tx -> tx.all("select id from finding", row -> row.number("id")));
        var findings = new Findings(plant.database, plant.audit(), new Rejudging(plant.snapshots(), "1"), plant.clock);
        findings.triage(plant.tenant, ids, new Findings.Change(State.CONFIRMED, null, null), "jane");
        findings.assign(plant.tenant, ids, "joe", "jane");
        findings.comment(plant.tenant, ids, "look here", "jane");
        List<ChangeReading.Change> triage = read();
        assertThat(triage.stream().map(change -> payload(change).text("event")))
                .containsExactly("finding-triaged", "finding-assigned", "finding-commented");
        assertThat(payload(triage.getFirst()).text("state")).isEqualTo("CONFIRMED");
        assertThat(payload(triage.get(1)).text("by")).isEqualTo("jane");
        var environments = new Environments(plant.database, plant.audit(), plant.snapshots(), plant.clock, "1");
        environments.require(
                plant.tenant, "prod", List.of(new CheckStore.Required("signed", Duration.ofDays(7))), "jane");
        new Ownership(plant.database, plant.audit(), plant.clock).codeOwners(plant.tenant, "shop", "* @web\n", "jane");
        assertThat(news())
                .containsExactly("setting checks-required environment prod", "setting owners-set project shop");
    }

    @Test
    void neverTellsATokenNorWhoMayDoWhatToEverybody() throws InterruptedException {
        var admin = new Caller(plant.tenant, "person:ada", Set.of(Scope.values()), null, null, null, null);
        String token = new Tokens(plant.database, plant.audit(), new Randomness(new SecureRandom()), plant.clock)
                .make(admin, "ci", Set.of(Scope.PUSH), Tokens.Only.NOTHING, Plant.START.plus(Duration.ofDays(1)))
                .token();
        ChangeReading.Change made = read().getLast();
        assertThat(made.topic()).isEqualTo("access");
        assertThat(made.payload()).contains("token-made", "push").doesNotContain(token);
        assertThat(plant.database
                        .inTenant(plant.tenant, tx -> new ChangeReading(tx).page(null, Topic.ACCESS.word(), 200))
                        .items())
                .noneMatch(change -> change.topic().equals("access"));
    }

    @Test
    void whoWasAwayTooLongIsToldThatSomethingIsGone() throws InterruptedException {
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        String first = read().getFirst().place();
        plant.database.runAs(Purpose.DELIVERY, tx -> new OutboxStore(tx).dispatch(plant.clock.instant(), 1000));
        String end = String.valueOf(place);
        plant.clock.forward(Duration.ofDays(31));
        plant.upload(2, "shop", "pkg:npm/left-pad@1.0.0");
        new Retention(plant.database, plant.clock, Map.of()).run();
        assertThat(isRemoved(first)).isTrue();
        assertThat(isRemoved(end)).as("nothing behind it is gone").isFalse();
        assertThat(isRemoved(null)).isFalse();
        seen = 0;
        assertThat(news()).as("what came later is there").contains("artifact arrived " + Plant.digest(2));
        var other = plant.tenant("other");
        assertThat(plant.database.<Boolean>inTenant(other, tx -> new ChangeReading(tx).isRemovedBehind(first)))
                .isFalse();
    }

    private boolean isRemoved(@Nullable String after) {
        return plant.database.inTenant(plant.tenant, tx -> new ChangeReading(tx).isRemovedBehind(after));
    }
}
