// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import dev.pomona.advisories.match.ComponentMatcher;
import dev.pomona.advisories.match.MatchResult;
import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.cli.advisories.AdvisoryData;
import dev.pomona.cli.advisories.AdvisorySettings;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.command.Version;
import dev.pomona.cli.policy.PolicyFiles;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.engine.EngineResult;
import dev.pomona.model.component.Component;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.Report;
import dev.pomona.model.report.VerdictInputs;
import dev.pomona.policy.Decider;
import dev.pomona.policy.Policy;
import dev.pomona.policy.PolicyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// From what a scan saw to a judged report: advisories, policy. What the person wrote is checked when it is made, and
/// so before the machine works.
public final class Judgement {

    private final Invocation invocation;
    private final PolicyFiles policyFiles;
    private final Policy policy;
    private final List<Waiver> waivers;
    private final Instant asOf;

    /// @param target whose policy holds
    /// @throws UsageException for wrong use or configuration, a policy with mistakes among them
    public Judgement(Invocation invocation, Path target) {
        this.invocation = invocation;
        Path home = Files.isDirectory(target) ? target : invocation.folder();
        this.policyFiles = new PolicyFiles(home, invocation.settings());
        this.policy = policyFiles.policy();
        this.waivers = policyFiles.waivers();
        this.asOf = AsOf.of(invocation);
    }

    /// Judges what was seen; with advisory data, refreshed where it is too old, when components were looked for.
    ///
    /// @throws UsageException when there is no advisory data to be had, or the policy can't be applied
    public Report judge(EngineResult inventory) {
        boolean isAboutComponents = !inventory.manifests().isEmpty()
                || inventory.outcomes().stream()
                        .anyMatch(outcome -> !outcome.scanner().startsWith("secrets"));
        return isAboutComponents ? judgeComponents(inventory) : judgeSecrets(inventory);
    }

    private Report judgeSecrets(EngineResult inventory) {
        var completeness = new Completeness(
                inventory.filesSeen(),
                inventory.bytesSeen(),
                inventory.outcomes(),
                inventory.gaps(),
                List.of(),
                List.of());
        return report(inventory, VerdictInputs.NO_ADVISORIES, inventory.findings(), completeness);
    }

    private Report judgeComponents(EngineResult inventory) {
        AdvisoryData.Opened data = data(inventory);
        MatchResult matched = match(inventory, data.snapshot());
        var findings = new ArrayList<Finding>(inventory.findings());
        findings.addAll(matched.findings());
        findings.sort(Finding.ORDER);
        return report(inventory, data.snapshot().id(), findings, completeness(inventory, data, matched));
    }

    private Report report(
            EngineResult inventory, String advisories, List<Finding> findings, Completeness completeness) {
        try {
            Decision decision = new Decider(policy, waivers, asOf)
                    .decide(inventory.artifact(), inventory.manifests(), findings, completeness);
            var inputs = new VerdictInputs(
                    inventory.input(), advisories, inventory.rules(), policyFiles.digest(), Version.current(), asOf);
            return new Report(inventory.artifact(), inputs, inventory.manifests(), findings, completeness, decision);
        } catch (PolicyException e) {
            throw new UsageException("policy %s: %s".formatted(policy.name(), e.getMessage()), e);
        }
    }

    /// Says before a scan, which may take long, when the snapshot that is to judge it is not there.
    ///
    /// @throws UsageException when the pinned snapshot is not in the cache
    void checkSnapshot() {
        if (invocation.settings().text(AdvisorySettings.SNAPSHOT).isEmpty()) return;
        try {
            new AdvisoryData(invocation).open();
        } catch (SnapshotException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static SortedSet<String> ecosystems(EngineResult inventory) {
        return ComponentMatcher.ecosystems(inventory.manifests().stream()
                .flatMap(manifest -> manifest.components().stream())
                .map(Component::purl)
                .toList());
    }

    /// Of all data those that speak of what was found: the age of the others says nothing about this result.
    private AdvisoryData.Opened data(EngineResult inventory) {
        try {
            return new AdvisoryData(invocation).openFresh(ecosystems(inventory));
        } catch (SnapshotException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static MatchResult match(EngineResult inventory, Snapshot snapshot) {
        try {
            return ComponentMatcher.of(snapshot.index()).match(inventory.manifests());
        } catch (SnapshotException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Completeness completeness(EngineResult inventory, AdvisoryData.Opened data, MatchResult matched) {
        var dataGaps = new TreeSet<String>(matched.gaps());
        dataGaps.addAll(data.problems());
        boolean hasComponents = inventory.manifests().stream()
                .anyMatch(manifest -> !manifest.components().isEmpty());
        if (data.snapshot().isStarter() && hasComponents) {
            dataGaps.add(AdvisoryData.STARTER_ONLY);
        }
        return new Completeness(
                inventory.filesSeen(),
                inventory.bytesSeen(),
                inventory.outcomes(),
                inventory.gaps(),
                AdvisoryData.about(data.snapshot(), ecosystems(inventory)),
                List.copyOf(dataGaps));
    }
}
