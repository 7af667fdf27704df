// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.store.estate.RemovalStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.StoreException;
import dev.pomona.store.sql.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/// The organisations of an installation, for its operator: who runs the servers, and belongs to none of them. The
/// operator makes organisations, lets their administrators in and deletes them, and sees nothing of what is in them.
public final class Tenants {

    private static final System.Logger LOG = System.getLogger(Tenants.class.getName());
    /// The operator, in audit trails.
    public static final String OPERATOR = "operator";

    private static final Pattern KEY = Pattern.compile("[a-z0-9](-?[a-z0-9]){0,62}");
    private static final int LONGEST_NAME = 200;

    private final Database database;
    private final Audit audit;
    private final FirstAdministrator first;
    private final InstantSource clock;

    public Tenants(Database database, Audit audit, Randomness randomness, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.first = new FirstAdministrator(database, audit, randomness, clock);
        this.clock = clock;
    }

    /// Those behind a key, by key.
    ///
    /// @param after a key; empty for the beginning
    public List<TenantStore.Listed> after(String after, int most) {
        return database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).after(after, most));
    }

    /// Makes one.
    ///
    /// @param key kebab case, unique
    /// @return the secret of the link that makes its first administrator, good for an hour and once; kept nowhere
    /// @throws ProblemException when the key or the name is none, or the key is taken
    public String add(String key, String name) {
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.invalid("key", "has lower-case letters, digits and single dashes, and 63 at most");
        }
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw ProblemException.invalid("name", "has from 1 to %d characters".formatted(LONGEST_NAME));
        }
        Instant now = clock.instant();
        TenantId made;
        try {
            made = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add(key, name, now));
        } catch (StoreException e) {
            if (!e.isDuplicate()) throw e;
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "there is an organisation '%s' already, or it is being deleted".formatted(key));
        }
        return link(made, key, "organisation-made");
    }

    /// A fresh link, also where there are administrators: they may all be lost.
    ///
    /// @return as [#add]
    /// @throws ProblemException when there is no such organisation
    public String invite(String key) {
        TenantId tenant = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).find(key))
                .orElseThrow(() -> ProblemException.notFound("organisation", key));
        return link(tenant, key, "administrator-invited");
    }

    /// Ends one: at once it is not there any more for anybody, and its rows go by and by. Asking again changes nothing.
    ///
    /// @param by who wants it, for the list of what was deleted
    /// @return how far it is
    /// @throws ProblemException when there is no such organisation, or no other
    public RemovalStore.Removal delete(String key, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            RemovalStore.Removal removal = database.as(Purpose.REMOVAL, tx -> new RemovalStore(tx).end(key, by, now))
                    .orElseThrow(() -> ProblemException.notFound("organisation", key));
            LOG.log(
                    System.Logger.Level.INFO,
                    "the organisation {0} was ended by {1}, and what it has is deleted",
                    key,
                    removal.askedBy());
            return removal;
        } catch (RemovalStore.LastException e) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "'%s' is the only organisation; make another before, or throw the server's data away"
                            .formatted(key));
        }
    }

    /// What was deleted, and what is being deleted, in the order in which it was made.
    ///
    /// @param after an id; 0 for the beginning
    public List<RemovalStore.Removal> deleted(long after, int most) {
        return database.as(Purpose.REMOVAL, tx -> new RemovalStore(tx).after(after, most));
    }

    private String link(TenantId tenant, String key, String action) {
        return database.inTenant(tenant, tx -> {
            audit.add(tx, OPERATOR, action, "organisation " + key, _ -> {}, clock.instant());
            return first.link(tx, true);
        });
    }
}
