// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.formats.json.DecisionWriter;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.policy.Decider;
import dev.pomona.policy.Judged;
import dev.pomona.store.delivery.OutboxStore;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.inventory.InventoryStore;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.judgement.FindingStore;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// May an artifact run in an environment? Judges what is kept of it by the tenant's policy, keeps
/// the verdict and, when it says something else than the one before, tells of it through the
/// outbox.
///
/// For one transaction and one time: what all verdicts share is read once.
public final class Verdicts {

    private final Tx tx;
    private final Advisories advisories;
    private final String engine;
    private final Instant now;
    private final DecisionStore.@Nullable PolicyVersion version;
    private final PolicyDocuments documents;
    private final boolean needsComponents;
    private final CircumstancesNow circumstances;

    /// Holds the artifacts that will be judged, and reads what all of them share only then: so a verdict
    /// knows everything that was kept before it, whoever else is at it.
    ///
    /// @param advisories the snapshot that the tenant is judged by
    /// @param artifacts by id
    /// @param engine the program's version
    /// @param now as of when is judged
    public Verdicts(Tx tx, Advisories advisories, Collection<Long> artifacts, String engine, Instant now) {
        new ArtifactStore(tx).hold(artifacts);
        this.tx = tx;
        this.advisories = advisories;
        this.engine = engine;
        this.now = now;
        this.version = new DecisionStore(tx).policy().orElse(null);
        this.documents = PolicyDocuments.of(version);
        this.needsComponents = JudgedArtifact.needsComponents(documents.policy());
        this.circumstances = new CircumstancesNow(tx, advisories, now);
    }

    /// A verdict as it was kept.
    ///
    /// @param id by which it is replayed
    /// @param before what was said before; `null` when nothing was
    public record Kept(
            long id,
            Artifact artifact,
            Decision decision,
            Circumstances circumstances,
            @Nullable String before) {

        public boolean isChange() {
            return !decision.verdict().name().equals(before);
        }
    }

    /// Judges and keeps the verdict.
    ///
    /// @throws UnknownException when there is no such artifact or environment, or nothing was
    ///     received about it
    public Kept decide(long artifactId, String environment) {
        var artifacts = new ArtifactStore(tx);
        Artifact artifact = artifacts
                .byId(artifactId)
                .orElseThrow(() -> new UnknownException("artifact", Long.toString(artifactId)));
        ArtifactStore.Inputs inputs = artifacts
                .inputs(artifactId)
                .orElseThrow(() -> new UnknownException("document about the artifact", artifact.digest()));
        List<FindingStore.Open> open = new FindingStore(tx).open(artifactId);
        Circumstances here = circumstances.of(artifact, inputs, environment, open);
        List<Finding> findings = open.stream().map(StoredFindings::finding).toList();
        List<Manifest> manifests =
                needsComponents ? JudgedArtifact.manifests(new InventoryStore(tx).of(artifactId)) : List.of();
        var judged = new Judged(
                artifact.name(),
                artifact.components(),
                manifests,
                findings,
                JudgedArtifact.completeness(
                        inputs.completeness(), inputs.ecosystems(), advisories.snapshot(), here.confirmed()),
                here.surroundings());
        Decision decision = decide(documents, here, judged, now);
        var change = new DecisionStore(tx)
                .decide(new DecisionStore.Verdict(
                        artifactId,
                        environment,
                        decision.verdict().name(),
                        DecisionWriter.write(decision),
                        here.write(),
                        waived(decision),
                        inputs.document(),
                        advisories.snapshot().id(),
                        inputs.rules(),
                        version == null ? null : version.id(),
                        engine,
                        now));
        var kept = new Kept(change.id(), artifact, decision, here, change.before());
        if (kept.isChange()) tell(kept, environment);
        return kept;
    }

    /// The decision about what is judged: a pure function.
    public static Decision decide(PolicyDocuments documents, Circumstances here, Judged judged, Instant asOf) {
        var waivers = new ArrayList<Waiver>(documents.waivers());
        waivers.addAll(here.waivers());
        return new Decider(documents.policy(), waivers, asOf).decide(judged);
    }

    private static List<String> waived(Decision decision) {
        return decision.waivers().stream()
                .filter(applied -> applied.state() == AppliedWaiver.State.ACTIVE)
                .flatMap(applied -> applied.findings().stream())
                .map(Fingerprint::hex)
                .sorted()
                .distinct()
                .toList();
    }

    private void tell(Kept kept, String environment) {
        String key = kept.artifact().digest() + " in " + environment;
        new OutboxStore(tx)
                .add(
                        "verdict",
                        key,
                        JsonOut.line(json -> json.field("decision", kept.id())
                                .field("artifact", kept.artifact().digest())
                                .field("name", kept.artifact().name())
                                .field("project", kept.artifact().project())
                                .field("environment", environment)
                                .field("verdict", kept.decision().verdict())
                                .field(
                                        "before",
                                        kept.before() == null
                                                ? null
                                                : kept.before().toLowerCase(Locale.ROOT))
                                .text("at", now)),
                        now);
    }
}
