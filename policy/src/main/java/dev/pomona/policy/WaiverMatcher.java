// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Finds what each waiver covers.
final class WaiverMatcher {

    private final LocalDate today;

    WaiverMatcher(Instant asOf) {
        this.today = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
    }

    List<AppliedWaiver> apply(List<Waiver> waivers, List<Finding> findings) {
        var applied = new ArrayList<AppliedWaiver>(waivers.size());
        Map<String, List<Finding>> byFingerprint = new HashMap<>();
        for (Finding finding : findings) {
            byFingerprint
                    .computeIfAbsent(finding.fingerprint().hex(), _ -> new ArrayList<>(1))
                    .add(finding);
        }
        for (Waiver waiver : waivers) {
            var covered = new ArrayList<Fingerprint>();
            List<Glob> paths = waiver.paths().stream().map(Glob::of).toList();
            for (Finding finding : candidates(waiver, findings, byFingerprint)) {
                if (covers(waiver, paths, finding)) covered.add(finding.fingerprint());
            }
            applied.add(new AppliedWaiver(waiver, state(waiver, covered), covered));
        }
        return applied;
    }

    /// Those that it could name, in their order. There may be as many waivers as findings: each mark in a file is one.
    private static List<Finding> candidates(
            Waiver waiver, List<Finding> findings, Map<String, List<Finding>> byFingerprint) {
        if (!waiver.ids().isEmpty() || waiver.fingerprints().size() != 1) return findings;
        return byFingerprint.getOrDefault(waiver.fingerprints().getFirst(), List.of());
    }

    private AppliedWaiver.State state(Waiver waiver, List<Fingerprint> covered) {
        if (waiver.expires() != null && today.isAfter(waiver.expires())) return AppliedWaiver.State.EXPIRED;
        return covered.isEmpty() ? AppliedWaiver.State.UNUSED : AppliedWaiver.State.ACTIVE;
    }

    private static boolean covers(Waiver waiver, List<Glob> paths, Finding finding) {
        return namesIt(waiver, finding) && isBelow(paths, finding) && isOfComponent(waiver, finding);
    }

    private static boolean namesIt(Waiver waiver, Finding finding) {
        if (waiver.fingerprints().contains(finding.fingerprint().hex())) return true;
        if (waiver.ids().contains(finding.rule().value())) return true;
        return switch (finding.detail()) {
            case Detail.VulnerableComponent detail ->
                waiver.ids().contains(detail.vulnerability().id())
                        || detail.vulnerability().aliases().stream().anyMatch(waiver.ids()::contains);
            case Detail.Secret _ -> false;
        };
    }

    private static boolean isBelow(List<Glob> paths, Finding finding) {
        if (paths.isEmpty()) return true;
        Location primary = finding.locations().getFirst();
        return paths.stream().anyMatch(glob -> glob.matches(primary.path()));
    }

    private static boolean isOfComponent(Waiver waiver, Finding finding) {
        if (waiver.purls().isEmpty()) return true;
        return switch (finding.detail()) {
            case Detail.VulnerableComponent detail ->
                waiver.purls().stream()
                        .anyMatch(purl -> isSame(purl, detail.component().purl()));
            case Detail.Secret _ -> false;
        };
    }

    /// A purl without version stands for every version.
    private static boolean isSame(String text, Purl actual) {
        try {
            Purl wanted = Purl.parse(text);
            return wanted.coordinates().equals(actual.coordinates())
                    && (wanted.version() == null || Objects.equals(wanted.version(), actual.version()));
        } catch (InvalidPurlException e) {
            return false; // the reader has refused such a document; a waiver made otherwise covers nothing
        }
    }
}
