// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.gate;

import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.formats.FormatException;
import dev.pomona.formats.json.DecisionWriter;
import dev.pomona.formats.sbom.SbomWalk;
import dev.pomona.model.decision.Decision;
import dev.pomona.policy.Judged;
import dev.pomona.server.ingest.Received;
import dev.pomona.server.judge.Advisories;
import dev.pomona.server.judge.Circumstances;
import dev.pomona.server.judge.JudgedArtifact;
import dev.pomona.server.judge.PolicyDocuments;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.StoredFindings;
import dev.pomona.server.judge.Verdicts;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.inventory.DocumentStore;
import dev.pomona.store.inventory.Occurrence;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.judgement.DecisionStore.Kept;
import dev.pomona.store.judgement.DecisionStore.PolicyVersion;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Recomputes a kept verdict from what it is a function of: the document as it was received, the
/// advisory snapshot, the policy version, the circumstances and the time. Nothing that is kept of
/// findings is used.
public final class Replay {

    private final Database database;
    private final Snapshots snapshots;
    private final String engine;

    /// @param engine the program's version
    public Replay(Database database, Snapshots snapshots, String engine) {
        this.database = database;
        this.snapshots = snapshots;
        this.engine = engine;
    }

    /// How a replay ended.
    public sealed interface Result {

        /// @param kept the verdict and its reasons as they were kept, as JSON
        record Same(long id, String kept) implements Result {}

        /// @param recomputed what comes out now
        /// @param engine the version that came to the verdict
        record Different(long id, String kept, String recomputed, String engine) implements Result {}

        /// @param what is not there any more, in words
        record Impossible(long id, String what) implements Result {}
    }

    /// What a verdict would be by another policy, everything else being as it was.
    ///
    /// @return empty when it can't be recomputed any more
    Optional<Decision> by(Tx tx, Kept kept, PolicyDocuments documents) {
        try {
            return recompute(tx, kept, documents);
        } catch (SnapshotException | FormatException e) {
            return Optional.empty();
        }
    }

    /// @throws UnknownException when there is no such verdict
    public Result run(TenantId tenant, long id) {
        return database.inTenant(tenant, tx -> run(tx, id));
    }

    /// What another policy would have said, of the same document, data, circumstances and time. Empty when one of them
    /// is
    /// not there any more.
    ///
    /// @throws UnknownException when there is no such verdict
    public Optional<Decision> with(TenantId tenant, long id, PolicyDocuments other) {
        return database.inTenant(tenant, tx -> {
            Kept kept = new DecisionStore(tx)
                    .byId(id)
                    .orElseThrow(() -> new UnknownException("verdict", Long.toString(id)));
            try {
                return recompute(tx, kept, other);
            } catch (SnapshotException | FormatException _) {
                return Optional.empty();
            }
        });
    }

    private Result run(Tx tx, long id) {
        Kept kept =
                new DecisionStore(tx).byId(id).orElseThrow(() -> new UnknownException("verdict", Long.toString(id)));
        try {
            Optional<Decision> decision = recompute(tx, kept, PolicyDocuments.of(policy(tx, kept)));
            if (decision.isEmpty()) return new Result.Impossible(id, "a document is not here any more");
            String recomputed = DecisionWriter.write(decision.get());
            return recomputed.equals(kept.verdict().decision())
                    ? new Result.Same(id, recomputed)
                    : new Result.Different(
                            id,
                            kept.verdict().decision(),
                            recomputed,
                            kept.verdict().engine());
        } catch (SnapshotException e) {
            return new Result.Impossible(id, String.valueOf(e.getMessage()));
        } catch (FormatException e) {
            return new Result.Impossible(
                    id,
                    "version %s does not read what version %s kept: %s"
                            .formatted(engine, kept.verdict().engine(), e.getMessage()));
        }
    }

    /// Empty when a document is not here any more.
    private Optional<Decision> recompute(Tx tx, Kept kept, PolicyDocuments documents) {
        Optional<SbomWalk.Document> document = document(tx, kept.verdict().inputDigest());
        if (document.isEmpty()) return Optional.empty();
        Advisories advisories = snapshots.byId(kept.verdict().snapshot());
        var circumstances = Circumstances.read(kept.verdict().circumstances());
        Whole received = read(document.get());
        Whole reporting = received;
        if (circumstances.report() != null) {
            Optional<SbomWalk.Document> report = document(tx, circumstances.report());
            if (report.isEmpty()) return Optional.empty();
            reporting = read(report.get());
        }
        return Optional.of(decide(tx, kept, received, reporting, circumstances, advisories, documents));
    }

    private static @Nullable PolicyVersion policy(Tx tx, Kept kept) {
        Long id = kept.verdict().policy();
        return id == null ? null : new DecisionStore(tx).policy(id).orElseThrow();
    }

    private static Decision decide(
            Tx tx,
            Kept kept,
            Whole received,
            Whole reporting,
            Circumstances circumstances,
            Advisories advisories,
            PolicyDocuments documents) {
        Artifact artifact =
                new ArtifactStore(tx).byId(kept.verdict().artifact()).orElseThrow();
        var components = Recomputed.components(received.occurrences());
        var stored = new StoredFindings();
        var judged = new Judged(
                artifact.name(),
                components.size(),
                JudgedArtifact.manifests(components),
                Recomputed.open(components, reporting.document(), advisories).stream()
                        .map(stored::finding)
                        .toList(),
                JudgedArtifact.completeness(
                        received.document().completeness(),
                        received.document().ecosystems(),
                        advisories.snapshot(),
                        circumstances.confirmed()),
                circumstances.surroundings());
        return Verdicts.decide(documents, circumstances, judged, kept.verdict().asOf());
    }

    /// A document with all its components.
    private record Whole(Received document, List<Occurrence> occurrences) {}

    private static Whole read(SbomWalk.Document content) {
        var occurrences = new ArrayList<Occurrence>();
        Received document = Received.read(content, size(content), occurrences::add);
        return new Whole(document, occurrences);
    }

    private static long size(SbomWalk.Document content) {
        try (InputStream in = content.open()) {
            return in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Packed, as it is kept: unpacked it may be long.
    private static Optional<SbomWalk.Document> document(Tx tx, String digest) {
        var documents = new DocumentStore(tx);
        byte[] bytes = HexFormat.of().parseHex(digest.substring(digest.indexOf(':') + 1));
        return documents.byDigest(bytes).map(found -> {
            var packed = new ByteArrayOutputStream();
            documents.content(found.id(), packed);
            byte[] content = packed.toByteArray();
            return () -> new GZIPInputStream(new ByteArrayInputStream(content), BUFFER);
        });
    }

    private static final int BUFFER = 1 << 16;
}
