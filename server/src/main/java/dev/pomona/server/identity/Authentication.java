// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Request;
import dev.pomona.server.web.Response;
import dev.pomona.store.identity.SessionStore;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/// Tells who is asking: by a bearer token, or by the session cookie of somebody who is logged in.
/// Changes that come with a cookie must prove that a page of ours sent them.
public final class Authentication {

    /// The header in which pages prove themselves.
    public static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String BEARER = "bearer ";
    private static final int LONGEST_TOKEN = 16_384;

    private final Tokens tokens;
    private final Sessions sessions;
    private final BearerTokens others;
    private final RateLimit failures;
    private final RateLimit requests;
    private final Acquaintances known = new Acquaintances();

    /// @param others bearer tokens that are not our own
    public Authentication(Tokens tokens, Sessions sessions, BearerTokens others, InstantSource clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.others = others;
        this.failures = new RateLimit(5, 300, clock);
        this.requests = new RateLimit(200, 1000, clock);
    }

    /// @throws ProblemException when nobody is named who is known, or a change does not prove
    ///     itself, or there are too many requests
    public Caller caller(Request request) {
        String shown = shown(request);
        // who was wrong too often costs no look-up any more; whoever comes from the same address and is known does
        if (failures.isExhausted(request.client()) && !known.has(shown)) failures.takeFrom(request.client());
        Caller caller = find(request).orElseThrow(() -> {
            failures.takeFrom(request.client());
            return new ProblemException(
                    ProblemType.NOT_AUTHENTICATED,
                    "send an API token as 'Authorization: Bearer pom_…', or log in; tokens expire and can be revoked");
        });
        known.add(shown);
        requests.take(caller.tenant().value() + " " + caller.name());
        return caller;
    }

    /// What somebody shows to be known by; empty when they show nothing.
    private static String shown(Request request) {
        return request.header("Authorization")
                .or(() -> request.cookie(cookieName(request)))
                .orElse("");
    }

    /// As [#caller], empty when nobody is named who is known.
    public Optional<Caller> find(Request request) {
        Optional<String> authorization = request.header("Authorization");
        if (authorization.isPresent()) {
            String value = authorization.get();
            if (value.length() > LONGEST_TOKEN
                    || !value.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
                return Optional.empty();
            }
            String token = value.substring(BEARER.length()).strip();
            return token.startsWith(TokenFormat.PREFIX) ? tokens.find(token) : others.find(token);
        }
        return request.cookie(cookieName(request)).flatMap(id -> ofSession(id, request));
    }

    private Optional<Caller> ofSession(String id, Request request) {
        Optional<SessionStore.Session> found = sessions.find(id);
        if (found.isEmpty()) return Optional.empty();
        SessionStore.Session session = found.get();
        if (!request.method().isSafe()) prove(session, request);
        return Optional.of(new Caller(
                session.person().tenant(),
                "person:" + session.person().name(),
                Role.scopes(session.person().roles()),
                null,
                null,
                session.person().id(),
                new Caller.SessionId(id)));
    }

    private static void prove(SessionStore.Session session, Request request) {
        String csrf = request.header(CSRF_HEADER).orElse("");
        boolean isElsewhere = request.header("Origin")
                .filter(origin -> !origin.equals(request.origin()))
                .isPresent();
        if (isElsewhere || !Sessions.isFrom(session, csrf)) {
            throw new ProblemException(
                    ProblemType.CSRF, "a change by a session sends the token of /api/v1/me as " + CSRF_HEADER);
        }
    }

    /// The session that a request came with, valid or not.
    public static Optional<String> sessionId(Request request) {
        return request.cookie(cookieName(request));
    }

    /// Gives a browser its session.
    public static Response withSession(Response response, Request request, Caller.SessionId id) {
        return response.header("Set-Cookie", cookie(request, id.value(), Sessions.LONGEST.toSeconds()));
    }

    /// Takes it away.
    public static Response withoutSession(Response response, Request request) {
        return response.header("Set-Cookie", cookie(request, "", 0));
    }

    /// With the prefix browsers take it only over an encrypted way, from this very host, for all of
    /// its paths.
    private static String cookieName(Request request) {
        return request.isSecure() ? "__Host-pomona" : "pomona";
    }

    private static String cookie(Request request, String value, long seconds) {
        return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s"
                .formatted(cookieName(request), value, seconds, request.isSecure() ? "; Secure" : "");
    }
}
