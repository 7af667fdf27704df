// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.oidc.ClaimMapping;
import dev.pomona.server.oidc.Issuers;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.store.identity.Issuer;
import java.util.ArrayList;
import java.util.List;

/// Identity providers whose word is taken.
final class IssuersApi {

    private static final int MOST_RULES = 200;

    private final Issuers issuers;

    IssuersApi(Issuers issuers) {
        this.issuers = issuers;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/issuers", Scope.ADMIN, List.of(), this::list),
                ApiRoute.of(Method.PUT, "/issuers", Scope.ADMIN, List.of(), this::set),
                ApiRoute.of(Method.DELETE, "/issuers/{id}", Scope.ADMIN, List.of(), this::remove));
    }

    private Response list(Call call) {
        return Lists.all(
                issuers.all(call.caller().tenant()),
                (issuer, json) -> json.field("id", issuer.id())
                        .field("url", issuer.url())
                        .field("kind", issuer.kind())
                        .field("clientId", issuer.clientId())
                        .field("hasSecret", issuer.clientSecret() != null)
                        .json("mapping", issuer.mapping()));
    }

    private Response set(Call call) {
        Fields fields = call.fields();
        String url = fields.text("url");
        Issuer.Kind kind = Call.choice("kind", fields.text("kind"), Issuer.Kind.class);
        String clientId = fields.text("clientId");
        String secret = fields.optionalText("clientSecret", 2000).orElse(null);
        var rules = new ArrayList<ClaimMapping.Rule>();
        for (Fields rule : fields.objects("rules", MOST_RULES)) {
            rules.add(new ClaimMapping.Rule(
                    rule.optionalText("claim", 200).orElse(null),
                    rule.optionalText("value", 1000).orElse(""),
                    rule.texts("gives", 20)));
            rule.end();
        }
        String project = fields.optionalText("project", 200).orElse(null);
        fields.end();
        try {
            // written and read again, so that what is kept is what can be read
            ClaimMapping mapping = ClaimMapping.read(new ClaimMapping(rules, project).write());
            long id = issuers.set(
                    call.caller().tenant(),
                    url,
                    kind,
                    clientId,
                    secret,
                    mapping,
                    call.caller().name());
            return Response.ok(json -> json.field("id", id));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.UNPROCESSABLE, String.valueOf(e.getMessage()));
        }
    }

    private Response remove(Call call) {
        long id = call.id("id", "issuer");
        if (!issuers.remove(call.caller().tenant(), id, call.caller().name())) {
            throw ProblemException.notFound("issuer", Long.toString(id));
        }
        return Response.noContent();
    }
}
