// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.identity.Caller;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.lifecycle.Acceptances;
import dev.pomona.server.lifecycle.Findings;
import dev.pomona.server.lifecycle.Justification;
import dev.pomona.server.lifecycle.State;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.store.judgement.AcceptanceStore;
import dev.pomona.store.reading.Page;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What people do to findings: one, or many at a time; waivers and accepted risks.
final class LifecycleApi {

    private final Findings findings;
    private final Acceptances acceptances;

    LifecycleApi(Findings findings, Acceptances acceptances) {
        this.findings = findings;
        this.acceptances = acceptances;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.of(Method.PATCH, "/findings/{id}", Scope.TRIAGE, List.of(), this::one)
                        .guarded(),
                ApiRoute.of(Method.POST, "/findings/actions", Scope.TRIAGE, List.of(), this::many),
                ApiRoute.of(Method.POST, "/acceptances", Scope.TRIAGE, List.of(), this::accept),
                ApiRoute.of(Method.POST, "/acceptances/{id}/signature", Scope.ACCEPT, List.of(), this::sign),
                ApiRoute.get("/acceptances", Scope.READ, List.of("cursor", "limit"), this::acceptances),
                ApiRoute.get("/acceptances/{id}", Scope.READ, List.of(), this::acceptance),
                ApiRoute.get("/findings/{id}/acceptances", Scope.READ, List.of(), this::ofFinding)
                        .forProjects(),
                ApiRoute.of(Method.DELETE, "/acceptances/{id}", Scope.TRIAGE, List.of("reason"), this::end));
    }

    private Response one(Call call) {
        return act(call, List.of(call.id("id", "finding")), call.fields());
    }

    private Response many(Call call) {
        Fields fields = call.fields();
        return act(call, fields.numbers("ids", Findings.MOST), fields);
    }

    /// One of: a state with its reason, an assignee, a comment.
    private Response act(Call call, List<Long> ids, Fields fields) {
        var state = fields.optionalText("state", 50).map(word -> Call.choice("state", word, State.class));
        var reason = fields.optionalText("reason");
        var justification = fields.optionalText("justification", 100)
                .map(word -> Call.choice("justification", word, Justification.class));
        var assignee = fields.optionalText("assignee", 200);
        var comment = fields.optionalText("comment");
        fields.end();
        Caller by = call.caller();
        var outcomes = new ArrayList<Findings.Outcome>();
        // all of it or nothing
        checked(() -> call.together(_ -> {
            state.ifPresent(to -> outcomes.add(findings.triage(
                    by.tenant(),
                    ids,
                    new Findings.Change(to, reason.orElse(null), justification.orElse(null)),
                    by.name())));
            assignee.ifPresent(
                    name -> outcomes.add(findings.assign(by.tenant(), ids, name.isBlank() ? null : name, by.name())));
            comment.ifPresent(text -> outcomes.add(findings.comment(by.tenant(), ids, text, by.name())));
            return true;
        }));
        if (outcomes.isEmpty())
            throw ProblemException.invalid("body", "says nothing to do: state, assignee or comment");
        return Response.ok(json -> {
            json.array("outcomes");
            for (Findings.Outcome outcome : outcomes) {
                json.object().inlineArray("done");
                outcome.done().forEach(json::value);
                json.end().array("refused");
                outcome.refused()
                        .forEach((id, why) -> json.object()
                                .field("id", id)
                                .field("reason", why)
                                .end());
                json.end().field("verdicts", outcome.verdicts()).end();
            }
            json.end();
        });
    }

    private Response accept(Call call) {
        Fields fields = call.fields();
        var terms = new AcceptanceStore.Terms(
                Call.choice("kind", fields.text("kind"), AcceptanceStore.Kind.class),
                fields.text("fingerprint"),
                fields.optionalText("project", 200).orElse(null),
                fields.optionalText("environment", 200).orElse(null),
                fields.text("owner"),
                fields.text("reason"),
                day(fields.text("expires")));
        fields.end();
        Caller by = call.caller();
        long id = checked(() -> acceptances.add(by.tenant(), terms, by(by)));
        return Response.json(201, json -> json.field("id", id));
    }

    private Response sign(Call call) {
        Caller by = call.caller();
        checked(() -> {
            acceptances.sign(by.tenant(), call.id("id", "acceptance"), by(by));
            return true;
        });
        return Response.noContent();
    }

    private Response acceptances(Call call) {
        String after = call.after();
        int limit = call.limit();
        List<AcceptanceStore.Acceptance> found = call.inTenant(tx ->
                new AcceptanceStore(tx).newest(after == null ? Long.MAX_VALUE : Long.parseLong(after), limit + 1));
        return Lists.page(
                call,
                Page.of(found, limit, one -> Long.toString(one.id())),
                (one, json) -> write(acceptances.proved(one), json));
    }

    private Response acceptance(Call call) {
        long id = call.id("id", "acceptance");
        Acceptances.Proved proved = acceptances
                .find(call.caller().tenant(), id)
                .orElseThrow(() -> ProblemException.notFound("acceptance", Long.toString(id)));
        return Response.ok(json -> write(proved, json));
    }

    /// What permits to carry one flaw, in whichever environment.
    private Response ofFinding(Call call) {
        List<AcceptanceStore.Acceptance> about = call.inTenant(tx -> {
            var finding = FindingsApi.find(tx, call);
            return new AcceptanceStore(tx)
                    .about(List.of(finding.fingerprint())).stream()
                            .filter(one -> one.terms().project() == null
                                    || one.terms().project().equals(finding.project()))
                            .toList();
        });
        return Lists.all(about, (one, json) -> write(acceptances.proved(one), json));
    }

    private static void write(Acceptances.Proved proved, JsonOut json) {
        var acceptance = proved.acceptance();
        var terms = acceptance.terms();
        json.field("id", acceptance.id())
                .field("kind", terms.kind())
                .field("fingerprint", terms.fingerprint())
                .field("project", terms.project())
                .field("environment", terms.environment())
                .field("owner", terms.owner())
                .field("reason", terms.reason())
                .text("expires", terms.expires())
                .field("madeBy", acceptance.madeBy())
                .text("madeAt", acceptance.madeAt())
                .field("signedBy", acceptance.signedBy())
                .text("signedAt", acceptance.signedAt());
        var conditions = acceptance.conditions();
        if (conditions != null) {
            json.object("conditions")
                    .field("severity", FindingsApi.severity(conditions.severity()))
                    .field("exploited", conditions.isExploited())
                    .texts("environments", conditions.environments())
                    .end();
        }
        String envelope = acceptance.envelope();
        if (envelope != null) json.json("signature", envelope);
        String problem = proved.problem();
        if (problem != null) {
            json.field("verified", problem.isEmpty()).field("problem", problem.isEmpty() ? null : problem);
        }
        json.text("endedAt", acceptance.endedAt()).field("endedBecause", acceptance.endedBecause());
    }

    private Response end(Call call) {
        Caller by = call.caller();
        checked(() -> {
            acceptances.end(by.tenant(), call.id("id", "acceptance"), call.required("reason"), by.name());
            return true;
        });
        return Response.noContent();
    }

    private static Acceptances.By by(Caller caller) {
        return new Acceptances.By(caller.name(), caller.person());
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw ProblemException.invalid("expires", "is a day such as 2026-12-31");
        }
    }

    /// What the life cycle refuses it says in words for whoever asks.
    private static <T> T checked(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.UNPROCESSABLE, String.valueOf(e.getMessage()));
        }
    }
}
