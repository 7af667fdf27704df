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
import dev.pomona.model.report.DataSource;
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
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// From a target to a judged report: inventory, advisories, policy.
final class Judgement {

    private final Invocation invocation;

    Judgement(Invocation invocation) {
        this.invocation = invocation;
    }

    /// @throws UsageException for wrong use or configuration, a policy with mistakes among them
    Report judge(Path target) {
        // what the person wrote is checked before the machine works
        Path home = Files.isDirectory(target) ? target : invocation.folder();
        var policyFiles = new PolicyFiles(home, invocation.settings());
        Policy policy = policyFiles.policy();
        List<Waiver> waivers = policyFiles.waivers();
        Instant asOf = AsOf.of(invocation);
        checkSnapshot();

        EngineResult inventory = new InventoryScan(invocation).run(target);
        AdvisoryData.Opened data = data(inventory);
        MatchResult matched = match(inventory, data.snapshot());
        var findings = new ArrayList<Finding>(inventory.findings());
        findings.addAll(matched.findings());
        findings.sort(Finding.ORDER);
        Completeness completeness = completeness(inventory, data, matched);
        try {
            Decision decision = new Decider(policy, waivers, asOf)
                    .decide(inventory.artifact(), inventory.manifests(), findings, completeness);
            var inputs = new VerdictInputs(
                    inventory.input(),
                    data.snapshot().id(),
                    inventory.rules(),
                    policyFiles.digest(),
                    Version.current(),
                    asOf);
            return new Report(inventory.artifact(), inputs, inventory.manifests(), findings, completeness, decision);
        } catch (PolicyException e) {
            throw new UsageException("policy %s: %s".formatted(policy.name(), e.getMessage()), e);
        }
    }

    private void checkSnapshot() {
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
    private static List<DataSource> relevant(List<DataSource> sources, EngineResult inventory) {
        Set<String> names = ecosystems(inventory).stream()
                .map(ecosystem -> "osv/" + ecosystem.split(":", -1)[0])
                .collect(Collectors.toSet());
        return sources.stream()
                .filter(source -> !source.name().startsWith("osv/") || names.contains(source.name()))
                .toList();
    }

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
                relevant(data.snapshot().sources(), inventory),
                List.copyOf(dataGaps));
    }
}
