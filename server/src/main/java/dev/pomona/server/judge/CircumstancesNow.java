// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.model.decision.Waiver;
import dev.pomona.policy.Surroundings;
import dev.pomona.policy.Surroundings.Age;
import dev.pomona.policy.Surroundings.Check;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.CheckStore;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.judgement.AcceptanceStore;
import dev.pomona.store.judgement.AcceptanceStore.Acceptance;
import dev.pomona.store.judgement.FindingStore.Open;
import dev.pomona.store.judgement.FindingStore.Triage;
import dev.pomona.store.judgement.ProductionStore;
import dev.pomona.store.judgement.VexStore;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The circumstances of verdicts as they are at a time. For one transaction: what concerns an
/// environment is read once, and what concerns artifacts for several of them at a time.
final class CircumstancesNow {

    private static final Set<String> CLEARED = Set.of("NOT_AFFECTED", "FALSE_ALARM");

    /// @param revision of the environment, read before the rest: so a change meanwhile shows
    private record Demands(long revision, Environment environment, List<CheckStore.Required> checks) {}

    private final Tx tx;
    private final Instant now;
    private final boolean hasStatements;
    private final Map<String, Demands> demands = new HashMap<>();
    private final Map<String, Instant> confirmed = new TreeMap<>();
    private Map<Long, Map<String, Instant>> upSince = Map.of();
    private Map<Long, Map<String, CheckStore.Result>> results = Map.of();
    private Map<Long, List<VexStore.Received>> statements = Map.of();
    private Map<Long, List<VexStore.Flaw>> flaws = Map.of();
    private Map<String, List<Acceptance>> acceptances = Map.of();
    private Map<Long, List<ProductionStore.Sighting>> sightings = Map.of();

    CircumstancesNow(Tx tx, Advisories advisories, Instant now) {
        this.tx = tx;
        this.now = now;
        this.hasStatements = !new VexStore(tx).isEmpty();
        advisories.snapshot().sources().forEach(source -> {
            if (source.fetched() != null) confirmed.put(source.name(), source.fetched());
        });
    }

    /// Reads what concerns some artifacts, for the calls of [#of] about them that follow.
    ///
    /// @param findings what is open in each
    void read(Collection<Long> artifacts, Map<Long, List<Open>> findings) {
        upSince = new FreshnessStore(tx).upSince(artifacts);
        results = new CheckStore(tx).results(artifacts);
        sightings = new ProductionStore(tx)
                .sightings(artifacts).stream().collect(Collectors.groupingBy(ProductionStore.Sighting::artifact));
        statements = hasStatements ? new VexStore(tx).about(artifacts) : Map.of();
        flaws = statements.isEmpty() ? Map.of() : new VexStore(tx).flaws(statements.keySet());
        Set<String> fingerprints = new HashSet<>();
        findings.values().forEach(open -> open.forEach(finding -> fingerprints.add(finding.fingerprint())));
        acceptances = new AcceptanceStore(tx)
                .about(fingerprints).stream()
                        .collect(Collectors.groupingBy(
                                acceptance -> acceptance.terms().fingerprint()));
    }

    /// @throws UnknownException when there is no such environment
    Circumstances of(Artifact artifact, ArtifactStore.Inputs inputs, String environment, List<Open> findings) {
        Demands known = demands.computeIfAbsent(environment, this::read);
        Instant built = artifact.base() == null ? null : artifact.base().builtAt();
        Instant up = upSince.getOrDefault(artifact.id(), Map.of()).get(environment);
        List<Circumstances.Sighting> found = sightings.getOrDefault(artifact.id(), List.of()).stream()
                .map(one -> new Circumstances.Sighting(one.fingerprint(), one.name(), one.environment(), one.since()))
                .toList();
        var surroundings = new Surroundings(
                environment,
                known.environment().isProduction(),
                known.environment().isExposed(),
                new Age(since(built), known.environment().maxImageAge()),
                new Age(since(up), known.environment().maxReverseUptime()),
                checks(artifact, known),
                Circumstances.fingerprints(found));
        String report = inputs.document().equals(inputs.report()) ? null : inputs.report();
        return new Circumstances(
                surroundings,
                waivers(artifact, environment, findings),
                WaiverText.read(inputs.waivers()),
                report,
                found,
                confirmed);
    }

    /// Of the environment as these circumstances know it, see [EnvironmentStore#revision].
    long revision(String environment) {
        return demands.computeIfAbsent(environment, this::read).revision();
    }

    private Demands read(String environment) {
        return new Demands(
                new EnvironmentStore(tx).revision(environment),
                new EnvironmentStore(tx)
                        .find(environment)
                        .orElseThrow(() -> new UnknownException("environment", environment)),
                new CheckStore(tx).required(environment));
    }

    private @Nullable Duration since(@Nullable Instant time) {
        if (time == null) return null;
        return time.isAfter(now)
                ? Duration.ZERO
                : Duration.ofSeconds(Duration.between(time, now).toSeconds());
    }

    private List<Check> checks(Artifact artifact, Demands known) {
        Map<String, CheckStore.Result> reported = results.getOrDefault(artifact.id(), Map.of());
        return known.checks().stream()
                .map(required -> new Check(required.name(), state(required, reported.get(required.name()))))
                .toList();
    }

    private Check.State state(CheckStore.Required required, CheckStore.@Nullable Result result) {
        if (result == null) return Check.State.MISSING;
        if (!result.isPassed()) return Check.State.FAILED;
        boolean isStale =
                required.maxAge() != null && result.at().plus(required.maxAge()).isBefore(now);
        return isStale ? Check.State.STALE : Check.State.PASSED;
    }

    private List<Waiver> waivers(Artifact artifact, String environment, List<Open> findings) {
        var waivers = new ArrayList<Waiver>();
        for (Open open : findings) {
            if (CLEARED.contains(open.triage().state())) waivers.add(triaged(open.fingerprint(), open.triage()));
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        findings.stream()
                .flatMap(open -> acceptances.getOrDefault(open.fingerprint(), List.of()).stream())
                .filter(acceptance -> isOrAny(acceptance.terms().project(), artifact.project())
                        && acceptance.isFor(environment)
                        && acceptance.holds(today))
                .sorted(Comparator.comparingLong(Acceptance::id))
                .map(CircumstancesNow::accepted)
                .forEach(waivers::add);
        waivers.addAll(Opinions.waivers(
                flaws.getOrDefault(artifact.id(), List.of()),
                statements.getOrDefault(artifact.id(), List.of()),
                artifact));
        return waivers;
    }

    private static boolean isOrAny(@Nullable String wanted, String actual) {
        return wanted == null || wanted.equals(actual);
    }

    private static Waiver triaged(String fingerprint, Triage triage) {
        return new Waiver(
                List.of(),
                List.of(fingerprint),
                List.of(),
                List.of(),
                triage.by() == null ? "" : triage.by(),
                triage.reason() == null ? triage.state() : triage.reason(),
                null,
                "triage");
    }

    private static Waiver accepted(Acceptance acceptance) {
        var terms = acceptance.terms();
        return new Waiver(
                List.of(),
                List.of(terms.fingerprint()),
                List.of(),
                List.of(),
                terms.owner(),
                terms.reason(),
                terms.expires(),
                "acceptance " + acceptance.id());
    }
}
