// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.change.Precondition;
import dev.pomona.server.identity.Authentication;
import dev.pomona.server.identity.Caller;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.server.web.OpenApiDocument;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Request;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.server.web.Spooled;
import dev.pomona.store.sql.Database;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Every route of the API. What they share is done here: who is asking and whether they may,
/// limits, idempotency, and answers that need not be sent again.
public final class Api {

    /// Where all of it begins.
    public static final String BASE = "/api/v1";

    private final List<ApiRoute> routes;
    private final Authentication authentication;
    private final Database database;
    private final Cursors cursors;
    private final Idempotency idempotency;
    private final InstantSource clock;

    /// @param routes of all kinds of things, see [ApiServices#routes]
    public Api(
            List<ApiRoute> routes,
            Authentication authentication,
            Database database,
            ServerKey key,
            InstantSource clock) {
        this.routes = List.copyOf(routes);
        this.authentication = authentication;
        this.database = database;
        this.cursors = new Cursors(key);
        this.idempotency = new Idempotency(key);
        this.clock = clock;
    }

    /// All of them as routes of a listener, and the document that describes them.
    public List<Route> routes() {
        var all = new ArrayList<Route>();
        for (ApiRoute route : routes) {
            all.add(new Route(route.method(), BASE + route.path(), route.maxBody(), request -> answer(route, request)));
        }
        all.add(OpenApiDocument.route(BASE + "/openapi.yaml", OpenApiDocument.API));
        return all;
    }

    /// The OpenAPI document.
    public static String document() {
        return OpenApiDocument.read(OpenApiDocument.API);
    }

    private Response answer(ApiRoute route, Request request) {
        Caller caller = authentication.caller(request);
        check(route, caller);
        for (String name : request.queryNames()) {
            if (!route.parameters().contains(name)) throw ProblemException.invalid(name, "is no parameter here");
        }
        if (route.isSpooled()) {
            try (Spooled document = request.spooled()) {
                return answer(route, request, caller, new byte[0], document);
            }
        }
        byte[] body = route.maxBody() > 0 ? request.body() : new byte[0];
        return answer(route, request, caller, body, null);
    }

    private Response answer(ApiRoute route, Request request, Caller caller, byte[] body, @Nullable Spooled document) {
        var call = new Call(request, caller, body, document, cursors, database, clock.instant());
        if (!route.method().isSafe()) {
            return idempotency.once(call, request, route.isElsewhere(), () -> change(route, request, call));
        }
        return unlessKnown(request, route.handler().handle(call));
    }

    /// Changes something, if it still is as whoever asks saw it.
    private Response change(ApiRoute route, Request request, Call call) {
        Optional<String> match = request.header("If-Match");
        Optional<String> noneMatch = request.header("If-None-Match");
        if (match.isEmpty() && noneMatch.isEmpty()) return route.handler().handle(call);
        if (!route.isGuarded())
            throw ProblemException.invalid("If-Match", "is nothing here: there is no ETag to match");
        ApiRoute shown = routes.stream()
                .filter(other -> other.method().isSafe() && other.path().equals(route.path()))
                .findFirst()
                .orElseThrow();
        return Precondition.demanding(
                tx -> {
                    Optional<String> tag = tag(shown, call.within(tx));
                    boolean holds = match.isPresent()
                            ? tag.isPresent() && names(match.get(), tag.get())
                            : tag.isEmpty() || !names(noneMatch.orElse(""), tag.get());
                    if (!holds) {
                        throw new ProblemException(
                                ProblemType.PRECONDITION_FAILED,
                                "it is not as it was; get it again before changing it");
                    }
                },
                () -> route.handler().handle(call));
    }

    /// The tag of a thing as it is now; empty when it is not there.
    private static Optional<String> tag(ApiRoute shown, Call call) {
        try {
            return Optional.of("\"" + tag(shown.handler().handle(call).body()) + "\"");
        } catch (ProblemException e) {
            if (e.type() == ProblemType.NOT_FOUND) return Optional.empty();
            throw e;
        }
    }

    private static boolean names(String header, String tag) {
        return header.contains(tag) || header.strip().equals("*");
    }

    private static void check(ApiRoute route, Caller caller) {
        Scope scope = route.scope();
        if (scope != null && !caller.may(scope)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "this needs the scope '%s'".formatted(scope.word()));
        }
        if (caller.project() != null && !route.isForProjects()) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "a token for one project can't do this");
        }
    }

    private static Response unlessKnown(Request request, Response response) {
        if (response.status() != 200) return response;
        String tag = "\"" + tag(response.body()) + "\"";
        boolean isKnown = request.header("If-None-Match")
                .filter(known -> names(known, tag))
                .isPresent();
        Response answer = isKnown ? new Response(304, "", response.headers(), new byte[0]) : response;
        return answer.header("ETag", tag).header("Cache-Control", "private, no-cache");
    }

    private static String tag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
