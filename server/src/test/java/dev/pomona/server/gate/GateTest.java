// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.server.Plant;
import dev.pomona.server.estate.Environments;
import dev.pomona.server.gate.Gate.Answer;
import dev.pomona.server.ingest.Ingest;
import dev.pomona.server.ingest.Upload;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.store.estate.Artifact.BaseImage;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.CheckStore;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.judgement.AcceptanceStore;
import dev.pomona.store.judgement.DecisionStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {

    private static final String FLAW = "GHSA-2222-2222-2222";

    @TempDir
    Path folder;

    private Plant plant;

    @BeforeEach
    void start() {
        plant = new Plant(folder);
        plant.environment("prod", true);
    }

    @AfterEach
    void stop() {
        plant.close();
    }

    private Answer.Judged ask(int artifact) {
        return (Answer.Judged) plant.gate().ask(plant.tenant, Plant.digest(artifact), "prod");
    }

    private void require(CheckStore.Required... checks) {
        plant.database.runInTenant(plant.tenant, tx -> new CheckStore(tx).require("prod", List.of(checks)));
    }

    private void report(String name, boolean isPassed) {
        plant.database.runInTenant(plant.tenant, tx -> {
            long artifact = new ArtifactStore(tx)
                    .byDigest(Plant.digest(1))
                    .orElseThrow()
                    .id();
            new CheckStore(tx)
                    .report(artifact, new CheckStore.Result(name, isPassed, "said so", plant.clock.instant(), "ci"));
        });
    }

    private static List<String> broken(Answer.Judged answer) {
        return answer.violations().stream()
                .filter(violation -> violation.level() != Violation.Level.WARN)
                .map(violation -> violation.rule() + ": " + violation.message())
                .toList();
    }

    @Test
    void whatNobodyScannedDoesNotPass() {
        assertThat(plant.gate().ask(plant.tenant, Plant.digest(7), "prod")).isInstanceOf(Answer.NotScanned.class);
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        assertThatThrownBy(() -> plant.gate().ask(plant.tenant, Plant.digest(1), "nowhere"))
                .isInstanceOf(UnknownException.class);
    }

    @Test
    void aFlawFoundInProductionStopsTheNextBuild() {
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        assertThat(ask(1).passes()).isTrue();
        plant.deploy(1, "prod", "shop");
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.learn();
        plant.upload(2, "shop", "pkg:npm/left-pad@1.0.0", "pkg:npm/new-thing@1.0.0");
        Answer.Judged next = ask(2);
        assertThat(next.passes()).isFalse();
        assertThat(broken(next))
                .containsExactly(
                        "found-in-production: the same flaw in the same component was found in production, and a fix is known",
                        "severe-finding: the severity is high or critical");
        assertThat(next.sightings()).singleElement().satisfies(sighting -> {
            assertThat(sighting.artifact()).isEqualTo("shop");
            assertThat(sighting.environment()).isEqualTo("prod");
            assertThat(sighting.since()).isEqualTo(plant.clock.instant());
            assertThat(next.violations())
                    .anyMatch(violation -> violation.rule().equals("found-in-production")
                            && violation.findings().stream()
                                    .anyMatch(finding -> finding.hex().equals(sighting.fingerprint())));
        });
        assertThat(plant.replay().run(plant.tenant, next.id())).isInstanceOf(Replay.Result.Same.class);
        assertThat(ask(1).sightings()).as("what runs there is no next build").isEmpty();
        assertThat(next.askWhom()).containsExactly("the owners of this repository");
        plant.upload(3, "shop", "pkg:npm/left-pad@2.0.0", "pkg:npm/new-thing@1.0.0");
        assertThat(ask(3).passes()).isTrue();
    }

    @Test
    void requiredChecksMustBeThereAndFreshAndPass() {
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        require(new CheckStore.Required("tests", Duration.ofHours(1)), new CheckStore.Required("review", null));
        assertThat(ask(1).verdict()).isEqualTo(Decision.Verdict.INCOMPLETE);
        report("tests", true);
        report("review", false);
        assertThat(ask(1).verdict()).isEqualTo(Decision.Verdict.VIOLATED);
        report("review", true);
        assertThat(ask(1).passes()).isTrue();
        plant.clock.forward(Duration.ofHours(2));
        assertThat(broken(ask(1)))
                .containsExactly("required-check: the check 'tests' passed too long ago; run it again");
    }

    @Test
    void limitsOfFreshnessAreInputsOfThePolicy() {
        plant.environment(
                new Environment("prod", "Production", true, true, 0, Duration.ofDays(10), Duration.ofDays(30)));
        Upload upload = Plant.bill(Plant.digest(1), "shop", List.of("pkg:npm/left-pad@1.0.0"));
        var built = new BaseImage("debian:13", Plant.digest(99), Plant.START.minus(Duration.ofDays(29)));
        plant.ingest()
                .take(
                        plant.tenant,
                        new Upload(
                                upload.content(), "shop", "shop", "1", Plant.digest(1), "image", null, built, "test"));
        assertThat(ask(1).passes()).isTrue();
        plant.deploy(1, "prod", "shop");
        plant.clock.forward(Duration.ofDays(2));
        assertThat(broken(ask(1)))
                .containsExactly(
                        "stale-image: the image it starts from is older than the environment allows; rebuild it");
        plant.clock.forward(Duration.ofDays(9));
        assertThat(ask(1).violations()).extracting(Violation::rule).contains("long-uptime");
        plant.database.runInTenant(
                plant.tenant,
                tx -> new DecisionStore(tx).setPolicy("sha256:1", """
                        version: 1
                        owner: operations
                        rules:
                          - id: young-in-production
                            for: scan
                            level: deny
                            when: environment.production && freshness.uptimeKnown && freshness.uptimeDays >= 11
                            message: replace it
                        """, null, "git", "jane", plant.clock.instant()));
        assertThat(broken(ask(1))).containsExactly("young-in-production: replace it");
    }

    @Test
    void anAcceptedRiskHoldsWhenItIsSignedAndUntilItsLastDay() {
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.learn();
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        Answer.Judged refused = ask(1);
        assertThat(refused.passes()).isFalse();
        String fingerprint =
                refused.violations().getFirst().findings().getFirst().hex();
        long id = plant.database.inTenant(
                plant.tenant,
                tx -> new AcceptanceStore(tx)
                        .add(
                                new AcceptanceStore.Terms(
                                        AcceptanceStore.Kind.RISK,
                                        fingerprint,
                                        "shop",
                                        "prod",
                                        "owner",
                                        "we sell apples now",
                                        LocalDate.parse("2026-03-02")),
                                "jane",
                                null,
                                plant.clock.instant()));
        assertThat(ask(1).passes()).isFalse();
        plant.database.runInTenant(
                plant.tenant, tx -> new AcceptanceStore(tx).sign(id, "the owner", plant.clock.instant()));
        Answer.Judged accepted = ask(1);
        assertThat(accepted.passes()).isTrue();
        assertThat(accepted.waivers()).hasSize(1);
        plant.clock.forward(Duration.ofDays(2));
        assertThat(ask(1).passes()).isFalse();
        for (String decision : plant.texts("select id::text as t from decision order by id")) {
            assertThat(plant.replay().run(plant.tenant, Long.parseLong(decision)))
                    .isInstanceOf(Replay.Result.Same.class);
        }
    }

    @Test
    void verdictsAreSignedAndNothingInThemCanBeChanged() {
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        Answer.Judged answer = ask(1);
        var key = plant.key.publicKey();
        assertThat(Envelope.verify(answer.envelope(), key))
                .isInstanceOfSatisfying(
                        Envelope.Result.Valid.class,
                        valid -> assertThat(valid.statement())
                                .contains("https://slsa.dev/verification_summary/v1")
                                .contains("PASSED")
                                .contains(Plant.digest(1).substring(7)));
        var random = new Random(7);
        byte[] bytes = answer.envelope().getBytes(StandardCharsets.UTF_8);
        int valid = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(changed.length)] = (byte) (32 + random.nextInt(95));
            var result = Envelope.verify(new String(changed, StandardCharsets.UTF_8), key);
            if (result instanceof Envelope.Result.Valid still) {
                valid++;
                assertThat(still.statement()).isEqualTo(statement(answer.envelope()));
            }
        }
        assertThat(valid).isLessThan(1000);
        String other = answer.envelope().replace("application/vnd.in-toto+json", "application/json");
        assertThat(Envelope.verify(other, key)).isInstanceOf(Envelope.Result.Invalid.class);
        var stranger = ServerKey.open(folder.resolve("stranger"), null, new SecureRandom());
        assertThat(Envelope.verify(answer.envelope(), stranger.publicKey()))
                .isInstanceOf(Envelope.Result.Invalid.class);
    }

    private static String statement(String envelope) {
        String payload = envelope.replaceAll(".*\"payload\": ?\"([^\"]*)\".*", "$1");
        return new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8);
    }

    @Test
    void verdictsReplayFromTheDocumentWhateverHappenedSince() {
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0", "pkg:npm/right-pad@1.0.0");
        long before = ask(1).id();
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.clock.forward(Duration.ofHours(1));
        plant.learn();
        long after = ask(1).id();
        plant.upload(1, "shop", "pkg:npm/left-pad@3.0.0");
        long fixed = ask(1).id();
        for (long id : List.of(before, after, fixed)) {
            assertThat(plant.replay().run(plant.tenant, id)).isInstanceOf(Replay.Result.Same.class);
        }
        assertThat(plant.texts("select verdict as t from decision where id in (%d, %d, %d) order by id"
                        .formatted(before, after, fixed)))
                .containsExactly("PASS", "VIOLATED", "PASS");
        var elsewhere = new Replay(plant.database, new Snapshots(SnapshotStore.open(folder.resolve("nothing"))), "1");
        assertThat(elsewhere.run(plant.tenant, before))
                .isInstanceOfSatisfying(
                        Replay.Result.Impossible.class,
                        result -> assertThat(result.what()).contains("is not on this node"));
    }

    @Test
    void policiesAreTriedOnThePastBeforeTheyHold() {
        var policies = new Policies(plant.database, plant.audit(), plant.snapshots(), plant.clock, "1");
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.learn();
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        plant.upload(2, "store", "pkg:npm/right-pad@1.0.0");
        ask(1);
        ask(2);
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
        var strict = new Policies.Documents("""
                version: 1
                owner: x
                rules:
                  - id: no-right-pad
                    for: component
                    level: deny
                    when: component.name == "right-pad"
                    message: we write that ourselves
                """, null, false);
        assertThat(policies.tryOut(plant.tenant, strict, 100).trials())
                .extracting(Policies.Trial::was, Policies.Trial::wouldBe)
                .containsExactly(
                        tuple(Decision.Verdict.PASS, Decision.Verdict.VIOLATED),
                        tuple(Decision.Verdict.VIOLATED, Decision.Verdict.PASS));
        assertThat(plant.texts("select id::text as t from policy_version")).isEmpty();
        assertThat(policies.set(plant.tenant, strict, "git", "jane")).isInstanceOf(Policies.Result.Set.class);
        assertThat(policies.rejudge(plant.tenant)).isEqualTo(2);
        assertThat(policies.rejudge(plant.tenant)).isZero();
        assertThat(broken(ask(2)).getFirst())
                .startsWith("no-right-pad: we write that ourselves (pkg:npm/right-pad@1.0.0");
        assertThat(policies.set(plant.tenant, lenient, "git", "jane")).isInstanceOf(Policies.Result.Set.class);
        assertThat(ask(1).passes()).isTrue();
        assertThat(policies.set(plant.tenant, new Policies.Documents("rules: 7", null, false), "git", "jane"))
                .isInstanceOfSatisfying(
                        Policies.Result.Refused.class,
                        refused -> assertThat(refused.issues()).isNotEmpty());
        for (String decision : plant.texts("select id::text as t from decision order by id")) {
            assertThat(plant.replay().run(plant.tenant, Long.parseLong(decision)))
                    .isInstanceOf(Replay.Result.Same.class);
        }
        assertThat(plant.audit().verify(plant.tenant).entries()).isEqualTo(2);
    }

    @Test
    void verdictsFollowTheirEnvironment() {
        var policies = new Policies(plant.database, plant.audit(), plant.snapshots(), plant.clock, "1");
        var environments = new Environments(plant.database, plant.audit(), plant.snapshots(), plant.clock, "1");
        plant.learn();
        plant.upload(1, "shop", "pkg:npm/right-pad@1.0.0");
        assertThat(ask(1).passes()).isTrue();
        assertThat(policies.rejudge(plant.tenant)).isZero();
        var renamed = new Environment("prod", "Live", true, true, 3, null, null);
        environments.set(plant.tenant, renamed, "jane");
        policies.rejudge(plant.tenant);
        assertThat(plant.texts("select id::text as t from decision"))
                .as("nothing that a verdict rests on changed")
                .hasSize(1);
        environments.require(plant.tenant, "prod", List.of(new CheckStore.Required("sast", null)), "jane");
        assertThat(policies.rejudge(plant.tenant)).isEqualTo(1);
        assertThat(current()).containsExactly("INCOMPLETE sast");
        environments.require(plant.tenant, "prod", List.of(new CheckStore.Required("sast", null)), "jane");
        policies.rejudge(plant.tenant);
        assertThat(plant.texts("select id::text as t from decision")).hasSize(2);
        environments.require(plant.tenant, "prod", List.of(), "jane");
        environments.set(plant.tenant, new Environment("prod", "Live", false, true, 3, null, null), "jane");
        assertThat(policies.rejudge(plant.tenant)).isEqualTo(1);
        assertThat(current()).containsExactly("PASS false");
        environments.set(plant.tenant, new Environment("prod", "Live", true, true, 3, null, null), "jane");
        assertThat(policies.rejudge(plant.tenant))
                .as("the same word, on other grounds")
                .isZero();
        assertThat(current()).containsExactly("PASS true");
    }

    /// What holds, and what of the circumstances the test looks at.
    private List<String> current() {
        return plant.texts("""
                select verdict || ' ' || coalesce(
                    circumstances::jsonb #>> '{checks,0,name}',
                    circumstances::jsonb #>> '{environment,production}') as t
                from decision where ended_at is null
                """);
    }

    @Test
    void aVerdictFollowsAnUploadAtOnce() {
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.learn();
        for (int i = 1; i <= 20; i++) {
            assertThat(plant.upload(i, "shop", "pkg:npm/left-pad@1.0.0")).isInstanceOf(Ingest.Result.Taken.class);
            assertThat(ask(i).passes()).isFalse();
        }
    }
}
