// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ingest;

import dev.pomona.formats.FormatException;
import dev.pomona.server.estate.Hosts;
import dev.pomona.server.judge.Advisories;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.Verdicts;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.inventory.DocumentStore;
import dev.pomona.store.inventory.InventoryStore;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.judgement.FindingStore;
import dev.pomona.store.judgement.MatchStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Takes documents about artifacts. A document is judged in the transaction that brings it, so
/// whoever asks afterwards gets a verdict that knows it; the same bytes a second time change
/// nothing.
public final class Ingest {

    private final Database database;
    private final Snapshots snapshots;
    private final Clock clock;
    private final String engine;

    /// @param engine the program's version
    public Ingest(Database database, Snapshots snapshots, Clock clock, String engine) {
        this.database = database;
        this.snapshots = snapshots;
        this.clock = clock;
        this.engine = engine;
    }

    /// What became of a document.
    public sealed interface Result {

        /// @param artifact its digest
        /// @param isNew whether these bytes came for the first time
        record Taken(String artifact, boolean isNew, int components, int added, int removed, int opened, int closed)
                implements Result {}

        /// It is none of the formats, or is damaged. Nothing of it is kept.
        record Refused(String reason) implements Result {}
    }

    public Result take(TenantId tenant, Upload upload) {
        byte[] digest = Packing.sha256(upload.content());
        Received received;
        try {
            received = Received.read(upload.content());
        } catch (FormatException e) {
            return new Result.Refused(String.valueOf(e.getMessage()));
        }
        byte[] packed = Packing.gzip(upload.content());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.inTenant(tenant, tx -> take(tx, upload, received, digest, packed, now));
    }

    private Result take(Tx tx, Upload upload, Received received, byte[] digest, byte[] packed, Instant now) {
        // the order of locks is the same for all: the tenant's snapshot, then the artifact
        Advisories advisories = snapshots.judging(tx, now);
        String document = DocumentStore.text(digest);
        String identity = upload.artifact() == null ? document : upload.artifact();
        var artifacts = new ArtifactStore(tx);
        Artifact artifact = artifacts.see(
                new ArtifactStore.Seen(
                        upload.project(),
                        upload.kind(),
                        upload.name(),
                        upload.version(),
                        identity,
                        upload.builtAt(),
                        upload.base()),
                now);
        var documents = new DocumentStore(tx);
        var id = documents.add(
                artifact.id(), received.kind(), digest, upload.content().length, packed, upload.from(), now);
        if (id.isEmpty()) return new Result.Taken(identity, false, artifact.components(), 0, 0, 0, 0);
        var change = new InventoryStore(tx).replace(artifact.id(), received.occurrences());
        if (!change.unknown().isEmpty()) {
            List<Long> unknown =
                    change.unknown().stream().map(InventoryStore.Known::id).toList();
            new MatchStore(tx).replace(unknown, advisories.judge(change.unknown()), now);
        }
        artifacts.setInputs(
                artifact.id(),
                new ArtifactStore.Inputs(
                        document,
                        received.rules(),
                        received.completeness(),
                        received.ecosystems(),
                        received.reported() == null ? null : document));
        Hosts.scanned(tx, identity, now);
        var findings = new FindingStore(tx);
        var vulnerable = findings.syncArtifact(artifact.id(), now);
        int opened = vulnerable.opened();
        int closed = vulnerable.closed();
        if (received.reported() != null) {
            var reported = findings.syncReported(artifact.id(), received.reported(), now);
            opened += reported.opened();
            closed += reported.closed();
        }
        documents.judged(id.get(), artifact.id(), now);
        new UrgencyStore(tx).refresh(List.of(artifact.id()), now);
        var verdicts = new Verdicts(tx, advisories, List.of(artifact.id()), engine, now);
        verdicts.decide(new DecisionStore(tx).toJudge(List.of(artifact.id())));
        return new Result.Taken(
                identity, true, received.occurrences().size(), change.added(), change.removed(), opened, closed);
    }
}
