// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Topic;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.identity.Person;
import dev.pomona.store.identity.PersonStore;
import dev.pomona.store.identity.SetupStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.StoreException;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The way in for the very first: a link that the first start prints, good for an hour and for one
/// use, and only while there is no administrator, unless the operator made it for another one.
public final class FirstAdministrator {

    /// The organisation that a first start makes.
    public static final String TENANT = "main";

    private static final Duration VALID = Duration.ofHours(1);

    private final Database database;
    private final Audit audit;
    private final Randomness randomness;
    private final InstantSource clock;

    public FirstAdministrator(Database database, Audit audit, Randomness randomness, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.randomness = randomness;
        this.clock = clock;
    }

    /// Makes the organisation when there is none at all, and a link when it has no administrator. Links that other
    /// nodes printed stay good.
    ///
    /// @return the link's secret, which is kept nowhere; empty when there is an administrator, or there are other
    ///     organisations alone
    public Optional<String> invite() {
        return tenant().flatMap(tenant -> database.inTenant(tenant, tx -> {
            if (new PersonStore(tx).has(Role.ADMIN.name())) return Optional.<String>empty();
            return Optional.of(link(tx, false));
        }));
    }

    /// A link in the transaction of a tenant.
    ///
    /// @param isAnother whether it counts where there is an administrator already
    /// @return its secret, which is kept nowhere
    String link(Tx tx, boolean isAnother) {
        String secret = randomness.secret();
        Instant now = clock.instant();
        new SetupStore(tx).add(Randomness.hash(secret), isAnother, now, now.plus(VALID));
        return secret;
    }

    private Optional<TenantId> tenant() {
        Instant now = clock.instant();
        Optional<TenantId> known = find();
        // who deleted it does not want it back
        if (known.isPresent() || isThereAny()) return known;
        try {
            return Optional.of(database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add(TENANT, "Main", now)));
        } catch (StoreException e) {
            if (!e.isDuplicate()) throw e;
            return find(); // another node was faster
        }
    }

    private boolean isThereAny() {
        return database.<Boolean>as(Purpose.IDENTITY, tx -> new TenantStore(tx).isThereAny());
    }

    private Optional<TenantId> find() {
        return database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).find(TENANT));
    }

    /// Whether a secret would open the way in now; nothing is used up.
    public boolean isOpen(String secret) {
        return tenantOf(secret).isPresent();
    }

    /// Makes the first administrator.
    ///
    /// @param name to log in with
    /// @throws ProblemException when the link is not good any more, or the password is none
    public Person accept(String secret, String name, String password) {
        // before anything that takes long: anybody may send anything
        TenantId tenant = tenantOf(secret).orElseThrow(FirstAdministrator::over);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")) {
            throw new ProblemException(
                    ProblemType.UNPROCESSABLE, "a name has letters, digits, dots, dashes and @, and 64 at most");
        }
        String stored = Passwords.stored(password, randomness);
        Instant now = clock.instant();
        return database.inTenant(tenant, tx -> {
            var people = new PersonStore(tx);
            // of two links at once the second sees whom the first has made
            tx.lock("first administrator");
            boolean isAnother =
                    new SetupStore(tx).use(Randomness.hash(secret), now).orElseThrow(FirstAdministrator::over);
            if (!isAnother && people.has(Role.ADMIN.name())) throw over();
            if (people.isLocal(name)) {
                throw new ProblemException(ProblemType.CONFLICT, "there is somebody of this name already");
            }
            Person person = people.addLocal(name, stored, List.of(Role.ADMIN.name()));
            audit.add(
                    tx,
                    Topic.ACCESS,
                    "person:" + name,
                    isAnother ? "administrator-made" : "first-administrator-made",
                    "person " + name,
                    _ -> {},
                    now);
            return person;
        });
    }

    private Optional<TenantId> tenantOf(String secret) {
        Instant now = clock.instant();
        return database.as(Purpose.IDENTITY, tx -> new SetupStore(tx).byHash(Randomness.hash(secret), now));
    }

    private static ProblemException over() {
        return new ProblemException(
                ProblemType.NOT_FOUND,
                "the link is used or over; while there is no administrator each start prints one");
    }
}
