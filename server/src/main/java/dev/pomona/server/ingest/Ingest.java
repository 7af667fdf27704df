// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ingest;

import dev.pomona.formats.FormatException;
import dev.pomona.server.change.Change;
import dev.pomona.server.change.Topic;
import dev.pomona.server.estate.Hosts;
import dev.pomona.server.judge.Advisories;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.Verdicts;
import dev.pomona.server.web.Spool;
import dev.pomona.server.web.Spooled;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.inventory.DocumentStore;
import dev.pomona.store.inventory.DocumentStore.Document;
import dev.pomona.store.inventory.InventoryStore;
import dev.pomona.store.judgement.AcceptanceStore;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.judgement.FindingSync;
import dev.pomona.store.judgement.MatchStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.StoreException;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Takes documents about artifacts. One is kept first, so that it is not lost, whatever happens, and
/// then read part by part and judged in one transaction: whoever asks afterwards gets a verdict that
/// knows it. The same bytes a second time change nothing.
public final class Ingest {

    /// So long nobody else takes up what is being read.
    private static final Duration LEASE = Duration.ofMinutes(10);

    /// A document that takes the process down with it is not taken up for ever.
    private static final int MOST_ATTEMPTS = 3;

    private static final int JUDGED_AT_A_TIME = 5_000;

    /// So far may the clock of whoever made a document be ahead.
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

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
        /// @param isCurrent whether it counts for the artifact: the one that came last, unless it was made
        ///     before another
        record Taken(
                String artifact,
                boolean isNew,
                boolean isCurrent,
                int components,
                int added,
                int removed,
                int opened,
                int closed)
                implements Result {}

        /// It is none of the formats, or is damaged. Nothing of it is kept.
        record Refused(String reason) implements Result {}

