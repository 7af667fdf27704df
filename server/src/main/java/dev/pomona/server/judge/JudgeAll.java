// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.change.Topic;
import dev.pomona.store.advisory.SnapshotHandout;
import dev.pomona.store.delivery.AnswerTimeStore;
import dev.pomona.store.delivery.OutboxStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.judgement.AcceptanceStore;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.judgement.MatchStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.StoreException;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Moves every tenant to the newest snapshot: matches, findings, verdicts, messages and the record
/// of how long it took, all in one transaction for each tenant. A node that dies between two
/// tenants, or within one, leaves the rest for the next run; two nodes at a time wait for each
/// other tenant by tenant, and the second finds nothing left to do.
public final class JudgeAll {

    private static final int ATTEMPTS = 5;

    /// As many artifacts as a message names; the rest are asked for.
    private static final int MOST_NAMED = 100;

    private static final int TOLD_AT_A_TIME = 500;

    /// Waits between attempts; a test need not.
    @FunctionalInterface
    public interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    private final Database database;
    private final Snapshots snapshots;
    private final Clock clock;
    private final String engine;
    private final Pause pause;

    /// @param engine the program's version
    public JudgeAll(Database database, Snapshots snapshots, Clock clock, String engine, Pause pause) {
        this.database = database;
        this.snapshots = snapshots;
        this.clock = clock;
        this.engine = engine;
        this.pause = pause;
    }

    /// What was done for a tenant.
    ///
    /// @param from the snapshot it was at; `null` when it was never judged
    /// @param decisions verdicts that were reached
    /// @param changes verdicts that say something else than the ones before
    public record Moved(
            TenantId tenant, @Nullable String from, String to, SnapshotMove.Work work, int decisions, int changes) {}

    /// Moves all tenants that are not at the newest snapshot.
    ///
    /// @return what was done for those that were moved, by tenant
    /// @throws StoreException when the database fails for good; the tenants before are moved
    /// @throws InterruptedException when the thread is to stop; the tenants before are moved
    public List<Moved> run() throws InterruptedException {
        var current = database.as(Purpose.FEED, tx -> new SnapshotHandout(tx).current());
        Advisories newest = current.map(known -> snapshots.byId(known.id())).orElseGet(snapshots::newest);
        Instant known = current.map(SnapshotHandout.Current::since).orElseGet(this::now);
        List<TenantId> tenants = database.as(Purpose.FEED, tx -> new TenantStore(tx).all());
        Map<String, SnapshotMove> moves = new HashMap<>();
        var moved = new ArrayList<Moved>();
        for (TenantId tenant : tenants) {
            if (Thread.interrupted()) throw new InterruptedException();
            move(tenant, newest, known, moves).ifPresent(moved::add);
        }
        return moved;
    }

    private Optional<Moved> move(TenantId tenant, Advisories newest, Instant known, Map<String, SnapshotMove> moves)
            throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.inTenant(tenant, tx -> move(tx, tenant, newest, known, moves));
            } catch (StoreException e) {
                if (!e.isPassing() || attempt == ATTEMPTS) throw e;
                pause.sleep(Duration.ofMillis(200L << attempt));
            }
        }
    }

    private Optional<Moved> move(
            Tx tx, TenantId tenant, Advisories newest, Instant known, Map<String, SnapshotMove> moves) {
        String to = newest.snapshot().id();
        // most tenants are where they should be most of the time: look before holding others back
        if (new MatchStore(tx).current().filter(to::equals).isPresent()) return Optional.empty();
        Optional<String> from = new MatchStore(tx).takeSnapshot();
        if (from.filter(to::equals).isPresent()) return Optional.empty();
        // this node may be late: nobody goes back from where another has moved the tenant to
        if (!new SnapshotHandout(tx).isCurrentOrNone(to)) return Optional.empty();
        if (from.isEmpty()) {
            // nothing was ever received
            new MatchStore(tx).startAt(to, now());
            return Optional.empty();
        }
        SnapshotMove move = moves.computeIfAbsent(from.get(), before -> moveFrom(before, newest));
        SnapshotMove.Work work = move.run(tx, now());
        List<AnswerTimeStore.Reach> reach = new AnswerTimeStore(tx).reach(work.flaws());
        Instant listed = now();
        new UrgencyStore(tx).refresh(work.artifacts(), listed);
        new AcceptanceStore(tx).endOutgrown(work.artifacts(), listed);
        var verdicts = new Verdicts(tx, newest, work.artifacts(), engine, listed);
        List<DecisionStore.Judged> judged = new DecisionStore(tx).toJudge(work.artifacts());
        int changes = verdicts.decide(judged);
        Instant decided = now();
        for (int told = 0; told < reach.size(); told += TOLD_AT_A_TIME) {
            List<AnswerTimeStore.Reach> some = reach.subList(told, Math.min(reach.size(), told + TOLD_AT_A_TIME));
            tell(tx, some, newest, known, listed, decided, work, judged.size());
        }
        return Optional.of(new Moved(tenant, from.get(), to, work, judged.size(), changes));
    }

    private SnapshotMove moveFrom(String before, Advisories newest) {
        try {
            return SnapshotMove.between(snapshots.byId(before), newest);
        } catch (SnapshotException e) {
            return SnapshotMove.anew(newest);
        }
    }

    private static void tell(
            Tx tx,
            List<AnswerTimeStore.Reach> reach,
            Advisories newest,
            Instant known,
            Instant listed,
            Instant decided,
            SnapshotMove.Work work,
            int decisions) {
        var answers = new AnswerTimeStore(tx);
        var first = answers.firstArtifacts(
                reach.stream().map(AnswerTimeStore.Reach::vulnerability).toList(), MOST_NAMED);
        String snapshot = newest.snapshot().id();
        var messages = new ArrayList<OutboxStore.Message>();
        for (AnswerTimeStore.Reach one : reach) {
            String vulnerability = one.vulnerability();
            answers.add(new AnswerTimeStore.Answer(
                    vulnerability,
                    snapshot,
                    one.publishedAt(),
                    null,
                    known,
                    listed,
                    decided,
                    null,
                    work.packages(),
                    work.versions(),
                    one.artifacts(),
                    one.deployments(),
                    decisions));
            messages.add(new OutboxStore.Message(
                    vulnerability,
                    JsonOut.line(json -> json.field("vulnerability", vulnerability)
                            .field("title", one.title())
                            .text("published", one.publishedAt())
                            .field("artifacts", one.artifacts())
                            .field("deployments", one.deployments())
                            .texts("first", first.getOrDefault(vulnerability, List.of()))
                            .field("snapshot", snapshot))));
        }
        new OutboxStore(tx).add(Topic.VULNERABILITY.word(), messages, decided);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
