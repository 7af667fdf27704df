// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.Verdicts;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Verdicts that rest on what a person changed, reached anew in the same transaction.
public final class Rejudging {

    private final Snapshots snapshots;
    private final String engine;

    /// @param engine the program's version
    public Rejudging(Snapshots snapshots, String engine) {
        this.snapshots = snapshots;
        this.engine = engine;
    }

    /// Holds the tenant's snapshot until the transaction ends. To be called before rows are locked,
    /// since whoever moves a tenant to the next snapshot locks in this order, too.
    public void share(Tx tx, Instant now) {
        snapshots.judging(tx, now);
    }

    /// @param artifacts by id
    /// @return how many verdicts say something else than before
    public int run(Tx tx, Collection<Long> artifacts, Instant now) {
        List<Long> ids = artifacts.stream().sorted().distinct().toList();
        List<DecisionStore.Judged> judged = new DecisionStore(tx).toJudge(ids);
        if (judged.isEmpty()) return 0;
        return new Verdicts(tx, snapshots.judging(tx, now), ids, engine, now).decide(judged);
    }
}
