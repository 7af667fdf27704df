// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.estate.Who;
import dev.pomona.server.estate.WhoQuestion;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.When;
import dev.pomona.store.estate.WhoStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who runs it?
final class WhoApi {

    private final Who who;

    WhoApi(Who who) {
        this.who = who;
    }

    List<ApiRoute> routes() {
        return List.of(ApiRoute.get(
                "/who", Scope.READ, List.of("q", "purl", "trueAt", "knownAt", "cursor", "limit"), this::ask));
    }

    private Response ask(Call call) {
        WhoQuestion question;
        // 'purl' is what 'q' was called when it took nothing else
        String asked = call.query("q")
                .or(() -> call.query("purl"))
                .orElseThrow(() -> ProblemException.invalid("q", "is missing"));
        try {
            question = WhoQuestion.parse(asked);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("q", String.valueOf(e.getMessage()));
        }
        Who.Page page = who.ask(call.caller().tenant(), question, when(call), position(call.after()), call.limit());
        return Response.ok(json -> {
            json.field("versions", page.versions()).array("items");
            for (Who.Answer answer : page.answers()) write(answer, json);
            json.end().object("unread").array("first");
            page.unread().stream()
                    .limit(Who.MOST_UNREAD)
                    .forEach(one -> json.object()
                            .field("artifact", one.artifact())
                            .field("name", one.name())
                            .field("project", one.project())
                            .end());
            json.end().field("more", page.unread().size() > Who.MOST_UNREAD).end();
            var next = page.next();
            if (next != null) json.field("next", call.cursor(text(next)));
        });
    }

    private static When when(Call call) {
        Optional<Instant> trueAt = call.timeQuery("trueAt");
        Optional<Instant> knownAt = call.timeQuery("knownAt");
        if (trueAt.isPresent() && knownAt.isPresent()) {
            throw ProblemException.invalid("knownAt", "is for another question than trueAt; ask one of them");
        }
        if (trueAt.isPresent()) return new When.True(trueAt.get());
        return knownAt.<When>map(When.Known::new).orElseGet(When.Now::new);
    }

    private static String text(WhoStore.Position position) {
        return "%d %d %d".formatted(position.artifact(), position.component(), position.deployment());
    }

    private static WhoStore.Position position(@Nullable String text) {
        if (text == null) return WhoStore.Position.START;
        String[] parts = text.split(" ", -1);
        return new WhoStore.Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    private static void write(Who.Answer answer, JsonOut json) {
        var place = answer.place();
        json.object()
                .field("artifact", place.artifact())
                .field("name", place.name())
                .field("version", place.version())
                .field("project", place.project())
                .field("purl", place.purl())
                .field("manifest", place.manifest().isEmpty() ? null : place.manifest())
                .field("certain", answer.isCertain())
                .texts("owners", answer.owners())
                .field("flaw", answer.flaw())
                .field("findings", place.findings())
                .field("waived", place.waived());
        var runs = place.runs();
        if (runs != null) {
            json.object("runs")
                    .field("environment", runs.environment())
                    .field("production", runs.isProduction())
                    .field("account", runs.account())
                    .field("cluster", runs.cluster())
                    .field("host", runs.host())
                    .field("workload", runs.workload())
                    .field("instance", runs.instance().isEmpty() ? null : runs.instance())
                    .text("since", runs.since())
                    .text("until", runs.until())
                    .end();
        }
        json.end();
    }
}
