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
    private final List<Waiver> given;
    private final List<Waiver> repository;
    private final Instant asOf;

    /// Where whoever scans has no more to say than the repository.
    ///
    /// @param repository the waivers that the scanned repository has
    /// @param asOf the time at which expiry dates and ages are judged; a waiver holds through its last
    ///     day in UTC
    public Decider(Policy policy, List<Waiver> repository, Instant asOf) {
        this(policy, List.of(), repository, asOf);
    }

    /// @param given waivers of those who set the policy: they count whatever it says
    /// @param repository waivers that the scanned repository has: they count as far as the policy lets them
    /// @param asOf as for the other
    public Decider(Policy policy, List<Waiver> given, List<Waiver> repository, Instant asOf) {
        this.policy = policy;
        this.given = List.copyOf(given);
        this.repository = List.copyOf(repository);
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
        Facts whole = Facts.whole(judged, asOf);
        var matcher = new WaiverMatcher(asOf);
        var applied = new ArrayList<>(matcher.apply(given, judged.findings()));
        Set<Fingerprint> insisted = insisted(whole, judged.findings(), covered(applied));
        for (AppliedWaiver waiver : matcher.apply(repository, judged.findings())) {
            // one without a last day is none that a repository can write
            boolean counts = policy.heedsWaivers() && waiver.waiver().expires() != null;
            applied.add(counts ? permitted(waiver, insisted) : refused(waiver));
        }
        if (policy.heedsMarks()) {
            matcher.apply(MarkWaivers.of(judged.findings()), judged.findings())
                    .forEach(mark -> applied.add(permitted(mark, insisted)));
        }
        Set<Fingerprint> waived = covered(applied);
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

    /// Findings that the policy lets no repository waive.
    ///
    /// @param waived by those who may
    private Set<Fingerprint> insisted(Facts whole, List<Finding> findings, Set<Fingerprint> waived) {
        var insisted = new HashSet<Fingerprint>();
        for (Rule rule : policy.rules()) {
            if (rule.subject() == Subject.FINDING && !rule.heedsWaivers()) {
                insisted.addAll(broken(rule, whole, findings, waived));
            }
        }
        return insisted;
    }

    private static AppliedWaiver permitted(AppliedWaiver waiver, Set<Fingerprint> insisted) {
        if (waiver.state() != AppliedWaiver.State.ACTIVE) return waiver;
        List<Fingerprint> left = waiver.findings().stream()
                .filter(finding -> !insisted.contains(finding))
                .toList();
        return left.isEmpty() ? refused(waiver) : new AppliedWaiver(waiver.waiver(), waiver.state(), left);
    }

    private static AppliedWaiver refused(AppliedWaiver waiver) {
        boolean isOver = waiver.state() == AppliedWaiver.State.EXPIRED;
        return isOver ? waiver : new AppliedWaiver(waiver.waiver(), AppliedWaiver.State.REFUSED, waiver.findings());
    }

    private static Set<Fingerprint> covered(List<AppliedWaiver> waivers) {
        var covered = new HashSet<Fingerprint>();
        for (AppliedWaiver waiver : waivers) {
            if (waiver.state() == AppliedWaiver.State.ACTIVE) covered.addAll(waiver.findings());
        }
        return covered;
    }

    private static void judgeFindings(
            Rule rule, Facts whole, List<Finding> findings, Set<Fingerprint> waived, List<Violation> into) {
        List<Fingerprint> broken = broken(rule, whole, findings, waived);
        if (!broken.isEmpty()) into.add(violation(rule, rule.message(), broken));
    }

    private static List<Fingerprint> broken(Rule rule, Facts whole, List<Finding> findings, Set<Fingerprint> waived) {
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
        return broken;
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
