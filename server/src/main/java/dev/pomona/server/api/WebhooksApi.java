// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.jobs.Webhooks;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import java.util.List;

/// Who is told of changes.
final class WebhooksApi {

    private static final int MOST_TOPICS = 50;

    private final Webhooks webhooks;

    WebhooksApi(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/webhooks", Scope.ADMIN, List.of(), this::list),
                ApiRoute.of(Method.POST, "/webhooks", Scope.ADMIN, List.of(), this::add),
                ApiRoute.of(Method.DELETE, "/webhooks/{id}", Scope.ADMIN, List.of(), this::remove));
    }

    private Response list(Call call) {
        return Lists.all(
                webhooks.all(call.caller().tenant()),
                (webhook, json) -> json.field("id", webhook.id())
                        .field("url", webhook.url())
                        .texts("topics", webhook.topics())
                        .text("createdAt", webhook.createdAt())
                        .field("createdBy", webhook.createdBy()));
    }

    private Response add(Call call) {
        Fields fields = call.fields();
        String url = fields.text("url");
        List<String> topics = fields.texts("topics", MOST_TOPICS);
        fields.end();
        try {
            Webhooks.Added added = webhooks.add(
                    call.caller().tenant(), url, topics, call.caller().name());
            return Response.json(201, json -> json.field("id", added.id()).field("secret", added.secret()));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.UNPROCESSABLE, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            throw new ProblemException(ProblemType.CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    private Response remove(Call call) {
        long id = call.id("id", "webhook");
        if (!webhooks.remove(call.caller().tenant(), id, call.caller().name())) {
            throw ProblemException.notFound("webhook", Long.toString(id));
        }
        return Response.noContent();
    }
}
