// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Topic;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.store.identity.ApiToken;
import dev.pomona.store.identity.TokenStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// API tokens: made by administrators, shown once, stored as hashes.
public final class Tokens {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_HOST = 200;

    private final Database database;
    private final Audit audit;
    private final Randomness randomness;
    private final InstantSource clock;

    public Tokens(Database database, Audit audit, Randomness randomness, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.randomness = randomness;
        this.clock = clock;
    }

    /// @param token in clear; only this once
    public record Made(long id, String token) {

        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    /// What alone a token is for.
    ///
    /// @param project a key; `null` for all
    /// @param host a key; `null` for all
    public record Only(@Nullable String project, @Nullable String host) {

        /// Everything.
        public static final Only NOTHING = new Only(null, null);
    }

    /// @throws ProblemException when who asks may not give these scopes, or the expiry makes no
    ///     sense
    public Made make(Caller by, String name, Set<Scope> scopes, Only only, Instant expiresAt) {
        Instant now = clock.instant();
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw ProblemException.invalid("name", "has from 1 to %d characters".formatted(LONGEST_NAME));
        }
        if (scopes.isEmpty()) throw ProblemException.invalid("scopes", "names at least one");
        if (!by.scopes().containsAll(scopes)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "nobody can give what they don't have");
        }
        if (only.project() != null && scopes.contains(Scope.ADMIN)) {
            throw ProblemException.invalid("scopes", "can't hold admin in a token for one project");
        }
        String host = only.host();
        if (host != null && !scopes.equals(EnumSet.of(Scope.REPORT))) {
            throw ProblemException.invalid("scopes", "are 'report' alone in a token for one host");
        }
        if (host != null && (host.isBlank() || host.length() > LONGEST_HOST)) {
            throw ProblemException.invalid("host", "has from 1 to %d characters".formatted(LONGEST_HOST));
        }
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST))) {
            throw ProblemException.invalid("expiresAt", "is a time within the next 366 days");
        }
        String token = TokenFormat.fresh(randomness);
        List<String> words = scopes.stream().map(Scope::word).sorted().toList();
        long id = database.inTenant(by.tenant(), tx -> {
            long made = new TokenStore(tx)
                    .add(
                            name,
                            Randomness.hash(token),
                            words,
                            only.project(),
                            host,
                            now,
                            by.name(),
                            by.person(),
                            expiresAt);
            audit.add(
                    tx,
                    Topic.ACCESS,
                    by.name(),
                    "token-made",
                    "token " + made,
                    json -> json.field("name", name)
                            .texts("scopes", words)
                            .field("project", only.project())
                            .field("host", host),
                    now);
            return made;
        });
        return new Made(id, token);
    }

    /// @throws ProblemException when there is no such token
    public void revoke(Caller by, long id) {
        Instant now = clock.instant();
        database.runInTenant(by.tenant(), tx -> {
            if (!new TokenStore(tx).revoke(id, now)) throw ProblemException.notFound("token", Long.toString(id));
            audit.add(tx, Topic.ACCESS, by.name(), "token-revoked", "token " + id, _ -> {}, now);
        });
    }

    /// Who a token speaks for; empty when it is none, is over or was revoked.
    Optional<Caller> find(String token) {
        if (!TokenFormat.isToken(token)) return Optional.empty();
        Instant now = clock.instant();
        return database.as(Purpose.IDENTITY, tx -> {
            var tokens = new TokenStore(tx);
            Optional<ApiToken> found = tokens.byHash(Randomness.hash(token)).filter(known -> known.isValid(now));
            found.ifPresent(known -> tokens.used(known, now));
            return found.map(Tokens::caller);
        });
    }

    private static Caller caller(ApiToken token) {
        Set<Scope> scopes = token.scopes().stream()
                .flatMap(word -> Scope.of(word).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
        return new Caller(
                token.tenant(),
                "token:" + token.id() + " " + token.name(),
                scopes,
                token.project(),
                token.host(),
                token.person(),
                null);
    }
}
