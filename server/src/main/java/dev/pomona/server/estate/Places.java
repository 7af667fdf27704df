// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Precondition;
import dev.pomona.server.change.Topic;
import dev.pomona.store.estate.AccountStore;
import dev.pomona.store.estate.AccountStore.Account;
import dev.pomona.store.estate.AccountStore.Cluster;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// Cloud accounts and clusters.
public final class Places {

    private final Database database;
    private final Audit audit;
    private final Clock clock;

    public Places(Database database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// @return whether it is new
    public boolean set(TenantId tenant, Account account, String by) {
        return change(
                tenant,
                "account " + account.text(),
                "account-set",
                by,
                tx -> new AccountStore(tx).set(account),
                json -> json.field("name", account.name()));
    }

    /// @return whether it is new
    public boolean set(TenantId tenant, Cluster cluster, String by) {
        return change(
                tenant,
                "cluster " + cluster.key(),
                "cluster-set",
                by,
                tx -> new AccountStore(tx).set(cluster),
                json -> json.field("account", cluster.account()));
    }

    private boolean change(
            TenantId tenant,
            String thing,
            String action,
            String by,
            Function<Tx, Boolean> change,
            Consumer<JsonOut> detail) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.inTenant(tenant, tx -> {
            Precondition.check(tx, thing);
            boolean isNew = change.apply(tx);
            audit.add(tx, Topic.SETTING, by, action, thing, detail, now);
            return isNew;
        });
    }
}
