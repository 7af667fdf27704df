// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.estate.Deployments;
import dev.pomona.server.estate.Environments;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.Deployment;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.reading.DeploymentReading;
import java.time.Instant;
import java.util.List;

/// What runs where: environments and deployments.
final class EstateApi {

    private final Environments environments;
    private final Deployments deployments;

    EstateApi(Environments environments, Deployments deployments) {
        this.environments = environments;
        this.deployments = deployments;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/environments", Scope.READ, List.of(), EstateApi::environments),
                ApiRoute.get("/environments/{environment}", Scope.READ, List.of(), EstateApi::environment),
                ApiRoute.of(Method.PUT, "/environments/{environment}", Scope.POLICY, List.of(), this::setEnvironment)
                        .guarded(),
                ApiRoute.of(
                                Method.DELETE,
                                "/environments/{environment}",
                                Scope.POLICY,
                                List.of(),
                                this::removeEnvironment)
                        .guarded(),
                ApiRoute.get(
                        "/deployments",
                        Scope.READ,
                        List.of("environment", "artifact", "project", "account", "cluster", "host", "cursor", "limit"),
                        EstateApi::deployments),
                ApiRoute.of(Method.PUT, "/deployments", Scope.DEPLOY, List.of(), this::deploy),
                ApiRoute.of(
                        Method.DELETE,
                        "/deployments",
                        Scope.DEPLOY,
                        List.of("environment", "workload", "instance", "at"),
                        this::end));
    }

    private static Response environments(Call call) {
        return Lists.all(call.inTenant(tx -> new EnvironmentStore(tx).all()), EstateApi::write);
    }

    private static Response environment(Call call) {
        String key = call.path("environment");
        Environment environment = call.inTenant(tx -> new EnvironmentStore(tx).find(key))
                .orElseThrow(() -> ProblemException.notFound("environment", key));
        return Response.ok(json -> write(environment, json));
    }

    private Response setEnvironment(Call call) {
        String key = Call.kebab("environment", call.path("environment"));
        Fields fields = call.fields();
        var environment = new Environment(
                key,
                fields.optionalText("name", 200).orElse(key),
                fields.flag("production", false),
                fields.flag("exposed", false),
                fields.number("position", 0, 10_000).orElse(0L).intValue(),
                fields.duration("maxReverseUptime").orElse(null),
                fields.duration("maxImageAge").orElse(null));
        fields.end();
        environments.set(call.caller().tenant(), environment, call.caller().name());
        return Response.ok(json -> write(environment, json));
    }

    private Response removeEnvironment(Call call) {
        String key = call.path("environment");
        if (call.inTenant(tx -> new EnvironmentStore(tx).find(key)).isEmpty()) {
            throw ProblemException.notFound("environment", key);
        }
        if (!environments.remove(call.caller().tenant(), key, call.caller().name())) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "something runs or was judged there, and history is not deleted");
        }
        return Response.noContent();
    }

    private static Response deployments(Call call) {
        var filter = new DeploymentReading.Filter(
                call.keyQuery("environment").orElse(null),
                call.digestQuery("artifact").orElse(null),
                call.keyQuery("project").orElse(null),
                call.query("account").orElse(null),
                call.query("cluster").orElse(null),
                call.query("host").orElse(null));
        var page = call.inTenant(tx -> new DeploymentReading(tx).page(filter, call.after(), call.limit()));
        return Lists.page(
                call,
                page,
                (running, json) -> json.field("id", running.id())
                        .field("artifact", running.artifact())
                        .field("artifactName", running.artifactName())
                        .field("project", running.project())
                        .field("environment", running.environment())
                        .field("workload", running.workload())
                        .field("instance", running.instance().isEmpty() ? null : running.instance())
                        .field("account", running.account())
                        .field("cluster", running.cluster())
                        .field("host", running.host())
                        .text("since", running.since())
                        .field("source", running.source())
                        .text("reportedAt", running.reportedAt())
                        .text("hostSilentSince", running.silentSince(call.now())));
    }

    private Response deploy(Call call) {
        Fields fields = call.fields();
        var deployment = new Deployment(
                Call.digest("artifact", fields.text("artifact")),
                Call.key("environment", fields.text("environment")),
                Call.name("workload", fields.text("workload")),
                fields.optionalText("instance", 200).orElse(""),
                new Deployment.Place(
                        fields.optionalText("account", 200).orElse(null),
                        fields.optionalText("cluster", 200).orElse(null),
                        fields.optionalText("host", 200).orElse(null)),
                call.past("since", fields.time("since").orElse(call.now())),
                "api");
        fields.end();
        boolean isNew = deployments.record(call.caller().tenant(), deployment);
        return Response.json(isNew ? 201 : 200, json -> json.field("new", isNew));
    }

    private Response end(Call call) {
        String environment = Call.key("environment", call.required("environment"));
        String workload = Call.name("workload", call.required("workload"));
        String instance = call.query("instance").orElse("");
        Instant at = call.past("at", call.timeQuery("at").orElse(call.now()));
        boolean ran = deployments.end(call.caller().tenant(), environment, workload, instance, at);
        return Response.ok(json -> json.field("ended", ran));
    }

    private static void write(Environment environment, JsonOut json) {
        json.field("key", environment.key())
                .field("name", environment.name())
                .field("production", environment.isProduction())
                .field("exposed", environment.isExposed())
                .field("position", environment.position())
                .field("maxReverseUptime", Fields.iso(environment.maxReverseUptime()))
                .field("maxImageAge", Fields.iso(environment.maxImageAge()));
    }
}
