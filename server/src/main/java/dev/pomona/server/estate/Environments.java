// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Change;
import dev.pomona.server.change.Precondition;
import dev.pomona.server.change.Topic;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.Verdicts;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.CheckStore;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The environments, what they demand, and what is reported of checks.
public final class Environments {

    private final Database database;
    private final Audit audit;
    private final Snapshots snapshots;
    private final Clock clock;
    private final String engine;

    /// @param engine the program's version
    public Environments(Database database, Audit audit, Snapshots snapshots, Clock clock, String engine) {
        this.database = database;
        this.audit = audit;
        this.snapshots = snapshots;
        this.clock = clock;
        this.engine = engine;
    }

    /// In the order of promotion.
    public List<Environment> all(TenantId tenant) {
        return database.inTenant(tenant, tx -> new EnvironmentStore(tx).all());
    }

    public Optional<Environment> find(TenantId tenant, String key) {
        return database.inTenant(tenant, tx -> new EnvironmentStore(tx).find(key));
    }

    /// Makes it, or changes the one of that key. Verdicts that hold in it follow with
    /// [dev.pomona.server.gate.Policies#rejudge], priorities with
    /// [dev.pomona.server.lifecycle.ServiceLevels#refresh].
    ///
    /// @return whether it is new
    public boolean set(TenantId tenant, Environment environment, String by) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            Precondition.check(tx, "environment " + environment.key());
            boolean isNew = new EnvironmentStore(tx).set(environment);
            audit.add(
                    tx,
                    Topic.SETTING,
                    by,
                    "environment-set",
                    "environment " + environment.key(),
                    json -> json.field("name", environment.name())
                            .field("production", environment.isProduction())
                            .field("exposed", environment.isExposed())
                            .text("maxReverseUptime", environment.maxReverseUptime())
                            .text("maxImageAge", environment.maxImageAge()),
                    now);
            return isNew;
        });
    }

    /// @return whether it is gone; `false` when it is not there or has a history
    public boolean remove(TenantId tenant, String key, String by) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            Precondition.check(tx, "environment " + key);
            boolean gone = new EnvironmentStore(tx).remove(key);
            if (gone) audit.add(tx, Topic.SETTING, by, "environment-removed", "environment " + key, _ -> {}, now);
            return gone;
        });
    }

    /// Takes the place of all checks that the environment required before. Verdicts follow as in [#set].
    ///
    /// @throws UnknownException when there is no such environment
    public void require(TenantId tenant, String environment, List<CheckStore.Required> checks, String by) {
        Instant now = now();
        database.runInTenant(tenant, tx -> {
            Precondition.check(tx, "checks of " + environment);
            new CheckStore(tx).require(environment, checks);
            audit.add(
                    tx,
                    Topic.SETTING,
                    by,
                    "checks-required",
                    "environment " + environment,
                    json -> {
                        json.array("checks");
                        for (CheckStore.Required check : checks) {
                            json.inlineObject()
                                    .field("name", check.name())
                                    .text("maxAge", check.maxAge())
                                    .end();
                        }
                        json.end();
                    },
                    now);
        });
    }

    /// By name.
    public List<CheckStore.Required> required(TenantId tenant, String environment) {
        return database.inTenant(tenant, tx -> new CheckStore(tx).required(environment));
    }

    /// Takes the result of a check; verdicts that exist follow.
    ///
    /// @param artifact its digest
    /// @throws UnknownException when there is no such artifact
    public void report(TenantId tenant, String artifact, CheckStore.Result result) {
        Instant now = now();
        database.runInTenant(tenant, tx -> {
            var advisories = snapshots.judging(tx, now);
            long id = new ArtifactStore(tx)
                    .byDigest(artifact)
                    .orElseThrow(() -> new UnknownException("artifact", artifact))
                    .id();
            new CheckStore(tx).report(id, result);
            Change.tell(
                    tx,
                    Topic.ARTIFACT,
                    artifact,
                    "check-reported",
                    json -> json.field("check", result.name()).field("passed", result.isPassed()),
                    now);
            var verdicts = new Verdicts(tx, advisories, List.of(id), engine, now);
            verdicts.decide(new DecisionStore(tx).toJudge(List.of(id)));
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
