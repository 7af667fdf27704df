// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.jobs;

import dev.pomona.store.estate.RemovalStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.StoreException;
import dev.pomona.store.sql.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Takes organisations away that have ended, some rows in each transaction. What is left follows from the rows, so
/// whoever comes after a kill goes on where it was.
public final class Removal {

    private static final System.Logger LOG = System.getLogger(Removal.class.getName());
    private static final int AT_A_TIME = 5_000;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Database database;
    private final Clock clock;
    private final int most;

    public Removal(Database database, Clock clock) {
        this(database, clock, AT_A_TIME);
    }

    /// @param most rows of a transaction
    Removal(Database database, Clock clock, int most) {
        this.database = database;
        this.clock = clock;
        this.most = most;
    }

    /// Takes away what has ended. One organisation's trouble is not another's.
    ///
    /// @throws InterruptedException when the thread is to stop; the rest goes the next time
    public void run() throws InterruptedException {
        List<RemovalStore.Removal> all = database.as(Purpose.REMOVAL, tx -> new RemovalStore(tx).underWay());
        for (RemovalStore.Removal one : all) {
            try {
                pass(one.id());
            } catch (StoreException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the deletion of the organisation " + one.key() + " failed and is tried again",
                        e);
            }
        }
    }

    /// Takes an organisation that has ended away to its last row, with whoever else is at it.
    ///
    /// @param told how far it is, now and then
    /// @throws InterruptedException when the thread is to stop
    public RemovalStore.Removal complete(TenantId tenant, Consumer<RemovalStore.Removal> told)
            throws InterruptedException {
        while (true) {
            boolean isGone = pass(tenant);
            RemovalStore.Removal now = database.as(Purpose.REMOVAL, tx -> new RemovalStore(tx).find(tenant))
                    .orElseThrow();
            if (isGone || now.goneAt() != null) return now;
            told.accept(now);
            Thread.sleep(BETWEEN_TRIES);
        }
    }

    /// Goes through all kinds of rows once, and removes the tenant when nothing was left of any.
    ///
    /// @return whether it is gone; not when another is at it, or somebody who had begun before brought more
    private boolean pass(TenantId tenant) throws InterruptedException {
        try {
            for (RemovalStore.Kind kind : RemovalStore.KINDS) {
                if (!removeAll(tenant, kind)) return false;
            }
            return database.as(Purpose.REMOVAL, tenant, tx -> finish(new RemovalStore(tx), tenant));
        } catch (StoreException e) {
            // more was brought of a kind that was gone through already
            if (e.isPointedAt()) return false;
            throw e;
        }
    }

    /// @return `false` when another is at it
    private boolean removeAll(TenantId tenant, RemovalStore.Kind kind) throws InterruptedException {
        long place = 0;
        long gone = 0;
        while (true) {
            if (Thread.interrupted()) throw new InterruptedException();
            long from = place;
            RemovalStore.Some some = database.as(Purpose.REMOVAL, tenant, tx -> {
                var store = new RemovalStore(tx);
                return store.takeTurn() ? store.remove(kind, from, most) : new RemovalStore.Some(-1, 0);
            });
            if (some.gone() < 0) return false;
            if (some.gone() == 0) break;
            gone += some.gone();
            place = some.place();
        }
        // for each row that goes next, what points at it is looked for here, and what is gone would be passed by each
        // time
        if (gone > 0) database.reclaim(kind.table());
        return true;
    }

    private boolean finish(RemovalStore store, TenantId tenant) {
        if (!store.takeTurn()) return false;
        for (RemovalStore.Kind kind : RemovalStore.KINDS) {
            if (store.remove(kind, 0, most).gone() > 0) return false;
        }
        store.finish(clock.instant());
        store.find(tenant)
                .ifPresent(done -> LOG.log(
                        System.Logger.Level.INFO,
                        "the organisation {0} is deleted, with {1} rows",
                        done.key(),
                        Long.toString(done.gone())));
        return true;
    }
}
