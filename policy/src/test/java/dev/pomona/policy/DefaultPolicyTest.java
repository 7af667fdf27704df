// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Proof;
import dev.pomona.model.finding.Verification;
import dev.pomona.policy.document.PolicyDocument;
import dev.pomona.policy.document.PolicyReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DefaultPolicyTest {

    private final PolicyDocument document = PolicyReader.read("default", DefaultPolicy.document());

    @Test
    void isSoundAndPassesItsOwnCases() {
        assertThat(document.issues()).isEmpty();
        assertThat(document.cases())
                .isNotEmpty()
                .allSatisfy(policyCase ->
                        assertThat(policyCase.run(document.policy().rules())).isEmpty());
    }

    @Test
    void decidesAsItsCelForm() {
        long seed = 42;
        var random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            var findings = new ArrayList<Finding>();
            for (int i = random.nextInt(4); i > 0; i--) {
                Severity severity = Severity.values()[random.nextInt(Severity.values().length)];
                findings.add(Samples.finding(
                        "pkg:npm/a@1." + i, "CVE-2026-" + i, severity, random.nextBoolean(), random.nextBoolean()));
                findings.add(anySecret(random));
            }
            List<Manifest> manifests =
                    random.nextBoolean() ? List.of() : List.of(Samples.manifest(Samples.component("pkg:npm/a@1")));
            var completeness = Samples.any(random);
            var judged = new Judged(
                    "app", manifests.size(), manifests, findings, completeness, anySurroundings(random, findings));
            Decision nativeOne = new Decider(DefaultPolicy.policy(), List.of(), Samples.NOW).decide(judged);
            Decision inCel = new Decider(document.policy(), List.of(), Samples.NOW).decide(judged);
            assertThat(inCel).as("seed %d, round %d", seed, round).isEqualTo(nativeOne);
        }
    }

    @Test
    void refusesWhatIsSevereAndReportsTheRest() {
        Decision decision = decide(Samples.finding("pkg:npm/a@1", "CVE-1-1", Severity.LOW, false, false));
        assertThat(decision.verdict()).isEqualTo(Decision.Verdict.PASS);
        assertThat(decision.violations()).extracting(Violation::rule).containsExactly("any-finding");
        assertThat(decide(Samples.finding("pkg:npm/a@1", "CVE-1-1", Severity.HIGH, false, false))
                        .verdict())
                .isEqualTo(Decision.Verdict.VIOLATED);
    }

    private static Surroundings anySurroundings(Random random, List<Finding> findings) {
        if (random.nextBoolean()) return Surroundings.NONE;
        var states = Surroundings.Check.State.values();
        return new Surroundings(
                "prod",
                random.nextBoolean(),
                random.nextBoolean(),
                anyAge(random),
                anyAge(random),
                List.of(new Surroundings.Check("tests", states[random.nextInt(states.length)])),
                findings.stream()
                        .filter(_ -> random.nextBoolean())
                        .map(finding -> finding.fingerprint().hex())
                        .collect(Collectors.toSet()));
    }

    private static Surroundings.Age anyAge(Random random) {
        return new Surroundings.Age(
                random.nextBoolean() ? Duration.ofDays(random.nextInt(60)) : null,
                random.nextBoolean() ? Duration.ofDays(30) : null);
    }

    private static Finding anySecret(Random random) {
        var statuses = Verification.Status.values();
        int status = random.nextInt(statuses.length + 1);
        return Samples.secret(
                Severity.values()[random.nextInt(Severity.values().length)],
                Proof.values()[random.nextInt(Proof.values().length)],
                status == statuses.length ? null : new Verification(statuses[status], "asked"));
    }

    @Test
    void refusesSecretsBeyondDoubtThatMayStillWork() {
        assertThat(decide(Samples.secret(Severity.HIGH, Proof.PLAUSIBLE, null)).verdict())
                .isEqualTo(Decision.Verdict.VIOLATED);
        assertThat(decide(Samples.secret(Severity.HIGH, Proof.GENERIC, null)).verdict())
                .isEqualTo(Decision.Verdict.PASS);
        var dead = new Verification(Verification.Status.DEAD, "refused");
        assertThat(decide(Samples.secret(Severity.CRITICAL, Proof.PROVEN, dead)).verdict())
                .isEqualTo(Decision.Verdict.PASS);
        var live = new Verification(Verification.Status.LIVE, "accepted");
        assertThat(decide(Samples.secret(Severity.LOW, Proof.GENERIC, live)).verdict())
                .isEqualTo(Decision.Verdict.VIOLATED);
    }

    private static Decision decide(Finding finding) {
        return new Decider(DefaultPolicy.policy(), List.of(), Samples.NOW)
                .decide(
                        "app",
                        List.of(Samples.manifest(Samples.component("pkg:npm/a@1"))),
                        List.of(finding),
                        Samples.complete());
    }
}
