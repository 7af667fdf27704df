// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.gate.Envelope;
import dev.pomona.store.identity.PersonStore;
import dev.pomona.store.judgement.AcceptanceStore.Kind;
import dev.pomona.store.judgement.AcceptanceStore.Terms;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Waivers and accepted risks: who grants them, where they hold, and when they end.
class AcceptanceTest extends FlawedBuild {

    private static final Acceptances.By JANE = new Acceptances.By("jane", null);
    private static final Acceptances.By OWNER = new Acceptances.By("the owner", 77L);

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
    void aRiskIsAcceptedByAnotherAndOpensByItself() {
        String fingerprint = fingerprint();
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
}
