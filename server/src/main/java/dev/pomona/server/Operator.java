// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.identity.Randomness;
import dev.pomona.server.identity.Tenants;
import dev.pomona.server.jobs.Removal;
import dev.pomona.store.postgres.PostgresAccess;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Migrations;
import dev.pomona.store.sql.StoreException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the operator does beside running servers, on the same database and key. Close it at the end.
public final class Operator implements AutoCloseable {

    private final @Nullable PostgresAccess bundled;
    private final Database database;
    private final Tenants tenants;
    private final Removal removal;

    private Operator(@Nullable PostgresAccess bundled, Database database, Tenants tenants, Removal removal) {
        this.bundled = bundled;
        this.database = database;
        this.tenants = tenants;
        this.removal = removal;
    }

    /// @param options where the database and the key are
    /// @throws StoreException when no server of this version has run on the database yet
    public static Operator open(ServerOptions options) throws InterruptedException {
        DatabaseOptions own = options.database();
        PostgresAccess bundled = own == null ? PostgresAccess.open(options.dataFolder(), options.random()) : null;
        Database opened = null;
        try {
            DatabaseOptions place = bundled == null ? Objects.requireNonNull(own) : of(bundled);
            if (!Migrations.isCurrent(place.url(), place.user(), place.password())) {
                throw new StoreException("the schema is of an older program; start a server first");
            }
            opened = Database.open(place.url(), place.user(), place.password(), 2);
            var audit = new Audit(opened, InstallationKey.open(options, opened));
            return new Operator(
                    bundled,
                    opened,
                    new Tenants(opened, audit, new Randomness(options.random()), options.clock()),
                    new Removal(opened, options.clock()));
        } catch (RuntimeException e) {
            if (opened != null) opened.close();
            if (bundled != null) bundled.close();
            throw e;
        }
    }

    /// The bundled one, as any other.
    public static DatabaseOptions of(PostgresAccess access) {
        return new DatabaseOptions(access.url(), access.user(), access.password());
    }

    public Tenants tenants() {
        return tenants;
    }

    /// Takes organisations away that have ended, whether or not a server runs.
    public Removal removal() {
        return removal;
    }

    @Override
    public void close() {
        database.close();
        if (bundled != null) bundled.close();
    }
}
