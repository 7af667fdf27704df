// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.policy.DefaultPolicy;
import dev.pomona.policy.document.Issue;
import dev.pomona.server.gate.Policies;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.store.judgement.DecisionStore;
import java.util.List;
import java.util.Objects;

/// The policy and the waivers by which everything is judged.
final class PolicyApi {

    private static final int LARGEST = 500_000;
    private static final int USUAL_TRIALS = 100;

    private final Policies policies;

    PolicyApi(Policies policies) {
        this.policies = policies;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/policy", Scope.READ, List.of(), PolicyApi::show),
                ApiRoute.of(Method.PUT, "/policy", Scope.POLICY, List.of(), this::set)
                        .withMaxBody(3 * LARGEST)
                        .guarded(),
                ApiRoute.of(Method.POST, "/policy/check", Scope.READ, List.of(), PolicyApi::check)
                        .withMaxBody(3 * LARGEST),
                ApiRoute.of(Method.POST, "/policy/dry-run", Scope.READ, List.of("last"), this::dryRun)
                        .withMaxBody(3 * LARGEST));
    }

    private static Policies.Documents documents(Fields fields) {
        String waivers = fields.optionalText("waivers", LARGEST).orElse(null);
        boolean keepsWaivers = fields.flag("keepWaivers", false);
        if (keepsWaivers && waivers != null) throw ProblemException.invalid("waivers", "are kept or sent, not both");
        return new Policies.Documents(fields.optionalText("policy", LARGEST).orElse(null), waivers, keepsWaivers);
    }

    private static Response show(Call call) {
        var version = call.inTenant(tx -> new DecisionStore(tx).policy());
        return Response.ok(json -> {
            json.field("builtIn", version.isEmpty());
            version.ifPresentOrElse(known -> write(known, json), () -> json.field("policy", DefaultPolicy.document()));
        });
    }

    private static Response check(Call call) {
        Fields fields = call.fields();
        Policies.Documents documents = documents(fields);
        fields.optionalText("origin", 500);
        fields.end();
        List<Issue> issues = Policies.issues(documents);
        return Response.ok(json -> {
            json.field("sound", issues.isEmpty()).array("problems");
            for (Issue issue : issues) {
                json.object()
                        .field("where", issue.file())
                        .field("line", issue.line())
                        .field("column", issue.column())
                        .field("message", issue.message())
                        .end();
            }
            json.end();
        });
    }

    /// Says what would have become of the newest verdicts; only of those that would have been others.
    private Response dryRun(Call call) {
        Fields fields = call.fields();
        Policies.Documents documents = documents(fields);
        fields.end();
        int last = call.number("last", 1, Policies.MOST).orElse(USUAL_TRIALS);
        Policies.Tried tried = policies.tryOut(call.caller().tenant(), documents, last);
        refuse(tried.issues());
        return Response.ok(json -> {
            json.field("looked", tried.trials().size())
                    .field("lost", tried.lost())
                    .array("items");
            tried.trials().stream().filter(Policies.Trial::isChange).forEach(trial -> write(trial, json));
            json.end();
        });
    }

    private static void write(Policies.Trial trial, JsonOut json) {
        json.object()
                .field("decision", trial.decision())
                .field("artifact", trial.artifact())
                .field("environment", trial.environment())
                .text("asOf", trial.asOf())
                .field("was", trial.was())
                .field("wouldBe", trial.wouldBe())
                .array("violations");
        for (var violation : trial.violations()) {
            json.object()
                    .field("rule", violation.rule())
                    .field("level", violation.level())
                    .field("message", violation.message())
                    .field("findings", violation.findings().size())
                    .end();
        }
        json.end().end();
    }

    private Response set(Call call) {
        Fields fields = call.fields();
        Policies.Documents documents = documents(fields);
        String origin = fields.optionalText("origin", 500).orElse("api");
        fields.end();
        return switch (policies.set(
                call.caller().tenant(), documents, origin, call.caller().name())) {
            case Policies.Result.Refused(var issues) -> throw refused(issues);
            case Policies.Result.Set(var version) ->
                Response.ok(json -> {
                    json.field("builtIn", false);
                    write(version, json);
                });
        };
    }

    private static void refuse(List<Issue> issues) {
        if (!issues.isEmpty()) throw refused(issues);
    }

    private static ProblemException refused(List<Issue> issues) {
        return new ProblemException(ProblemType.POLICY_INVALID, "nothing was changed; see the problems")
                .with(issues.stream()
                        .map(issue -> new ProblemException.Mistake(
                                issue.file(), issue.line(), issue.column(), issue.message()))
                        .toList());
    }

    private static void write(DecisionStore.PolicyVersion version, JsonOut json) {
        json.field("id", version.id())
                .field("digest", version.digest())
                .field("policy", Objects.requireNonNullElseGet(version.policy(), DefaultPolicy::document))
                .field("waivers", version.waivers())
                .field("origin", version.origin())
                .text("setAt", version.setAt());
    }
}
