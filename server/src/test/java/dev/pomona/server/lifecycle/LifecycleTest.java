// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.Plant;
import dev.pomona.server.gate.Envelope;
import dev.pomona.server.gate.Gate;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.identity.PersonStore;
import dev.pomona.store.judgement.AcceptanceStore.Kind;
import dev.pomona.store.judgement.AcceptanceStore.Terms;
import dev.pomona.store.judgement.TriageStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.judgement.UrgencyStore.Level;
import dev.pomona.store.reading.FindingList;
import dev.pomona.store.reading.FindingRow;
import dev.pomona.store.reading.FindingSort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {

    private static final String FLAW = "GHSA-2222-2222-2222";

    @TempDir
    Path folder;

    private Plant plant;

    @BeforeEach
    void start() {
        plant = new Plant(folder);
        plant.environment("prod", true);
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.learn();
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
    }

    @AfterEach
    void stop() {
        plant.close();
    }

    private Rejudging rejudging() {
        return new Rejudging(plant.snapshots(), "1");
    }

    private Findings findings() {
        return new Findings(plant.database, plant.audit(), rejudging(), plant.clock);
    }

    private static final Acceptances.By JANE = new Acceptances.By("jane", null);
    private static final Acceptances.By OWNER = new Acceptances.By("the owner", 77L);

    private Acceptances acceptances() {
        return new Acceptances(plant.database, plant.audit(), rejudging(), plant.clock, plant.key);
    }

    private ServiceLevels levels() {
        return new ServiceLevels(plant.database, plant.audit(), plant.clock);
    }

    private boolean passes(int artifact) {
        return ((Gate.Answer.Judged) plant.gate().ask(plant.tenant, Plant.digest(artifact), "prod")).passes();
    }

    private List<Long> ids() {
        return plant.database.inTenant(
                plant.tenant, tx -> tx.all("select id from finding order by id", row -> row.number("id")));
    }

    private List<String> states() {
        return plant.texts("select state as t from finding order by id");
    }

    private Findings.Outcome triage(State to) {
        return findings()
                .triage(
                        plant.tenant,
                        ids(),
                        new Findings.Change(
                                to,
                                "because",
                                to == State.NOT_AFFECTED ? Justification.VULNERABLE_CODE_NOT_IN_EXECUTE_PATH : null),
                        "jane");
    }

    @Test
    void everyStateHasItsWayOut() {
        for (State from : State.values()) {
            for (State to : State.values()) {
                assertThat(from.mayBecome(to) && from == to).isFalse();
                // accepted is entered and left with the acceptance alone
                if (from == State.ACCEPTED || to == State.ACCEPTED)
                    assertThat(from.mayBecome(to)).isFalse();
            }
        }
    }

    @Test
    void whatIsNotAffectedPassesAndStaysSoInTheNextBuild() {
        assertThat(passes(1)).isFalse();
        Findings.Outcome outcome = triage(State.NOT_AFFECTED);
        assertThat(outcome.verdicts()).isEqualTo(1);
        assertThat(passes(1)).isTrue();
        plant.upload(2, "shop", "pkg:npm/left-pad@1.0.1");
        assertThat(states()).containsExactly("NOT_AFFECTED", "NOT_AFFECTED");
        assertThat(passes(2)).isTrue();
        plant.upload(3, "other", "pkg:npm/left-pad@1.0.1");
        assertThat(states()).containsExactly("NOT_AFFECTED", "NOT_AFFECTED", "OPEN");
        assertThat(passes(3)).isFalse();
        triage(State.CONFIRMED);
        assertThat(passes(1)).isFalse();
    }

    @Test
    void whatIsNotAllowedIsRefusedWithWords() {
        assertThat(triage(State.RESOLVED).refused().values())
                .containsExactly("a finding that is OPEN can't become RESOLVED");
        triage(State.CONFIRMED);
        assertThat(triage(State.RESOLVED).done()).hasSize(1);
        assertThat(findings()
                        .triage(plant.tenant, List.of(999_999L), new Findings.Change(State.OPEN, null, null), "jane")
                        .refused())
                .containsEntry(999_999L, "there is no such finding");
        for (var bad : List.of(
                new Findings.Change(State.FALSE_ALARM, " ", null),
                new Findings.Change(State.NOT_AFFECTED, "so", null),
                new Findings.Change(State.OPEN, "so", Justification.COMPONENT_NOT_PRESENT))) {
            assertThatThrownBy(() -> findings().triage(plant.tenant, ids(), bad, "jane"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> findings().comment(plant.tenant, List.of(), "x", "jane"))
                .isInstanceOf(IllegalArgumentException.class);
        // resolved, and yet a new scan has it after it was gone: open again
        plant.upload(1, "shop", "pkg:npm/right-pad@1.0.0");
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0", "pkg:npm/right-pad@1.0.0");
        assertThat(states()).containsExactly("OPEN");
    }

    @Test
    void manyAreDealtWithAtOnceAndEverythingIsWrittenDown() {
        for (int i = 2; i <= 30; i++) plant.upload(i, "project-" + i, "pkg:npm/left-pad@1.0.0");
        assertThat(findings().assign(plant.tenant, ids(), "joe", "jane").done()).hasSize(30);
        assertThat(findings().comment(plant.tenant, ids(), "looks bad", "joe").done())
                .hasSize(30);
        assertThat(triage(State.FALSE_ALARM).done()).hasSize(30);
        assertThat(findings().history(plant.tenant, ids().getFirst(), 0, 10))
                .extracting(TriageStore.Event::type)
                .containsExactly("OPENED", "ASSIGNED", "COMMENTED", "STATE");
        assertThat(plant.audit().verify(plant.tenant).problem()).isEmpty();
        assertThat(plant.audit().verify(plant.tenant).entries()).isEqualTo(90);
    }

    @Test
    void aRiskIsAcceptedByAnotherAndOpensByItself() {
        String fingerprint = plant.texts("select encode(fingerprint, 'hex') as t from finding")
                .getFirst();
        var terms =
                new Terms(Kind.RISK, fingerprint, "shop", null, "owner", "apples first", LocalDate.parse("2026-03-05"));
        long id = acceptances().add(plant.tenant, terms, JANE);
        assertThat(passes(1)).isFalse();
        assertThatThrownBy(() -> acceptances().sign(plant.tenant, id, JANE))
                .isInstanceOf(IllegalArgumentException.class);
        acceptances().sign(plant.tenant, id, OWNER);
        assertThat(states()).containsExactly("ACCEPTED");
        assertThat(passes(1)).isTrue();
        assertThat(acceptances().expire(plant.tenant)).isZero();
        plant.clock.forward(Duration.ofDays(5));
        assertThat(acceptances().expire(plant.tenant)).isEqualTo(1);
        assertThat(states()).containsExactly("OPEN");
        // nobody asked the gate: the verdict followed by itself
        assertThat(plant.texts("select verdict as t from decision where ended_at is null"))
                .containsExactly("VIOLATED");
        assertThat(plant.texts("select payload->>'event' as t from outbox where topic = 'waiver' order by id"))
                .containsExactly("requested", "signed", "expired");
        long waiver = acceptances()
                .add(
                        plant.tenant,
                        new Terms(
                                Kind.WAIVER, fingerprint, null, "prod", "jane", "later", LocalDate.parse("2026-03-09")),
                        JANE);
        assertThat(passes(1)).isTrue();
        acceptances().end(plant.tenant, waiver, "enough", "joe");
        assertThat(passes(1)).isFalse();
        for (var bad : List.of(
                new Terms(Kind.WAIVER, fingerprint, null, null, "o", "r", LocalDate.parse("2026-03-01")),
                new Terms(Kind.WAIVER, fingerprint, null, null, "o", "r", LocalDate.parse("2036-03-01")),
                new Terms(Kind.WAIVER, "x", null, null, "o", "r", LocalDate.parse("2026-03-20")),
                new Terms(Kind.WAIVER, fingerprint, null, null, " ", "r", LocalDate.parse("2026-03-20")))) {
            assertThatThrownBy(() -> acceptances().add(plant.tenant, bad, JANE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private String fingerprint() {
        return plant.texts("select encode(fingerprint, 'hex') as t from finding")
                .getFirst();
    }

    private long waive(String environment) {
        return acceptances()
                .add(
                        plant.tenant,
                        new Terms(
                                Kind.WAIVER,
                                fingerprint(),
                                null,
                                environment,
                                "jane",
                                "later",
                                LocalDate.parse("2026-04-01")),
                        JANE);
    }

    private List<String> ends() {
        return plant.texts("select ended_because as t from acceptance where ended_at is not null order by id");
    }

    @Test
    void aWaiverHoldsOnlyWhereTheFlawWas() {
        plant.environment("lab", false);
        plant.deploy(1, "lab", "web");
        waive(null);
        assertThat(plant.texts("select verdict as t from decision where ended_at is null"))
                .containsExactly("PASS");
        // nobody agreed to that
        assertThat(passes(1)).isFalse();
        assertThat(ends()).isEmpty();
        waive("prod");
        assertThat(passes(1)).isTrue();
        plant.deploy(1, "prod", "web");
        assertThat(passes(1)).isTrue();
        assertThat(ends()).containsExactly("it has come to run in prod");
        assertThat(acceptances().reopen(plant.tenant)).isEqualTo(1);
        assertThat(acceptances().reopen(plant.tenant)).isZero();
        assertThat(plant.texts("select payload->>'event' as t from outbox where topic = 'waiver' order by id"))
                .containsExactly("granted", "granted", "reopened");
    }

    @Test
    void aRiskIsOpenAgainWhenAttackersComeOrItGetsWorse() {
        passes(1);
        plant.upload(2, "shop", "pkg:npm/left-pad@1.0.0", "pkg:npm/a@1.0.0");
        for (var change : Map.of(
                        "attackers have come to use it",
                        "is_exploited = true",
                        "it has become more severe",
                        "severity = 5")
                .entrySet()) {
            plant.texts("update finding set severity = 3, is_exploited = false returning id::text as t");
            long id = acceptances()
                    .add(
                            plant.tenant,
                            new Terms(
                                    Kind.RISK,
                                    fingerprint(),
                                    "shop",
                                    null,
                                    "owner",
                                    "ok",
                                    LocalDate.parse("2026-04-01")),
                            JANE);
            acceptances().sign(plant.tenant, id, OWNER);
            assertThat(passes(1)).isTrue();
            assertThat(acceptances().reopen(plant.tenant)).isZero();
            plant.texts("update finding set %s returning id::text as t".formatted(change.getValue()));
            // any document about any of its builds is a time to look
            plant.upload(2, "shop", "pkg:npm/left-pad@1.0.0", "pkg:npm/a@1.0." + id);
            assertThat(ends()).last().isEqualTo(change.getKey());
            assertThat(passes(1)).isFalse();
            assertThat(states()).containsExactly("ACCEPTED", "ACCEPTED");
            assertThat(acceptances().reopen(plant.tenant)).isEqualTo(1);
            assertThat(states()).containsExactly("OPEN", "OPEN");
        }
    }

    @Test
    void whatWasSignedCanBeCheckedAndNotChanged() {
        long id = acceptances()
                .add(
                        plant.tenant,
                        new Terms(Kind.RISK, fingerprint(), "shop", null, "owner", "ok", LocalDate.parse("2026-04-01")),
                        JANE);
        assertThat(acceptances().find(plant.tenant, id).orElseThrow().problem()).isNull();
        acceptances().sign(plant.tenant, id, OWNER);
        var signed = acceptances().find(plant.tenant, id).orElseThrow();
        assertThat(signed.problem()).isEmpty();
        assertThat(Envelope.verify(String.valueOf(signed.acceptance().envelope()), plant.key.publicKey()))
                .isInstanceOfSatisfying(
                        Envelope.Result.Valid.class,
                        valid -> assertThat(valid.statement()).contains("the owner", fingerprint(), "2026-04-01"));
        plant.texts("update acceptance set expires = '2027-01-01' returning id::text as t");
        assertThat(acceptances().find(plant.tenant, id).orElseThrow().problem())
                .isEqualTo("what is kept is not what was signed");
        plant.texts(
                "update acceptance set envelope = replace(envelope, '\"sig\":\"', '\"sig\":\"AAAA') returning id::text as t");
        assertThat(acceptances().find(plant.tenant, id).orElseThrow().problem()).isNotBlank();
    }

    @Test
    void itTakesTwoPeopleWhateverTheyCallThemselves() {
        long jane = plant.database
                .inTenant(plant.tenant, tx -> new PersonStore(tx).addLocal("jane", "x", List.of("ADMIN")))
                .id();
        var terms = new Terms(Kind.RISK, fingerprint(), "shop", null, "owner", "ok", LocalDate.parse("2026-04-01"));
        long id = acceptances().add(plant.tenant, terms, new Acceptances.By("token:5 nightly", jane));
        for (var by : List.of(
                new Acceptances.By("person:jane", jane),
                new Acceptances.By("token:6 another of hers", jane),
                new Acceptances.By("person:jane, as she is called now", jane),
                new Acceptances.By("pipeline:nobody", null))) {
            assertThatThrownBy(() -> acceptances().sign(plant.tenant, id, by))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(acceptances()
                        .find(plant.tenant, id)
                        .orElseThrow()
                        .acceptance()
                        .signedBy())
                .isNull();
        acceptances().sign(plant.tenant, id, OWNER);
        assertThat(states()).containsExactly("ACCEPTED");
    }

    @Test
    void whatIsWaivedIsNotLate() {
        levels().set(plant.tenant, List.of(new Level(5, null, 7)), "jane");
        passes(1);
        levels().refresh(plant.tenant);
        waive("prod");
        plant.clock.forward(Duration.ofDays(8));
        assertThat(levels().warn(plant.tenant)).isZero();
        acceptances().end(plant.tenant, 1, "enough", "joe");
        levels().warn(plant.tenant);
        assertThat(plant.texts("select payload->>'event' as t from outbox where topic = 'service-level'"))
                .containsExactly("breached");
    }

    @Test
    void serviceLevelsGiveDatesAndWarnings() {
        plant.environment(new Environment("lab", "lab", false, false, 0, null, null));
        levels().set(plant.tenant, List.of(new Level(5, null, 30), new Level(5, "prod", 7)), "jane");
        levels().refresh(plant.tenant);
        assertThat(plant.texts("select (due_at - known_from)::text as t from finding"))
                .containsExactly("30 days");
        plant.deploy(1, "prod", "web");
        assertThat(plant.texts("select (due_at - known_from)::text as t from finding"))
                .containsExactly("7 days");
        assertThat(levels().warn(plant.tenant)).isZero();
        plant.clock.forward(Duration.ofDays(6));
        assertThat(levels().warn(plant.tenant)).isEqualTo(1);
        assertThat(levels().warn(plant.tenant)).isZero();
        plant.clock.forward(Duration.ofDays(2));
        assertThat(levels().warn(plant.tenant)).isEqualTo(1);
        assertThat(levels().warn(plant.tenant)).isZero();
        assertThat(plant.texts("select payload->>'event' as t from outbox where topic = 'service-level' order by id"))
                .containsExactly("due-soon", "breached");
    }

    @Test
    void prioritiesExplainThemselves() {
        record Priority(int value, List<String> reasons) {}
        var alone = plant.database.inTenant(
                plant.tenant,
                tx -> tx.one(
                        "select priority, priority_reasons from finding",
                        row -> new Priority(row.integer("priority"), row.texts("priority_reasons"))));
        assertThat(alone.value()).isEqualTo(400);
        plant.deploy(1, "prod", "web");
        plant.clock.forward(Duration.ofDays(30));
        levels().refresh(plant.tenant);
        var running = plant.database.inTenant(
                plant.tenant,
                tx -> tx.one(
                        "select priority, priority_reasons from finding",
                        row -> new Priority(row.integer("priority"), row.texts("priority_reasons"))));
        assertThat(running)
                .isEqualTo(new Priority(
                        570,
                        List.of(
                                "severity critical: +400",
                                "runs where strangers reach it: +100",
                                "runs in production: +60",
                                "known for long: +10",
                                "whether it can be reached is not known: +0")));
        var factors =
                plant.database.inTenant(plant.tenant, tx -> new UrgencyStore(tx).factors(1, 1, plant.clock.instant()));
        assertThat(factors).extracting(UrgencyStore.Factor::points).containsExactly(400, 0, 0, 100, 60, 10, 0);
        assertThat(factors)
                .extracting(UrgencyStore.Factor::value)
                .containsExactly("5", "false", null, "true", "true", "30", null);
        assertThat(factors.stream().mapToInt(UrgencyStore.Factor::most).sum()).isEqualTo(1000);
        int sum = running.reasons().stream()
                .mapToInt(reason -> Integer.parseInt(reason.substring(reason.indexOf('+') + 1)))
                .sum();
        assertThat(sum).isEqualTo(running.value());
        assertThat(plant.database.<Integer>inTenant(
                        plant.tenant, tx -> new UrgencyStore(tx).refresh(List.of(1L), plant.clock.instant())))
                .isZero();
    }

    @Test
    void everythingIsGoneThroughOnceInHalfADayUnlessWhatItRestsOnChanges() {
        levels().refresh(plant.tenant);
        plant.texts("update finding set priority = 1 returning '' as t");
        plant.clock.forward(Duration.ofHours(11));
        assertThat(levels().refresh(plant.tenant)).isZero();
        plant.clock.forward(Duration.ofHours(1));
        assertThat(levels().refresh(plant.tenant)).isEqualTo(1);
        plant.texts("update finding set priority = 1 returning '' as t");
        assertThat(levels().refresh(plant.tenant)).isZero();
        levels().set(plant.tenant, List.of(new Level(5, null, 30)), "jane");
        assertThat(levels().refresh(plant.tenant)).isEqualTo(1);
        plant.texts("update finding set priority = 1 returning '' as t");
        plant.environment(new Environment("prod", "prod", true, false, 0, null, null));
        assertThat(levels().refresh(plant.tenant)).isEqualTo(1);
    }

    @Test
    void aPartOfARoundIsAsLargeAsWhatIsOpen() {
        for (int i = 2; i <= 4; i++) plant.upload(i, "p", "pkg:npm/left-pad@1.0.1");
        plant.database.runInTenant(plant.tenant, tx -> {
            var store = new UrgencyStore(tx);
            assertThat(store.artifacts(0, 50, 2)).containsExactly(1L, 2L);
            assertThat(store.artifacts(2, 50, 1)).containsExactly(3L);
            assertThat(store.artifacts(0, 3, 100)).containsExactly(1L, 2L, 3L);
            assertThat(store.artifacts(4, 50, 100)).isEmpty();
        });
    }

    @Test
    void aRoundGoesOnWhereItWasLeft() {
        for (int i = 2; i <= 4; i++) plant.upload(i, "p", "pkg:npm/left-pad@1.0.1");
        levels().refresh(plant.tenant);
        plant.texts("update finding set priority = 1 returning '' as t");
        plant.texts("update urgency_round set place = 2 returning '' as t");
        assertThat(levels().refresh(plant.tenant)).isEqualTo(2);
        assertThat(plant.texts("select artifact_id::text as t from finding where priority = 1 order by 1"))
                .containsExactly("1", "2");
    }

    @Test
    void listsGoOnWhereTheyEnded() {
        for (int i = 2; i <= 20; i++) {
            plant.upload(i, "p" + i % 4, "pkg:npm/left-pad@1.0." + i);
            plant.clock.forward(Duration.ofMinutes(i));
        }
        for (FindingSort sort : FindingSort.values()) {
            if (sort == FindingSort.DUE) levels().set(plant.tenant, List.of(new Level(5, null, 30)), "jane");
            if (sort == FindingSort.DUE) levels().refresh(plant.tenant);
            var seen = new ArrayList<Long>();
            String place = null;
            do {
                String after = place;
                var page = plant.database.inTenant(
                        plant.tenant, tx -> new FindingList(tx).page(List.of(), sort, after, 7));
                page.items().stream().map(FindingRow::id).forEach(seen::add);
                place = page.next();
            } while (place != null);
            assertThat(seen).as("%s", sort).hasSize(20).doesNotHaveDuplicates();
        }
    }
}
