// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Request;
import dev.pomona.server.web.Spooled;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who guesses costs look-ups until it is too much, and none from then on.
class AuthenticationTest {

    private static final Clock STILL = Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);
    private static final String GOOD = "of a pipeline";

    private int lookUps;

    /// @param token that it shows
    private record Shown(String token, String client) implements Request {

        @Override
        public Optional<String> header(String name) {
            return name.equals("Authorization") ? Optional.of("Bearer " + token) : Optional.empty();
        }

        @Override
        public Optional<String> cookie(String name) {
            return Optional.empty();
        }

        @Override
        public Method method() {
            return Method.GET;
        }

        @Override
        public String path() {
            return "/";
        }

        @Override
        public String template() {
            return "/";
        }

        @Override
        public String pathParameter(String name) {
            throw new IllegalArgumentException(name);
        }

        @Override
        public Optional<String> query(String name) {
            return Optional.empty();
        }

        @Override
        public List<String> queryNames() {
            return List.of();
        }

        @Override
        public String rawQuery() {
            return "";
        }

        @Override
        public byte[] body() {
            return new byte[0];
        }

        @Override
        public Spooled spooled() {
            throw new IllegalStateException("there is no body");
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String origin() {
            return "http://localhost";
        }
    }

    private Optional<Caller> find(String token) {
        lookUps++;
        return token.equals(GOOD)
                ? Optional.of(new Caller(new TenantId(1), "pipeline:p", EnumSet.of(Scope.READ), null, null, null, null))
                : Optional.empty();
    }

    private static ProblemType refusal(Authentication authentication, Request request) {
        try {
            authentication.caller(request);
            throw new AssertionError("it was let in");
        } catch (ProblemException e) {
            return e.type();
        }
    }

    @Test
    void aWrongTokenOfWhoGuessedTooOftenIsNotLookedUp() {
        try (Database database = TestDatabase.fresh()) {
            var randomness = new Randomness(new SecureRandom());
            var authentication = new Authentication(
                    new Tokens(database, null, randomness, STILL),
                    new Sessions(database, randomness, STILL),
                    this::find,
                    STILL);
            assertThat(authentication.caller(new Shown(GOOD, "192.0.2.1")).name())
                    .isEqualTo("pipeline:p");
            int guesses = 0;
            while (refusal(authentication, new Shown("guess " + guesses, "192.0.2.1"))
                    == ProblemType.NOT_AUTHENTICATED) {
                guesses++;
            }
            int before = lookUps;
            for (int i = 0; i < 50; i++) {
                assertThat(refusal(authentication, new Shown("more " + i, "192.0.2.1")))
                        .isEqualTo(ProblemType.TOO_MANY_REQUESTS);
            }
            assertThat(lookUps).as("none of them was looked up").isEqualTo(before);
            assertThat(authentication.caller(new Shown(GOOD, "192.0.2.1")).name())
                    .as("who is known is let in from the same address")
                    .isEqualTo("pipeline:p");
            assertThatThrownBy(() -> authentication.caller(new Shown("guess", "192.0.2.2")))
                    .as("others may still be wrong")
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.NOT_AUTHENTICATED));
        }
    }
}
