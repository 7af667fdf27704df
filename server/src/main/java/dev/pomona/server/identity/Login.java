// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.store.identity.Person;
import dev.pomona.store.identity.PersonStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Login of local accounts by password. Whoever guesses is slowed down: from the fifth wrong
/// password on an account is closed for a time that doubles with each, on all nodes; and an address
/// may only try so often, whatever the account.
public final class Login {

    private static final int FREE_FAILURES = 4;
    private static final Duration FIRST_LOCK = Duration.ofSeconds(30);
    private static final Duration LONGEST_LOCK = Duration.ofHours(1);

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final RateLimit attempts;

    public Login(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.attempts = new RateLimit(1.0 / 10, 10, clock);
    }

    /// @param tenant its key
    /// @param address of who tries
    /// @throws ProblemException when it is wrong, without saying what, or too many were
    public Person login(String tenant, String name, String password, String address) {
        attempts.takeFrom(address);
        Optional<PersonStore.Local> found =
                database.as(Purpose.IDENTITY, tx -> new PersonStore(tx).local(tenant, name));
        if (found.isEmpty()) {
            Passwords.pretend(password);
            throw wrong();
        }
        PersonStore.Local local = found.get();
        Person person = local.person();
        Instant now = clock.instant();
        Instant locked = local.lockedUntil();
        if (locked != null && now.isBefore(locked)) {
            // the same as for a wrong password, so that nobody learns which accounts there are
            Passwords.pretend(password);
            throw wrong();
        }
        if (!Passwords.matches(password, local.password())) {
            database.runInTenant(person.tenant(), tx -> {
                var people = new PersonStore(tx);
                int failures = people.failed(person.id());
                if (failures > FREE_FAILURES) people.lock(person.id(), now.plus(lock(failures)));
                audit.add(tx, "person:" + name, "login-failed", "person " + name, _ -> {}, now);
            });
            throw wrong();
        }
        database.runInTenant(person.tenant(), tx -> {
            new PersonStore(tx).loggedIn(person.id(), now);
            audit.add(tx, "person:" + name, "logged-in", "person " + name, _ -> {}, now);
        });
        return person;
    }

    static Duration lock(int failures) {
        int doublings = Math.min(16, failures - FREE_FAILURES - 1);
        Duration lock = FIRST_LOCK.multipliedBy(1L << doublings);
        return lock.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : lock;
    }

    private static ProblemException wrong() {
        return new ProblemException(
                ProblemType.NOT_AUTHENTICATED, "name or password is wrong, or the account is closed for a while");
    }
}
