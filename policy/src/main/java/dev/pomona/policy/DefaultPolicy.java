// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.decision.Violation.Level;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Proof;
import dev.pomona.model.finding.Verification;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.ScannerOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// What is judged where a project has no policy of its own.
///
/// The same rules stand as CEL in `default-policy.yaml`, which `pomona policy show` prints as a start for
/// one's own; they are evaluated natively so that a scan without a policy need not load CEL.
public final class DefaultPolicy {

    /// Days after which advisory data counts as too old.
    private static final int MAX_DATA_AGE_DAYS = 7;

    private static final String OWNER = "the owners of this repository";

    private DefaultPolicy() {}

    public static Policy policy() {
        return new Policy(
                "default",
                List.of(
                        vulnerability(
                                "malicious-component",
                                Level.DENY,
                                "a component made to do harm must not be used",
                                Vulnerability::malware),
                        vulnerability(
                                "known-exploited",
                                Level.DENY,
                                "attackers are known to use this vulnerability",
                                vulnerability -> vulnerability.kev() != null),
                        secret(
                                "exposed-secret",
                                Level.DENY,
                                "a credential stands in the files; revoke it, then remove it",
                                DefaultPolicy::isExposed),
                        vulnerable(
                                "severe-finding",
                                Level.DENY,
                                "the severity is high or critical",
                                finding -> finding.severity().compareTo(Severity.HIGH) >= 0),
                        new Rule(
                                "found-in-production",
                                Subject.FINDING,
                                Level.DENY,
                                "the same flaw in the same component was found in production, and a fix is known",
                                OWNER,
                                DefaultPolicy::isFoundInProduction),
                        vulnerable(
                                "any-finding",
                                Level.WARN,
                                "less than high, to be fixed in the ordinary course of work",
                                finding -> finding.severity().compareTo(Severity.HIGH) < 0),
                        secret(
                                "possible-secret",
                                Level.WARN,
                                "it may be a credential; look at it, and mark it if it is none",
                                (finding, secret) -> !isExposed(finding, secret)),
                        scan(
                                "scan-cut-short",
                                Level.INCOMPLETE,
                                "a part of the scan failed or was cut short",
                                DefaultPolicy::isCutShort),
                        new Rule(
                                "advisory-data",
                                Subject.SCAN,
                                Level.INCOMPLETE,
                                "advisory data is missing or more than 7 days old",
                                OWNER,
                                facts -> facts.componentCount() > 0
                                        && (!facts.completeness().dataGaps().isEmpty()
                                                || DataAge.isStarterOnly(facts.completeness())
                                                || DataAge.days(facts.completeness(), facts.asOf())
                                                        > MAX_DATA_AGE_DAYS)),
                        new Rule(
                                "stale-image",
                                Subject.SCAN,
                                Level.DENY,
                                "the image it starts from is older than the environment allows; rebuild it",
                                OWNER,
                                facts -> facts.surroundings().image().isTooHigh()),
                        new Rule(
                                "long-uptime",
                                Subject.SCAN,
                                Level.WARN,
                                "an instance has been up for longer than the environment allows; replace it",
                                OWNER,
                                facts -> facts.surroundings().uptime().isTooHigh()),
                        scan(
                                "unresolved-components",
                                Level.WARN,
                                "versions are open, so they could not be matched; commit a lock file",
                                completeness -> count(completeness, Gap.Kind.UNRESOLVED) > 0)),
                true);
    }

    /// The same policy as a document, to start one's own from.
    public static String document() {
        try (InputStream resource = DefaultPolicy.class.getResourceAsStream("default-policy.yaml")) {
            if (resource == null) throw new IllegalStateException("default-policy.yaml is not in the program");
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rule vulnerability(String id, Level level, String message, Predicate<Vulnerability> broken) {
        return finding(
                id,
                level,
                message,
                finding -> finding.detail() instanceof Detail.VulnerableComponent detail
                        && broken.test(detail.vulnerability()));
    }

    private static Rule vulnerable(String id, Level level, String message, Predicate<Finding> broken) {
        return finding(
                id,
                level,
                message,
                finding -> finding.detail() instanceof Detail.VulnerableComponent && broken.test(finding));
    }

    private static Rule secret(String id, Level level, String message, BiPredicate<Finding, Detail.Secret> broken) {
        return finding(
                id,
                level,
                message,
                finding -> finding.detail() instanceof Detail.Secret secret && broken.test(finding, secret));
    }

    /// Whether it is a credential beyond reasonable doubt, and nobody says that it is dead.
    private static boolean isExposed(Finding finding, Detail.Secret secret) {
        var verification = secret.verification();
        if (verification != null && verification.status() != Verification.Status.UNKNOWN) {
            return verification.status() == Verification.Status.LIVE;
        }
        return secret.proof() != Proof.GENERIC && finding.severity().compareTo(Severity.HIGH) >= 0;
    }

    private static boolean isFoundInProduction(Facts facts) {
        Finding finding = facts.finding();
        return finding != null
                && finding.detail() instanceof Detail.VulnerableComponent detail
                && detail.upgrade().fixed() != null
                && facts.surroundings()
                        .inProduction()
                        .contains(finding.fingerprint().hex());
    }

    private static Rule finding(String id, Level level, String message, Predicate<Finding> broken) {
        return new Rule(
                id,
                Subject.FINDING,
                level,
                message,
                OWNER,
                facts -> facts.finding() != null && broken.test(facts.finding()));
    }

    private static Rule scan(String id, Level level, String message, Predicate<Completeness> broken) {
        return new Rule(id, Subject.SCAN, level, message, OWNER, facts -> broken.test(facts.completeness()));
    }

    private static boolean isCutShort(Completeness completeness) {
        return completeness.outcomes().stream().anyMatch(o -> o.status() instanceof ScannerOutcome.Status.Failed)
                || count(completeness, Gap.Kind.UNREADABLE) > 0
                || count(completeness, Gap.Kind.MALFORMED) > 0
                || count(completeness, Gap.Kind.LIMIT) > 0
                || count(completeness, Gap.Kind.TIMEOUT) > 0;
    }

    private static long count(Completeness completeness, Gap.Kind kind) {
        return completeness.allGaps().stream().filter(gap -> gap.kind() == kind).count();
    }
}
