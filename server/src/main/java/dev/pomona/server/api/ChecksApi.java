// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.estate.Environments;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.CheckStore;
import dev.pomona.store.estate.EnvironmentStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Checks that environments require, and what was reported of them.
final class ChecksApi {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_MESSAGE = 2000;

    private final Environments environments;

    ChecksApi(Environments environments) {
        this.environments = environments;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/environments/{environment}/checks", Scope.READ, List.of(), ChecksApi::required),
                ApiRoute.of(Method.PUT, "/environments/{environment}/checks", Scope.POLICY, List.of(), this::require)
                        .guarded(),
                ApiRoute.get("/artifacts/{digest}/checks", Scope.READ, List.of(), ChecksApi::results)
                        .forProjects(),
                ApiRoute.of(Method.PUT, "/artifacts/{digest}/checks/{check}", Scope.PUSH, List.of(), this::report)
                        .forProjects());
    }

    private static Response required(Call call) {
        String key = call.path("environment");
        List<CheckStore.Required> checks = call.inTenant(tx -> {
            if (new EnvironmentStore(tx).find(key).isEmpty()) throw ProblemException.notFound("environment", key);
            return new CheckStore(tx).required(key);
        });
        return Lists.all(checks, ChecksApi::write);
    }

    private Response require(Call call) {
        Fields fields = call.fields();
        var checks = new ArrayList<CheckStore.Required>();
        for (Fields check : fields.objects("items", CheckStore.MOST)) {
            checks.add(new CheckStore.Required(
                    name(check.text("name")), check.duration("maxAge").orElse(null)));
            check.end();
        }
        fields.end();
        if (checks.stream().map(CheckStore.Required::name).distinct().count() < checks.size()) {
            throw ProblemException.invalid("items", "has a name twice");
        }
        environments.require(
                call.caller().tenant(),
                call.path("environment"),
                checks,
                call.caller().name());
        return required(call);
    }

    private static void write(CheckStore.Required check, JsonOut json) {
        json.field("name", check.name()).field("maxAge", Fields.iso(check.maxAge()));
    }

    private static Response results(Call call) {
        List<CheckStore.Result> results = call.inTenant(tx -> {
            long artifact = ArtifactsApi.find(tx, call, call.digest("digest")).id();
            var byName = new CheckStore(tx).results(List.of(artifact)).getOrDefault(artifact, Map.of());
            return byName.values().stream()
                    .sorted(Comparator.comparing(CheckStore.Result::name))
                    .toList();
        });
        return Lists.all(
                results,
                (result, json) -> json.field("name", result.name())
                        .field("passed", result.isPassed())
                        .field("message", result.message())
                        .text("at", result.at())
                        .field("reportedBy", result.by()));
    }

    private Response report(Call call) {
        String digest = call.digest("digest");
        call.inTenant(tx -> ArtifactsApi.find(tx, call, digest));
        Fields fields = call.fields();
        boolean passed = fields.flag("passed").orElseThrow(() -> ProblemException.invalid("passed", "is missing"));
        var result = new CheckStore.Result(
                name(call.path("check")),
                passed,
                fields.optionalText("message", LONGEST_MESSAGE).orElse(""),
                call.past("at", fields.time("at").orElse(call.now())),
                call.caller().name());
        fields.end();
        environments.report(call.caller().tenant(), digest, result);
        return Response.noContent();
    }

    private static String name(String text) {
        if (text.isBlank() || text.length() > LONGEST_NAME) {
            throw ProblemException.invalid("name", "has from 1 to %d characters".formatted(LONGEST_NAME));
        }
        return text;
    }
}
