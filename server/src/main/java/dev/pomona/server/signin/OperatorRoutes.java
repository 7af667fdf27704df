// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.signin;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.identity.RateLimit;
import dev.pomona.server.identity.Tenants;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.OpenApiDocument;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Request;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.estate.RemovalStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;

/// What programs of the operator may ask, at the port of health and metrics: to list, make and delete organisations,
/// and to let administrators in. Tokens and sessions of organisations are nothing here.
public final class OperatorRoutes {

    private static final int PAGE = 200;
    private static final String BEARER = "Bearer ";

    /// As what asks here appears in the list of what was deleted.
    private static final String BY = "operator's token";

    private final Tenants tenants;
    private final byte[] token;
    private final RateLimit attempts;

    /// @param token what a program must show
    public OperatorRoutes(Tenants tenants, String token, InstantSource clock) {
        this.tenants = tenants;
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.attempts = new RateLimit(1.0 / 10, 10, clock);
    }

    public List<Route> routes() {
        return List.of(
                OpenApiDocument.route("/operator/v1/openapi.yaml", OpenApiDocument.OPERATOR),
                Route.of(Method.GET, "/operator/v1/tenants", this::list),
                Route.of(Method.POST, "/operator/v1/tenants", this::add),
                Route.of(Method.DELETE, "/operator/v1/tenants/{key}", this::delete),
                Route.of(Method.POST, "/operator/v1/tenants/{key}/invitations", this::invite),
                Route.of(Method.GET, "/operator/v1/deletions", this::deletions));
    }

    private void requireOperator(Request request) {
        String shown = request.header("Authorization").orElse("");
        boolean isOne = shown.startsWith(BEARER)
                && MessageDigest.isEqual(token, shown.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
        if (isOne) return;
        attempts.takeFrom(request.client());
        throw new ProblemException(ProblemType.NOT_AUTHENTICATED, "this wants the operator's token");
    }

    private Response list(Request request) {
        requireOperator(request);
        List<TenantStore.Listed> found = tenants.after(request.query("after").orElse(""), PAGE + 1);
        List<TenantStore.Listed> page = found.subList(0, Math.min(PAGE, found.size()));
        return Response.ok(json -> {
            json.array("items");
            for (TenantStore.Listed tenant : page) {
                json.object()
                        .field("key", tenant.key())
                        .field("name", tenant.name())
                        .text("createdAt", tenant.createdAt())
                        .end();
            }
            json.end();
            if (found.size() > PAGE) json.field("next", page.getLast().key());
        });
    }

    private Response add(Request request) {
        requireOperator(request);
        Node fields = fields(request);
        String key = fields.text("key");
        if (key == null) throw ProblemException.invalid("key", "is missing");
        String name = fields.text("name");
        return invitation(201, key, tenants.add(key, name == null ? key : name));
    }

    private Response invite(Request request) {
        requireOperator(request);
        String key = request.pathParameter("key");
        return invitation(201, key, tenants.invite(key));
    }

    /// What can't be taken back names twice what it is about.
    private Response delete(Request request) {
        requireOperator(request);
        String key = request.pathParameter("key");
        if (!request.query("confirm").filter(key::equals).isPresent()) {
            throw ProblemException.invalid("confirm", "is the key once more");
        }
        RemovalStore.Removal removal = tenants.delete(key, BY);
        return Response.json(202, json -> deletion(json, removal));
    }

    private Response deletions(Request request) {
        requireOperator(request);
        List<RemovalStore.Removal> found =
                tenants.deleted(after(request.query("after").orElse("0")), PAGE + 1);
        List<RemovalStore.Removal> page = found.subList(0, Math.min(PAGE, found.size()));
        return Response.ok(json -> {
            json.array("items");
            for (RemovalStore.Removal removal : page) {
                json.object();
                deletion(json, removal);
                json.end();
            }
            json.end();
            if (found.size() > PAGE) {
                json.field("next", Long.toString(page.getLast().id().value()));
            }
        });
    }

    private static long after(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("after", "is 'next' of the page before");
        }
    }

    private static void deletion(JsonOut json, RemovalStore.Removal removal) {
        json.field("key", removal.key())
                .text("askedAt", removal.askedAt())
                .field("askedBy", removal.askedBy())
                .field("rows", removal.gone())
                .text("goneAt", removal.goneAt());
    }

    /// The address of the server itself is not known here; the path is.
    private static Response invitation(int status, String key, String secret) {
        return Response.json(
                status,
                json -> json.field("key", key)
                        .field("setupPath", "/setup?key=" + secret)
                        .field("loginPath", "/login?organisation=" + key));
    }

    private static Node fields(Request request) {
        try {
            return Json.read(new String(request.body(), StandardCharsets.UTF_8));
        } catch (SyntaxException e) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "the body is not well-formed JSON");
        }
    }
}
