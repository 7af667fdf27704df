// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.identity.Tokens;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.identity.ApiToken;
import dev.pomona.store.identity.TokenStore;
import dev.pomona.store.reading.Page;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/// API tokens.
final class TokensApi {

    private final Tokens tokens;

    TokensApi(Tokens tokens) {
        this.tokens = tokens;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/tokens", Scope.ADMIN, List.of("cursor", "limit"), TokensApi::list),
                ApiRoute.of(Method.POST, "/tokens", Scope.ADMIN, List.of(), this::make),
                ApiRoute.of(Method.DELETE, "/tokens/{id}", Scope.ADMIN, List.of(), this::revoke));
    }

    private static Response list(Call call) {
        String after = call.after();
        int limit = call.limit();
        List<ApiToken> found = call.inTenant(
                tx -> new TokenStore(tx).before(after == null ? Long.MAX_VALUE : Long.parseLong(after), limit + 1));
        return Lists.page(
                call,
                Page.of(found, limit, token -> Long.toString(token.id())),
                (token, json) -> json.field("id", token.id())
                        .field("name", token.name())
                        .texts("scopes", token.scopes())
                        .field("project", token.project())
                        .field("host", token.host())
                        .text("createdAt", token.createdAt())
                        .field("createdBy", token.createdBy())
                        .text("expiresAt", token.expiresAt())
                        .text("usedAt", token.usedAt())
                        .text("revokedAt", token.revokedAt()));
    }

    private Response make(Call call) {
        Fields fields = call.fields();
        String name = fields.text("name");
        var scopes = EnumSet.noneOf(Scope.class);
        for (String word : fields.texts("scopes", Scope.values().length)) {
            scopes.add(Scope.of(word)
                    .orElseThrow(() -> ProblemException.invalid(
                            "scopes",
                            "are of "
                                    + Arrays.stream(Scope.values())
                                            .map(Scope::word)
                                            .toList())));
        }
        String project = fields.optionalText("project", 200)
                .map(key -> Call.key("project", key))
                .orElse(null);
        String host = fields.optionalText("host", 200).orElse(null);
        Instant expiresAt =
                fields.time("expiresAt").orElseThrow(() -> ProblemException.invalid("expiresAt", "is missing"));
        fields.end();
        Tokens.Made made = tokens.make(call.caller(), name, scopes, new Tokens.Only(project, host), expiresAt);
        return Response.json(201, json -> json.field("id", made.id()).field("token", made.token()));
    }

    private Response revoke(Call call) {
        tokens.revoke(call.caller(), call.id("id", "token"));
        return Response.noContent();
    }
}