        /// It is kept, and somebody is at it, or will be.
        record Pending() implements Result {}
    }

    /// Keeps a document and judges it.
    public Result take(TenantId tenant, Upload upload) {
        Optional<Long> id = receive(tenant, upload);
        return id.isPresent() ? judge(tenant, id.get(), upload) : standing(tenant, upload);
    }

    /// Keeps a document, for [#judge].
    ///
    /// @return empty when it was there before, see [#standing]
    public Optional<Long> receive(TenantId tenant, Upload upload) {
        Instant now = now();
        Spooled content = upload.content();
        try (InputStream packed = content.packed()) {
            var arrived = new DocumentStore.Arrived(
                    content.digest(),
                    content.size(),
                    new Tx.Blob(packed, content.packedSize()),
                    identity(upload),
                    upload.request(),
                    upload.from());
            return database.inTenant(tenant, tx -> new DocumentStore(tx).receive(arrived, now, now.plus(LEASE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How the same bytes about the same artifact stand that came before.
    public Result standing(TenantId tenant, Upload upload) {
        return database.inTenant(tenant, tx -> standing(tx, upload));
    }

    private static Result standing(Tx tx, Upload upload) {
        String identity = identity(upload);
        Document known = new DocumentStore(tx)
                .find(upload.content().digest(), identity)
                .orElseThrow(() -> new IllegalStateException("a document that was there is gone"));
        return switch (known.state()) {
            case RECEIVED -> new Result.Pending();
            case REFUSED -> new Result.Refused(String.valueOf(known.message()));
            case JUDGED -> {
                var artifacts = new ArtifactStore(tx);
                var artifact = artifacts.byDigest(identity);
                String document = DocumentStore.text(upload.content().digest());
                boolean isCurrent = artifact.flatMap(one -> artifacts.inputs(one.id()))
                        .filter(inputs -> inputs.document().equals(document))
                        .isPresent();
                int components = artifact.map(Artifact::components).orElse(0);
                yield new Result.Taken(identity, false, isCurrent, components, 0, 0, 0, 0);
            }
        };
    }

    /// Reads and judges a document that is kept.
    public Result judge(TenantId tenant, long id, Upload upload) {
        Instant now = now();
        try {
            return database.inTenant(tenant, tx -> judge(tx, id, upload, now));
        } catch (FormatException e) {
            String reason = String.valueOf(e.getMessage());
            database.runInTenant(tenant, tx -> new DocumentStore(tx).refused(id, reason, now));
            return new Result.Refused(reason);
        } catch (RuntimeException e) {
            giveBack(tenant, id, now, e);
            throw e;
        }
    }

    /// Leaves a document for whoever comes next. What it is no fault of, as a database without room, does not
    /// count against it.
    private void giveBack(TenantId tenant, long id, Instant now, RuntimeException why) {
        boolean isItsFault = !(why instanceof StoreException problem && problem.isPassing());
        try {
            database.runInTenant(tenant, tx -> new DocumentStore(tx).giveBack(id, now, isItsFault));
        } catch (StoreException e) {
            // then its time passes
            why.addSuppressed(e);
        }
    }

    /// Takes up a document that a node which died, or could not go on, has left.
    ///
    /// @param spool where it is while it is read
    /// @return whether there was one
    public boolean resume(TenantId tenant, Spool spool) {
        Instant now = now();
        var left = database.inTenant(tenant, tx -> new DocumentStore(tx).takeUp(now, now.plus(LEASE)));
        if (left.isEmpty()) return false;
        var waiting = left.get();
        if (waiting.attempts() > MOST_ATTEMPTS) {
            String reason = "it could not be read to its end in %d attempts".formatted(MOST_ATTEMPTS);
            database.runInTenant(tenant, tx -> new DocumentStore(tx).refused(waiting.id(), reason, now));
            return true;
        }
        try (Spooled content = spool.fetch(
                waiting.digest(),
                waiting.size(),
                out -> database.runInTenant(tenant, tx -> new DocumentStore(tx).content(waiting.id(), out)))) {
            judge(tenant, waiting.id(), Upload.of(content, waiting.request()));
        }
        return true;
    }

    private Result judge(Tx tx, long id, Upload upload, Instant now) {
        tx.expectFewRows();
        Spooled content = upload.content();
        var inventory = new InventoryStore(tx);
        var read = new AtomicReference<Received>();
        // before anything is held that others wait for
        inventory.stage(each -> read.set(Received.read(content::open, content.size(), each)));
        Received received = read.get();
        // the order of locks is the same for all: the tenant's snapshot, then the document, then the artifact
        Advisories advisories = snapshots.judging(tx, now);
        var documents = new DocumentStore(tx);
        if (!documents.hold(id)) return standing(tx, upload);
        var artifacts = new ArtifactStore(tx);
        Instant madeAt = madeAt(received, now);
        var found = artifacts.see(
                new ArtifactStore.Seen(
                        upload.project(),
                        upload.kind(),
                        upload.name(),
                        upload.version(),
                        identity(upload),
                        upload.builtAt(),
                        upload.base()),
                madeAt,
                now);
        Artifact artifact = found.artifact();
        String document = DocumentStore.text(content.digest());
        var findings = new FindingSync(tx);
        var change = new InventoryStore.Change(0, artifact.components(), 0, 0);
        int opened = 0;
        int closed = 0;
        if (!found.isOlder()) {
            change = inventory.replace(artifact.id());
            if (change.unknown() > 0) judgeUnknown(tx, advisories, now);
            artifacts.setInputs(
                    artifact.id(),
                    new ArtifactStore.Inputs(
                            document, received.rules(), received.completeness(), received.ecosystems(), null, null),
                    madeAt);
            Hosts.scanned(tx, artifact.digest(), now);
            artifacts.setComplete(artifact.id(), received.isComplete());
            var vulnerable = findings.syncArtifact(artifact.id(), now);
            opened = vulnerable.opened();
            closed = vulnerable.closed();
        }
        if (received.reported() != null && !found.isOlderReport()) {
            artifacts.setReport(artifact.id(), document, received.waivers(), madeAt);
            var reported = findings.syncReported(artifact.id(), received.reported(), now);
            opened += reported.opened();
            closed += reported.closed();
        }
        documents.judged(id, artifact.id(), received.kind(), now);
        var changed = change;
        int openedNow = opened;
        int closedNow = closed;
        Change.tell(
                tx,
                Topic.ARTIFACT,
                artifact.digest(),
                found.isNew() ? "arrived" : "changed",
                json -> json.field("project", artifact.project())
                        .field("kind", artifact.kind())
                        .field("name", artifact.name())
                        .field("version", artifact.version())
                        .field("document", document)
                        .field("components", changed.components())
                        .field("added", changed.added())
                        .field("removed", changed.removed())
                        .field("opened", openedNow)
                        .field("closed", closedNow),
                now);
        new UrgencyStore(tx).refresh(List.of(artifact.id()), now);
        new AcceptanceStore(tx).endOutgrown(List.of(artifact.id()), now);
        var verdicts = new Verdicts(tx, advisories, List.of(artifact.id()), engine, now);
        verdicts.decide(new DecisionStore(tx).toJudge(List.of(artifact.id())));
        return new Result.Taken(
                artifact.digest(),
                true,
                !found.isOlder(),
                change.components(),
                change.added(),
                change.removed(),
                opened,
                closed);
    }

    /// When a document was made, as it says itself. One that says a time to come says nothing: else none after it
    /// would count.
    private static @Nullable Instant madeAt(Received received, Instant now) {
        Instant madeAt = received.madeAt();
        return madeAt == null || madeAt.isAfter(now.plus(CLOCKS_APART)) ? null : madeAt;
    }

    private static void judgeUnknown(Tx tx, Advisories advisories, Instant now) {
        var inventory = new InventoryStore(tx);
        List<InventoryStore.Known> some = inventory.unknown(0, JUDGED_AT_A_TIME);
        while (!some.isEmpty()) {
            List<Long> ids = some.stream().map(InventoryStore.Known::id).toList();
            new MatchStore(tx).replace(ids, advisories.judge(some), now);
            some = inventory.unknown(ids.getLast(), JUDGED_AT_A_TIME);
        }
    }

    /// The document itself where nobody says what it is about.
    private static String identity(Upload upload) {
        return upload.artifact() == null ? DocumentStore.text(upload.content().digest()) : upload.artifact();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
