// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.Verdicts;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.Deployment;
import dev.pomona.store.estate.DeploymentStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.judgement.AcceptanceStore;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Takes what is said about what runs where. The same may be said twice and in any order; what
/// comes to run somewhere is judged for there in the same transaction.
public final class Deployments {

    private final Database database;
    private final Snapshots snapshots;
    private final Clock clock;
    private final String engine;

    /// @param engine the program's version
    public Deployments(Database database, Snapshots snapshots, Clock clock, String engine) {
        this.database = database;
        this.snapshots = snapshots;
        this.clock = clock;
        this.engine = engine;
    }

    /// Says that an instance runs.
    ///
    /// @return whether that is news
    /// @throws UnknownException when the artifact or the environment is not known
    public boolean record(TenantId tenant, Deployment deployment) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            var advisories = snapshots.judging(tx, now);
            boolean isNews = new DeploymentStore(tx).record(deployment, now, now);
            if (isNews) {
                long artifact = artifact(tx, deployment.artifact()).orElseThrow();
                new UrgencyStore(tx).refresh(List.of(artifact), now);
                new AcceptanceStore(tx).endOutgrown(List.of(artifact), now);
                judge(
                        tx,
                        new Verdicts(tx, advisories, List.of(artifact), engine, now),
                        List.of(artifact),
                        deployment.environment());
            }
            return isNews;
        });
    }

    /// Says that an instance has ended.
    ///
    /// @return whether that is news
    /// @throws UnknownException when the environment is not known
    public boolean end(TenantId tenant, String environment, String workload, String instance, Instant at) {
        Instant now = now();
        return database.inTenant(tenant, tx -> new DeploymentStore(tx).end(environment, workload, instance, at, now));
    }

    /// What runs is judged, unless nobody has scanned it: then there is nothing to judge by.
    static void judge(Tx tx, Verdicts verdicts, Collection<Long> artifacts, String environment) {
        verdicts.decide(new ArtifactStore(tx)
                .scanned(artifacts).keySet().stream()
                        .sorted()
                        .map(artifact -> new DecisionStore.Judged(artifact, environment))
                        .toList());
    }

    private static Optional<Long> artifact(Tx tx, String digest) {
        return new ArtifactStore(tx).byDigest(digest).map(Artifact::id);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
