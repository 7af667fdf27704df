// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.change.Topic;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.store.reading.AnswerTimeReading;
import dev.pomona.store.reading.ChangeReading;
import java.time.Instant;
import java.util.List;

/// What happened, in order; and how long answers took.
final class ChangesApi {

    private final Cursors cursors;

    ChangesApi(Cursors cursors) {
        this.cursors = cursors;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/changes", Scope.READ, List.of("after", "limit"), this::changes),
                ApiRoute.get("/time-to-answer", Scope.READ, List.of("cursor", "limit"), ChangesApi::answers));
    }

    /// Unlike in lists there is always a place to read on from, also when nothing is there yet.
    private Response changes(Call call) {
        String feed = call.caller().tenant().value() + " changes";
        String after = call.query("after").map(text -> cursors.read(feed, text)).orElse(null);
        int limit = call.limit();
        String hidden = call.caller().may(Scope.ADMIN) ? "" : Topic.ACCESS.word();
        var page = call.inTenant(tx -> {
            var reading = new ChangeReading(tx);
            if (reading.isRemovedBehind(after)) {
                throw new ProblemException(
                        ProblemType.GONE,
                        "what happened since is not kept any more; get everything, and begin without");
            }
            return reading.page(after, hidden, limit);
        });
        String end = page.items().isEmpty() ? after : page.items().getLast().place();
        return Response.ok(json -> {
            json.array("items");
            for (ChangeReading.Change change : page.items()) {
                json.object()
                        .field("id", change.id())
                        .field("topic", change.topic())
                        .field("key", change.key())
                        .text("at", change.at())
                        .json("payload", change.payload())
                        .end();
            }
            json.end().field("more", page.next() != null);
            if (end != null) json.field("after", cursors.write(feed, end));
        });
    }

    private static Response answers(Call call) {
        var page = call.inTenant(tx -> new AnswerTimeReading(tx).page(call.after(), call.limit()));
        return Lists.page(call, page, (answer, json) -> write(answer, json, call.now()));
    }

    static void write(AnswerTimeReading.Answer answer, JsonOut json, Instant now) {
        json.field("vulnerability", answer.vulnerability())
                .field("snapshot", answer.snapshot())
                .text("publishedAt", answer.publishedAt())
                .text("modifiedAt", answer.modifiedAt())
                .text("knownAt", answer.knownAt())
                .text("listedAt", answer.listedAt())
                .text("decidedAt", answer.decidedAt())
                .text("deliveredAt", answer.deliveredAt())
                .field("packages", answer.packages())
                .field("versions", answer.versions())
                .field("artifacts", answer.artifacts())
                .field("deployments", answer.deployments())
                .field("decisions", answer.decisions())
                .text("dueAt", answer.dueAt())
                .field("late", answer.isLate(now));
        if (answer.severity() != null) json.field("severity", FindingsApi.severity(answer.severity()));
    }
}
