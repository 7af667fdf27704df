// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.Verdicts;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.Deployment;
import dev.pomona.store.estate.DeploymentStore;
import dev.pomona.store.estate.HostInstanceStore;
import dev.pomona.store.estate.HostInstanceStore.Instance;
import dev.pomona.store.estate.HostInstanceStore.Kind;
import dev.pomona.store.estate.HostStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.judgement.AcceptanceStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Takes what hosts say of themselves. Reports may come twice and in any order: the outcome is the
/// same. What runs is kept whether or not anybody has scanned it; what is scanned is a deployment,
/// judged in the same transaction.
public final class Hosts {

    /// As many instances as one report may name.
    public static final int MOST_ON_A_HOST = 10_000;

    private final Database database;
    private final Snapshots snapshots;
    private final Clock clock;
    private final String engine;

    /// @param engine the program's version
    public Hosts(Database database, Snapshots snapshots, Clock clock, String engine) {
        this.database = database;
        this.snapshots = snapshots;
        this.clock = clock;
        this.engine = engine;
    }

    /// What a report did.
    ///
    /// @param news how many instances were not known to run
    /// @param unknown digests of containers' images that nobody has scanned, sorted: for each the best one
    /// @param wantsFull whether a report before this one is missing, so that the next should name everything
    public record Taken(int news, List<String> unknown, boolean wantsFull) {

        public Taken {
            unknown = List.copyOf(unknown);
        }
    }

    /// @throws UnknownException when the environment is not known
    /// @throws IllegalArgumentException when it names too much
    public Taken report(TenantId tenant, Reported reported) {
        return report(tenant, reported, true);
    }

    /// As the other.
    ///
    /// @param mayMove whether the host may be in another environment from now on
    /// @throws ProblemException when it is in another, and may not
    public Taken report(TenantId tenant, Reported reported, boolean mayMove) {
        if (reported.instances().size() > MOST_ON_A_HOST) {
            throw new IllegalArgumentException("a report has at most %d instances, not %d"
                    .formatted(MOST_ON_A_HOST, reported.instances().size()));
        }
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            if (!mayMove) requirePlace(tx, reported);
            return report(tx, reported, now);
        });
    }

    /// Who speaks for a host says where it is once. A host that is taken over can't show itself where it is worth more.
    private static void requirePlace(Tx tx, Reported reported) {
        Optional<String> known = new HostStore(tx).environment(reported.host());
        if (known.isEmpty() || known.get().equals(reported.environment())) return;
        throw new ProblemException(
                ProblemType.NOT_ALLOWED,
                "the host is in '%s'; whoever may deploy moves it, or says that it is no more".formatted(known.get()));
    }

    private Taken report(Tx tx, Reported reported, Instant now) {
        var advisories = snapshots.judging(tx, now);
        var hosts = new HostStore(tx);
        var turn = reported.turn();
        boolean wantsFull = turn != null && hosts.isMissedAfter(reported.host(), turn, reported.at(), now);
        hosts.tell(reported.told(), reported.at(), now);
        var place =
                new Deployment.Place(reported.told().account(), reported.told().cluster(), reported.host());
        var all = new HostInstanceStore(tx);
        var unknown = new TreeSet<String>();
        var judged = new TreeSet<Long>();
        int news = 0;
        // in one order, so that two reports about the same names wait for each other instead of for ever
        var instances = new ArrayList<>(reported.instances());
        instances.sort(Comparator.comparing(Instance::workload)
                .thenComparing(Instance::instance)
                .thenComparing(Instance::since)
                .thenComparing(Instance::kind));
        for (Instance instance : instances) {
            if (all.see(reported.host(), instance, reported.at(), now)) news++;
            Optional<Artifact> artifact = scanned(tx, instance.digests());
            if (artifact.isPresent()) {
                if (record(tx, reported.host(), instance, artifact.get(), place, reported.at(), now)) {
                    judged.add(artifact.get().id());
                }
            } else if (instance.kind() == Kind.CONTAINER && !instance.digests().isEmpty()) {
                unknown.add(instance.digests().getFirst());
            }
        }
        if (reported.isFull()) {
            all.leftOut(reported.host(), reported.at(), now);
            new DeploymentStore(tx).hostTold(reported.host(), reported.at(), now);
        }
        new UrgencyStore(tx).refresh(judged, now);
        new AcceptanceStore(tx).endOutgrown(judged, now);
        var verdicts = new Verdicts(tx, advisories, judged, engine, now);
        Deployments.judge(tx, verdicts, judged, reported.environment());
        return new Taken(news, List.copyOf(unknown), wantsFull);
    }

    /// The first of the digests of which something is known.
    private static Optional<Artifact> scanned(Tx tx, List<String> digests) {
        var artifacts = new ArtifactStore(tx);
        return digests.stream()
                .map(artifacts::byDigest)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean record(
            Tx tx, String host, Instance instance, Artifact artifact, Deployment.Place place, Instant at, Instant now) {
        var deployments = new DeploymentStore(tx);
        Instant ended = instance.until();
        boolean isNews = deployments.record(
                new Deployment(
                        artifact.digest(),
                        instance.environment(),
                        instance.workload(),
                        instance.instance(),
                        place,
                        instance.since(),
                        DeploymentStore.AGENT),
                // one that ended was not seen running when that was told
                ended == null ? at : instance.since(),
                now);
        if (ended != null) {
            deployments.endOn(host, instance.environment(), instance.workload(), instance.instance(), ended, now);
        }
        return isNews && ended == null;
    }

    /// What already ran when it was scanned becomes a deployment. In the transaction that brings the
    /// first document about an artifact, before it is judged.
    ///
    /// @param digest the artifact's
    public static void scanned(Tx tx, String digest, Instant now) {
        var deployments = new DeploymentStore(tx);
        for (var running : new HostInstanceStore(tx).running(digest)) {
            var instance = running.instance();
            deployments.record(
                    new Deployment(
                            digest,
                            instance.environment(),
                            instance.workload(),
                            instance.instance(),
                            running.place(),
                            instance.since(),
                            DeploymentStore.AGENT),
                    running.reportedAt(),
                    now);
        }
    }

    /// Says that a host is no more: whatever ran there has ended.
    ///
    /// @return whether that is news
    public boolean gone(TenantId tenant, String host) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            if (!new HostStore(tx).gone(host, now)) return false;
            new HostInstanceStore(tx).leftOut(host, now, now);
            var deployments = new DeploymentStore(tx);
            deployments.hostTold(host, now, now);
            for (var slot : deployments.runningOn(host)) {
                deployments.endOn(host, slot.environment(), slot.workload(), slot.instance(), now, now);
            }
            return true;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
