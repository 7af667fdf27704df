// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.formats.json.DecisionWriter;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.policy.Decider;
import dev.pomona.policy.Judged;
import dev.pomona.server.change.Topic;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// May an artifact run in an environment? Judges what is kept of it by the tenant's policy, keeps
/// the verdict and, when it says something else than the one before, tells of it through the
/// outbox.
///
/// For one transaction and one time: what all verdicts share is read once.
public final class Verdicts {

    /// As many as share round trips, and few enough to be held in memory with all that is open in them.
    private static final int AT_A_TIME = 50;

    private final Tx tx;
    private final Advisories advisories;
    private final String engine;
    private final Instant now;
    private final DecisionStore.@Nullable PolicyVersion version;
    private final PolicyDocuments documents;
    private final boolean needsComponents;
    private final CircumstancesNow circumstances;
    private final StoredFindings stored = new StoredFindings();

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
    public Kept decide(long artifact, String environment) {
        return some(List.of(new DecisionStore.Judged(artifact, environment))).getFirst();
    }

    /// Judges and keeps verdicts, some at a time: what they rest on is read, and what they say is
    /// written, for all of these together.
    ///
    /// @param about each once
    /// @return how many say something else than the ones before
    /// @throws UnknownException as [#decide(long, String)]
    public int decide(List<DecisionStore.Judged> about) {
        int changes = 0;
        for (int from = 0; from < about.size(); from += AT_A_TIME) {
            List<DecisionStore.Judged> some = about.subList(from, Math.min(about.size(), from + AT_A_TIME));
            changes += (int) some(some).stream().filter(Kept::isChange).count();
        }
        return changes;
    }

    /// What is decided and not yet kept.
    private record Reached(
            DecisionStore.Judged about, ArtifactStore.Scanned scanned, Circumstances here, Decision decision) {}

    private List<Kept> some(List<DecisionStore.Judged> about) {
        List<Long> artifacts =
                about.stream().map(DecisionStore.Judged::artifact).distinct().toList();
        Map<Long, ArtifactStore.Scanned> scanned = new ArtifactStore(tx).scanned(artifacts);
        Map<Long, List<FindingStore.Open>> open = new FindingStore(tx).open(artifacts);
        circumstances.read(artifacts, open);
        List<Reached> reached =
                about.stream().map(one -> reach(one, scanned, open)).toList();
        var changes =
                new DecisionStore(tx).decide(reached.stream().map(this::verdict).toList());
        var kept = new ArrayList<Kept>();
        var told = new ArrayList<OutboxStore.Message>();
        for (int i = 0; i < reached.size(); i++) {
            Reached one = reached.get(i);
            var change = changes.get(i);
            kept.add(new Kept(change.id(), one.scanned().artifact(), one.decision(), one.here(), change.before()));
            if (kept.getLast().isChange())
                told.add(message(kept.getLast(), one.about().environment()));
        }
        new OutboxStore(tx).add(Topic.VERDICT.word(), told, now);
        return kept;
    }

    private Reached reach(
            DecisionStore.Judged about,
            Map<Long, ArtifactStore.Scanned> scanned,
            Map<Long, List<FindingStore.Open>> all) {
        ArtifactStore.Scanned known = scanned.get(about.artifact());
        if (known == null)
            throw new UnknownException("artifact, or document about it", Long.toString(about.artifact()));
        Artifact artifact = known.artifact();
        ArtifactStore.Inputs inputs = known.inputs();
        List<FindingStore.Open> open = all.getOrDefault(about.artifact(), List.of());
        Circumstances here = circumstances.of(artifact, inputs, about.environment(), open);
        List<Manifest> manifests =
                needsComponents ? JudgedArtifact.manifests(new InventoryStore(tx).of(artifact.id())) : List.of();
        var judged = new Judged(
                artifact.name(),
                artifact.components(),
                manifests,
                open.stream().map(stored::finding).toList(),
                JudgedArtifact.completeness(
                        inputs.completeness(), inputs.ecosystems(), advisories.snapshot(), here.confirmed()),
                here.surroundings());
        return new Reached(about, known, here, decide(documents, here, judged, now));
    }

    private DecisionStore.Verdict verdict(Reached reached) {
        ArtifactStore.Inputs inputs = reached.scanned().inputs();
        return new DecisionStore.Verdict(
                reached.about().artifact(),
                reached.about().environment(),
                circumstances.revision(reached.about().environment()),
                reached.decision().verdict().name(),
                DecisionWriter.write(reached.decision()),
                reached.here().write(),
                waived(reached.decision()),
                inputs.document(),
                advisories.snapshot().id(),
                inputs.rules(),
                version == null ? null : version.id(),
                engine,
                now);
    }

    /// The decision about what is judged: a pure function.
    public static Decision decide(PolicyDocuments documents, Circumstances here, Judged judged, Instant asOf) {
        var waivers = new ArrayList<Waiver>(documents.waivers());
        waivers.addAll(here.waivers());
        return new Decider(documents.policy(), waivers, here.repository(), asOf).decide(judged);
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

    private OutboxStore.Message message(Kept kept, String environment) {
        Artifact artifact = kept.artifact();
        String before = kept.before() == null ? null : kept.before().toLowerCase(Locale.ROOT);
        return new OutboxStore.Message(
                artifact.digest() + " in " + environment,
                JsonOut.line(json -> json.field("decision", kept.id())
                        .field("artifact", artifact.digest())
                        .field("name", artifact.name())
                        .field("project", artifact.project())
                        .field("environment", environment)
                        .field("verdict", kept.decision().verdict())
                        .field("before", before)
                        .text("at", now)));
    }
}
