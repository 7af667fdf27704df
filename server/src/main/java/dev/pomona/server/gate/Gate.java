// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.gate;

import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.policy.Surroundings;
import dev.pomona.server.estate.Owners;
import dev.pomona.server.judge.Circumstances.Sighting;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.Verdicts;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.OwnershipStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// May an artifact enter an environment? Judged anew each time it is asked, by everything that is
/// known then; the verdict is kept and signed. An upload that was answered is known: it was judged
/// in the transaction that took it.
public final class Gate {

    private final Database database;
    private final Snapshots snapshots;
    private final Clock clock;
    private final String engine;
    private final ServerKey key;

    /// @param engine the program's version
    public Gate(Database database, Snapshots snapshots, Clock clock, String engine, ServerKey key) {
        this.database = database;
        this.snapshots = snapshots;
        this.clock = clock;
        this.engine = engine;
        this.key = key;
    }

    /// What the gate says.
    public sealed interface Answer {

        /// @param id by which the verdict is replayed
        /// @param violations what refuses it and what is only said, with whom to ask about each
        /// @param waivers what was applied, and what has expired
        /// @param surroundings required checks, and how fresh it is
        /// @param sightings where its flaws were found in production
        /// @param owners who answers for the project, sorted
        /// @param envelope the signed verification summary (in-toto, in DSSE), as JSON
        record Judged(
                long id,
                Artifact artifact,
                String environment,
                Decision.Verdict verdict,
                List<Violation> violations,
                List<AppliedWaiver> waivers,
                Surroundings surroundings,
                List<Sighting> sightings,
                List<String> owners,
                String snapshot,
                Instant asOf,
                String envelope)
                implements Answer {

            public Judged {
                violations = List.copyOf(violations);
                waivers = List.copyOf(waivers);
                sightings = List.copyOf(sightings);
                owners = List.copyOf(owners);
            }

            public boolean passes() {
                return verdict == Decision.Verdict.PASS;
            }

            /// Whom to ask for a waiver: of what refuses, sorted.
            public List<String> askWhom() {
                return violations.stream()
                        .filter(violation -> violation.level() != Violation.Level.WARN)
                        .map(Violation::owner)
                        .sorted()
                        .distinct()
                        .toList();
            }
        }

        /// Nobody told of the artifact, or nothing was received about it: it must not pass for
        /// clean.
        record NotScanned(String artifact) implements Answer {}
    }

    /// @param artifact its digest
    /// @throws UnknownException when there is no such environment
    public Answer ask(TenantId tenant, String artifact, String environment) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.inTenant(tenant, tx -> {
            tx.expectFewRows();
            return ask(tx, artifact, environment, now);
        });
    }

    private Answer ask(Tx tx, String digest, String environment, Instant now) {
        var advisories = snapshots.judging(tx, now);
        var artifacts = new ArtifactStore(tx);
        Optional<Artifact> artifact = artifacts.byDigest(digest);
        if (artifact.isEmpty() || artifacts.inputs(artifact.get().id()).isEmpty()) {
            return new Answer.NotScanned(digest);
        }
        long id = artifact.get().id();
        var kept = new Verdicts(tx, advisories, List.of(id), engine, now).decide(id, environment);
        DecisionStore.Kept stored = new DecisionStore(tx).byId(kept.id()).orElseThrow();
        return new Answer.Judged(
                kept.id(),
                kept.artifact(),
                environment,
                kept.decision().verdict(),
                kept.decision().violations(),
                kept.decision().waivers(),
                kept.circumstances().surroundings(),
                kept.circumstances().sightings(),
                owners(tx, kept.artifact().project()),
                advisories.snapshot().id(),
                now,
                VerificationSummary.of(tx, stored, kept.artifact()).signed(key));
    }

    private static List<String> owners(Tx tx, String project) {
        List<OwnershipStore.Rule> rules =
                new OwnershipStore(tx).of(List.of(project)).getOrDefault(project, List.of());
        return List.copyOf(new TreeSet<>(Owners.of(rules, "")));
    }
}
