// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.Verdicts;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.Deployment;
import dev.pomona.store.estate.DeploymentStore;
import dev.pomona.store.estate.HostStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Takes what is said about what runs where. The same may be said twice and in any order; what
/// comes to run somewhere is judged for there in the same transaction.
public final class Deployments {

    /// As many instances as one host may name.
    public static final int MOST_ON_A_HOST = 10_000;

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

    /// What a report did.
    ///
    /// @param unknown digests of what runs and nobody has scanned, sorted: it is not in the
    ///     inventory
    public record Taken(int news, List<String> unknown) {

        public Taken {
            unknown = List.copyOf(unknown);
        }
    }

    /// Takes everything that a host says runs on it; what it does not name has ended.
    ///
    /// @throws UnknownException when the environment is not known
    /// @throws IllegalArgumentException when it names too much
    public Taken report(TenantId tenant, Reported reported) {
        if (reported.running().size() > MOST_ON_A_HOST) {
            throw new IllegalArgumentException("a host has at most %d instances, not %d"
                    .formatted(MOST_ON_A_HOST, reported.running().size()));
        }
        Instant now = now();
        return database.inTenant(tenant, tx -> report(tx, reported, now));
    }

    private Taken report(Tx tx, Reported reported, Instant now) {
        var advisories = snapshots.judging(tx, now);
        new HostStore(tx)
                .tell(
                        new HostStore.Told(
                                reported.host(), reported.environment(), reported.bootedAt(), reported.image()),
                        reported.at(),
                        now);
        var place = new Deployment.Place(reported.account(), reported.cluster(), reported.host());
        var unknown = new TreeSet<String>();
        var news = new TreeSet<Long>();
        var store = new DeploymentStore(tx);
        // in one order, so that two reports about the same names wait for each other instead of for ever
        var running = new ArrayList<>(reported.running());
        running.sort(Comparator.comparing(Reported.Instance::workload)
                .thenComparing(Reported.Instance::instance)
                .thenComparing(Reported.Instance::since)
                .thenComparing(Reported.Instance::artifact));
        for (Reported.Instance instance : running) {
            Optional<Long> artifact = artifact(tx, instance.artifact());
            if (artifact.isEmpty()) {
                unknown.add(instance.artifact());
                continue;
            }
            var deployment = new Deployment(
                    instance.artifact(),
                    reported.environment(),
                    instance.workload(),
                    instance.instance(),
                    place,
                    instance.since(),
                    "agent");
            if (store.record(deployment, reported.at(), now)) news.add(artifact.get());
        }
        store.hostTold(reported.host(), reported.at(), now);
        new UrgencyStore(tx).refresh(news, now);
        var verdicts = new Verdicts(tx, advisories, news, engine, now);
        judge(tx, verdicts, news, reported.environment());
        return new Taken(news.size(), List.copyOf(unknown));
    }

    /// Takes hosts for gone that have told nothing since a time, and what ran there for ended.
    ///
    /// @return their keys; as long as it is not empty there may be more
    public List<String> goneSince(TenantId tenant, Instant silentSince) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            List<String> gone = new HostStore(tx).silentSince(silentSince, now, 1000);
            var store = new DeploymentStore(tx);
            for (String host : gone) store.hostTold(host, now, now);
            return gone;
        });
    }

    /// What runs is judged, unless nobody has scanned it: then there is nothing to judge by.
    private static void judge(Tx tx, Verdicts verdicts, Collection<Long> artifacts, String environment) {
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
