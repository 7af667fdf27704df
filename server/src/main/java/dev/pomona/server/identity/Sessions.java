// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import dev.pomona.store.identity.Person;
import dev.pomona.store.identity.SessionStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/// Who is logged in. A session ends when nobody uses it for some hours, and after a day in any
/// case; each login begins a new one.
public final class Sessions {

    /// Unused for so long it is over.
    public static final Duration IDLE = Duration.ofHours(2);

    /// Over however much it is used.
    public static final Duration LONGEST = Duration.ofHours(24);

    private final Database database;
    private final Randomness randomness;
    private final InstantSource clock;

    public Sessions(Database database, Randomness randomness, InstantSource clock) {
        this.database = database;
        this.randomness = randomness;
        this.clock = clock;
    }

    /// A session as its owner gets it, once.
    public record Opened(Person person, Caller.SessionId id) {}

    /// Begins a session.
    ///
    /// @param before the one that the same browser had, which ends; so nobody can prepare a session
    ///     for somebody else
    public Opened open(Person person, Optional<String> before) {
        before.ifPresent(this::close);
        String id = randomness.secret();
        Instant now = clock.instant();
        database.runInTenant(
                person.tenant(),
                tx -> new SessionStore(tx)
                        .add(person.id(), Randomness.hash(id), Randomness.hash(csrf(id)), now, now.plus(LONGEST)));
        database.runAs(Purpose.IDENTITY, tx -> new SessionStore(tx).endOld(now, now.minus(IDLE)));
        return new Opened(person, new Caller.SessionId(id));
    }

    /// Whose session it is, while it lasts; it counts as used.
    public Optional<SessionStore.Session> find(String id) {
        return find(id, true);
    }

    /// As [#find], for what a page that is left open asks by itself: it does not count as used.
    public Optional<SessionStore.Session> look(String id) {
        return find(id, false);
    }

    private Optional<SessionStore.Session> find(String id, boolean isUse) {
        Instant now = clock.instant();
        return database.as(Purpose.IDENTITY, tx -> {
            var sessions = new SessionStore(tx);
            var found = sessions.byHash(Randomness.hash(id))
                    .filter(session -> now.isBefore(session.expiresAt())
                            && now.isBefore(session.usedAt().plus(IDLE)));
            if (isUse) found.ifPresent(session -> sessions.used(session, now));
            return found;
        });
    }

    public void close(String id) {
        database.runAs(Purpose.IDENTITY, tx -> new SessionStore(tx).end(Randomness.hash(id)));
    }

    /// What pages of a session send with every change. It follows from the session's id, which no
    /// other site can read.
    public static String csrf(String id) {
        return HexFormat.of().formatHex(Randomness.hash("csrf " + id));
    }

    /// Whether a change comes from a page of the session.
    static boolean isFrom(SessionStore.Session session, String csrf) {
        return MessageDigest.isEqual(session.csrf(), Randomness.hash(csrf));
    }
}
