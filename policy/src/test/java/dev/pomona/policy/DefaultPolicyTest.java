// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.model.finding.Finding;
import dev.pomona.policy.document.PolicyDocument;
import dev.pomona.policy.document.PolicyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
            }
            List<Manifest> manifests =
                    random.nextBoolean() ? List.of() : List.of(Samples.manifest(Samples.component("pkg:npm/a@1")));
            var completeness = Samples.any(random);
            Decision nativeOne = new Decider(DefaultPolicy.policy(), List.of(), Samples.NOW)
                    .decide("app", manifests, findings, completeness);
            Decision inCel = new Decider(document.policy(), List.of(), Samples.NOW)
                    .decide("app", manifests, findings, completeness);
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

    private static Decision decide(Finding finding) {
        return new Decider(DefaultPolicy.policy(), List.of(), Samples.NOW)
                .decide(
                        "app",
                        List.of(Samples.manifest(Samples.component("pkg:npm/a@1"))),
                        List.of(finding),
                        Samples.complete());
    }
}
