// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Location;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.AllowMark;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.Proof;
import dev.pomona.policy.document.PolicyReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaiverTest {

    private static final Finding FINDING =
            Samples.finding("pkg:npm/a@1.0.0", "CVE-2026-1", Severity.CRITICAL, false, false);

    private static Waiver waiver(String id, String path, String purl, LocalDate expires) {
        return new Waiver(
                List.of(id),
                List.of(),
                path.isEmpty() ? List.of() : List.of(path),
                purl.isEmpty() ? List.of() : List.of(purl),
                "jane",
                "not reachable",
                expires,
                "waivers.yaml:3");
    }

    private static Decision decide(Waiver waiver) {
        return new Decider(DefaultPolicy.policy(), List.of(waiver), Samples.NOW)
                .decide("app", List.of(), List.of(FINDING), Samples.complete());
    }

    @ParameterizedTest
    @CsvSource({
        "CVE-2026-1, '', '', ACTIVE",
        "GHSA-CVE-2026-1, '', '', ACTIVE",
        "component-vulnerable, '', '', ACTIVE",
        "CVE-2026-2, '', '', UNUSED",
        "CVE-2026-1, app/**, '', ACTIVE",
        "CVE-2026-1, app/, '', ACTIVE",
        "CVE-2026-1, **/package-lock.json, '', ACTIVE",
        "CVE-2026-1, *.json, '', UNUSED",
        "CVE-2026-1, '', pkg:npm/a, ACTIVE",
        "CVE-2026-1, '', pkg:npm/a@1.0.0, ACTIVE",
        "CVE-2026-1, '', pkg:npm/a@1.0.1, UNUSED",
        "CVE-2026-1, '', pkg:npm/b, UNUSED",
    })
    void coversWhatItNames(String id, String path, String purl, AppliedWaiver.State state) {
        Decision decision = decide(waiver(id, path, purl, LocalDate.of(2027, 1, 1)));
        assertThat(decision.waivers().getFirst().state()).isEqualTo(state);
        assertThat(decision.verdict())
                .isEqualTo(state == AppliedWaiver.State.ACTIVE ? Decision.Verdict.PASS : Decision.Verdict.VIOLATED);
    }

    @Test
    void holdsThroughItsLastDayAndThenReopens() {
        assertThat(decide(waiver("CVE-2026-1", "", "", LocalDate.of(2026, 11, 22)))
                        .verdict())
                .isEqualTo(Decision.Verdict.PASS);
        Decision expired = decide(waiver("CVE-2026-1", "", "", LocalDate.of(2026, 11, 21)));
        assertThat(expired.verdict()).isEqualTo(Decision.Verdict.VIOLATED);
        assertThat(expired.waivers().getFirst().state()).isEqualTo(AppliedWaiver.State.EXPIRED);
        assertThat(expired.waivers().getFirst().findings()).containsExactly(FINDING.fingerprint());
    }

    @ParameterizedTest
    @CsvSource({
        "**, a/b, true",
        "a/**/c, a/c, true",
        "a/**/c, a/x/y/c, true",
        "a/*/c, a/x/y/c, false",
        "a?c, abc, true",
        "a?c, a/c, false",
        "a, ab, false",
        "a/, a/b/c, true",
        "**/x, x, true",
        "a**b, a/x/b, true",
    })
    void globsMatchWholePaths(String glob, String path, boolean matches) {
        assertThat(Glob.of(glob).matches(path)).isEqualTo(matches);
    }

    /// @param weights lines of the policy and of its rule
    private static Decision decideBy(String ofPolicy, String ofRule, List<Waiver> given, List<Waiver> repository) {
        var document = PolicyReader.read("policy.yaml", """
                version: 1
                owner: security
                %s
                rules:
                  - id: critical
                    for: finding
                    level: deny
                    when: finding.severity == CRITICAL
                    message: no
                  - id: theirs
                    for: finding
                    level: warn
                    when: finding.id == 'CVE-2026-1'
                    message: look
                    %s
                """.formatted(ofPolicy, ofRule));
        assertThat(document.issues()).isEmpty();
        return new Decider(document.policy(), given, repository, Samples.NOW)
                .decide("app", List.of(), List.of(FINDING), Samples.complete());
    }

    private static final Waiver OURS = waiver("CVE-2026-1", "", "", LocalDate.of(2027, 1, 1));

    @Test
    void aPolicyMayGiveARepositoryNoSay() {
        assertThat(decideBy("", "", List.of(), List.of(OURS)).violations()).isEmpty();
        Decision ignored = decideBy("waivers: ignore", "", List.of(), List.of(OURS));
        assertThat(ignored.verdict()).isEqualTo(Decision.Verdict.VIOLATED);
        assertThat(ignored.waivers()).singleElement().satisfies(applied -> {
            assertThat(applied.state()).isEqualTo(AppliedWaiver.State.REFUSED);
            assertThat(applied.findings()).containsExactly(FINDING.fingerprint());
        });
        assertThat(decideBy("waivers: ignore", "", List.of(OURS), List.of()).violations())
                .as("of those who set the policy")
                .isEmpty();
    }

    @Test
    void whatARuleInsistsOnCountsInAllRules() {
        Decision decision = decideBy("", "waivers: ignore", List.of(), List.of(OURS));
        assertThat(decision.violations()).extracting(Violation::rule).containsExactly("critical", "theirs");
        assertThat(decision.waivers()).extracting(AppliedWaiver::state).containsExactly(AppliedWaiver.State.REFUSED);
        assertThat(decideBy("", "waivers: ignore", List.of(OURS), List.of(OURS)).violations())
                .isEmpty();
    }

    @Test
    void aRepositorysWaiverHasALastDay() {
        Waiver endless = new Waiver(
                OURS.ids(), List.of(), List.of(), List.of(), OURS.owner(), OURS.reason(), null, OURS.origin());
        assertThat(decideBy("", "", List.of(), List.of(endless)).waivers())
                .extracting(AppliedWaiver::state)
                .containsExactly(AppliedWaiver.State.REFUSED);
        Waiver over = waiver("CVE-2026-1", "", "", LocalDate.of(2026, 1, 1));
        assertThat(decideBy("waivers: ignore", "", List.of(), List.of(over)).waivers())
                .extracting(AppliedWaiver::state)
                .containsExactly(AppliedWaiver.State.EXPIRED);
    }

    @Test
    void marksDontCountWhereARuleInsists() {
        var insisting = DefaultPolicy.policy().rules().stream()
                .map(rule -> new Rule(
                        rule.id(), rule.subject(), rule.level(), rule.message(), rule.owner(), rule.condition(), false))
                .toList();
        var finding = Samples.secret(Severity.HIGH, Proof.PROVEN, null, MARK);
        Decision decision = new Decider(new Policy("p", insisting, true), List.of(), Samples.NOW)
                .decide("app", List.of(), List.of(finding), Samples.complete());
        assertThat(decision.verdict()).isEqualTo(Decision.Verdict.VIOLATED);
        assertThat(decision.waivers()).extracting(AppliedWaiver::state).containsExactly(AppliedWaiver.State.REFUSED);
    }

    @Test
    void weightsAreWordsAndBelongToRulesForFindings() {
        var document = PolicyReader.read("policy.yaml", """
                version: 1
                owner: security
                waivers: perhaps
                rules:
                  - id: whole
                    for: scan
                    level: deny
                    when: "true"
                    message: no
                    waivers: ignore
                """);
        assertThat(document.issues()).hasSize(2);
    }

    private static final AllowMark MARK = new AllowMark(
            "pomona:allow", List.of(), LocalDate.of(2026, 12, 31), "jane", "a dummy", Location.at("app/.env", 3, 40));

    private static Decision decideMarked(boolean heedsMarks, AllowMark mark) {
        var policy = new Policy("p", DefaultPolicy.policy().rules(), heedsMarks);
        var finding = Samples.secret(Severity.HIGH, Proof.PROVEN, null, mark);
        return new Decider(policy, List.of(), Samples.NOW)
                .decide("app", List.of(), List.of(finding), Samples.complete());
    }

    @Test
    void marksInTheFilesAreWaiversOfTheFindingBesideThem() {
        Decision decision = decideMarked(true, MARK);
        assertThat(decision.verdict()).isEqualTo(Decision.Verdict.PASS);
        assertThat(decision.waivers()).singleElement().satisfies(applied -> {
            assertThat(applied.state()).isEqualTo(AppliedWaiver.State.ACTIVE);
            assertThat(applied.waiver().owner()).isEqualTo("jane");
            assertThat(applied.waiver().origin()).isEqualTo("app/.env:3:40 (pomona:allow)");
        });
    }

    @Test
    void marksExpireToo() {
        var old = new AllowMark(
                MARK.syntax(), MARK.rules(), LocalDate.of(2026, 1, 1), MARK.owner(), MARK.reason(), MARK.at());
        Decision decision = decideMarked(true, old);
        assertThat(decision.verdict()).isEqualTo(Decision.Verdict.VIOLATED);
        assertThat(decision.waivers()).extracting(AppliedWaiver::state).containsExactly(AppliedWaiver.State.EXPIRED);
    }

    /// A file may have as many marks as findings.
    @Test
    @Timeout(20)
    void manyMarksAreAppliedInLittleTime() {
        Finding sample = Samples.secret(Severity.HIGH, Proof.PROVEN, null, MARK);
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < 50_000; i++) {
            findings.add(new Finding(
                    sample.rule(),
                    Fingerprint.of(List.of("secret", Integer.toString(i))),
                    sample.severity(),
                    sample.confidence(),
                    sample.message(),
                    sample.locations(),
                    sample.detail(),
                    sample.marks()));
        }
        List<AppliedWaiver> applied = new WaiverMatcher(Samples.NOW).apply(MarkWaivers.of(findings), findings);
        assertThat(applied)
                .hasSize(findings.size())
                .allMatch(waiver -> waiver.findings().size() == 1);
    }

    @Test
    void aPolicyMayIgnoreMarks() {
        Decision decision = decideMarked(false, MARK);
        assertThat(decision.verdict()).isEqualTo(Decision.Verdict.VIOLATED);
        assertThat(decision.waivers()).isEmpty();
    }
}
