// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.report.Completeness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Judges a scan: (facts, policy, waivers, time) to a decision with its reasons. Pure.
public final class Decider {

    private final Policy policy;
    private final List<Waiver> waivers;
    private final Instant asOf;

    /// @param asOf the time at which expiry dates and ages are judged; a waiver holds through its last
    ///     day in UTC
    public Decider(Policy policy, List<Waiver> waivers, Instant asOf) {
        this.policy = policy;
        this.waivers = List.copyOf(waivers);
        this.asOf = asOf;
    }

    /// Judges a scan.
    ///
    /// @throws PolicyException when a rule can't be evaluated
    public Decision decide(
            String artifact, List<Manifest> manifests, List<Finding> findings, Completeness completeness) {
        return decide(Judged.scan(artifact, manifests, findings, completeness));
    }

    /// @throws PolicyException when a rule can't be evaluated
    public Decision decide(Judged judged) {
        var all = new ArrayList<>(waivers);
        if (policy.heedsMarks()) all.addAll(MarkWaivers.of(judged.findings()));
        List<AppliedWaiver> applied = new WaiverMatcher(asOf).apply(all, judged.findings());
        Set<Fingerprint> waived = new HashSet<>();
        for (AppliedWaiver waiver : applied) {
            if (waiver.state() == AppliedWaiver.State.ACTIVE) waived.addAll(waiver.findings());
        }
        Facts whole = Facts.whole(judged, asOf);
        var violations = new ArrayList<>(RequiredChecks.judge(judged.surroundings()));
        for (Rule rule : policy.rules()) {
            switch (rule.subject()) {
                case FINDING -> judgeFindings(rule, whole, judged.findings(), waived, violations);
                case COMPONENT -> judgeComponents(rule, whole, judged.manifests(), violations);
                case SCAN -> {
                    if (rule.condition().holds(whole)) violations.add(violation(rule, rule.message(), List.of()));
                }
            }
        }
        return new Decision(policy.name(), verdict(violations), violations, applied);
    }

    private static void judgeFindings(
            Rule rule, Facts whole, List<Finding> findings, Set<Fingerprint> waived, List<Violation> into) {
        var broken = new ArrayList<Fingerprint>();
        for (Finding finding : findings) {
            if (waived.contains(finding.fingerprint())) continue;
            Component component = switch (finding.detail()) {
                case Detail.VulnerableComponent detail -> detail.component();
                case Detail.Secret _ -> null;
            };
            Facts facts = whole.about(
                    finding, component, finding.locations().getFirst().path());
            if (rule.condition().holds(facts)) broken.add(finding.fingerprint());
        }
        if (!broken.isEmpty()) into.add(violation(rule, rule.message(), broken));
    }

    private static void judgeComponents(Rule rule, Facts whole, List<Manifest> manifests, List<Violation> into) {
        for (Manifest manifest : manifests) {
            for (Component component : manifest.components()) {
                if (rule.condition().holds(whole.about(null, component, manifest.path()))) {
                    String where = component.locations().getFirst().toString();
                    into.add(violation(
                            rule, "%s (%s, %s)".formatted(rule.message(), component.purl(), where), List.of()));
                }
            }
        }
    }

    private static Violation violation(Rule rule, String message, List<Fingerprint> findings) {
        return new Violation(rule.id(), rule.level(), message, rule.owner(), findings);
    }

    private static Decision.Verdict verdict(List<Violation> violations) {
        if (violations.stream().anyMatch(v -> v.level() == Violation.Level.DENY)) return Decision.Verdict.VIOLATED;
        if (violations.stream().anyMatch(v -> v.level() == Violation.Level.INCOMPLETE)) {
            return Decision.Verdict.INCOMPLETE;
        }
        return Decision.Verdict.PASS;
    }
}
