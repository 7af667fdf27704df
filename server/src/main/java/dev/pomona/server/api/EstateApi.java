// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.estate.Deployments;
import dev.pomona.server.estate.Environments;
import dev.pomona.server.estate.Reported;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.Deployment;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.reading.DeploymentReading;
import dev.pomona.store.reading.HostReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What runs where: environments, deployments, hosts.
final class EstateApi {

    private static final long LARGEST_REPORT = 8 << 20;

    /// A clock may be a little ahead of ours.
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

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
                ApiRoute.of(Method.PUT, "/environments/{environment}", Scope.POLICY, List.of(), this::setEnvironment),
                ApiRoute.get(
                        "/deployments",
                        Scope.READ,
                        List.of("environment", "artifact", "cursor", "limit"),
                        EstateApi::deployments),
                ApiRoute.of(Method.PUT, "/deployments", Scope.DEPLOY, List.of(), this::deploy),
                ApiRoute.of(
                        Method.DELETE,
                        "/deployments",
                        Scope.DEPLOY,
                        List.of("environment", "workload", "instance", "at"),
                        this::end),
                ApiRoute.get("/hosts", Scope.READ, List.of("cursor", "limit"), EstateApi::hosts),
                ApiRoute.of(Method.PUT, "/hosts/{host}/report", Scope.DEPLOY, List.of(), this::report)
                        .withMaxBody(LARGEST_REPORT));
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
        String key = call.path("environment");
        Fields fields = call.fields();
        if (!key.matches("[a-z0-9]+(-[a-z0-9]+)*") || key.length() > 60) {
            throw ProblemException.invalid("environment", "is in lower case with dashes, and 60 characters at most");
        }
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

    private static Response deployments(Call call) {
        var page = call.inTenant(tx -> new DeploymentReading(tx)
                .page(
                        call.keyQuery("environment").orElse(null),
                        call.digestQuery("artifact").orElse(null),
                        call.after(),
                        call.limit()));
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
                        .text("reportedAt", running.reportedAt()));
    }

    private Response deploy(Call call) {
        Fields fields = call.fields();
        var deployment = new Deployment(
                Call.digest("artifact", fields.text("artifact")),
                Call.key("environment", fields.text("environment")),
                name("workload", fields.text("workload")),
                fields.optionalText("instance", 200).orElse(""),
                new Deployment.Place(
                        fields.optionalText("account", 200).orElse(null),
                        fields.optionalText("cluster", 200).orElse(null),
                        fields.optionalText("host", 200).orElse(null)),
                notLater(fields.time("since").orElse(call.now()), call),
                "api");
        fields.end();
        boolean isNew = deployments.record(call.caller().tenant(), deployment);
        return Response.json(isNew ? 201 : 200, json -> json.field("new", isNew));
    }

    private Response end(Call call) {
        String environment = Call.key("environment", call.required("environment"));
        String workload = name("workload", call.required("workload"));
        String instance = call.query("instance").orElse("");
        Instant at = notLater(call.timeQuery("at").orElse(call.now()), call);
        boolean ran = deployments.end(call.caller().tenant(), environment, workload, instance, at);
        return Response.ok(json -> json.field("ended", ran));
    }

    private static Instant notLater(Instant time, Call call) {
        if (time.isAfter(call.now().plus(TOLERANCE))) throw ProblemException.invalid("since", "is in the future");
        return time.isAfter(call.now()) ? call.now() : time;
    }

    private static String name(String field, String text) {
        if (text.isBlank() || text.length() > 200) {
            throw ProblemException.invalid(field, "has from 1 to 200 characters");
        }
        return text;
    }

    private static Response hosts(Call call) {
        var page = call.inTenant(tx -> new HostReading(tx).page(call.after(), call.limit()));
        return Lists.page(
                call,
                page,
                (host, json) -> json.field("key", host.key())
                        .field("environment", host.environment())
                        .text("bootedAt", host.bootedAt())
                        .field("imageName", host.imageName())
                        .field("imageDigest", host.imageDigest())
                        .text("imageBuiltAt", host.imageBuiltAt())
                        .text("firstSeen", host.firstSeen())
                        .text("lastSeen", host.lastSeen())
                        .text("goneAt", host.goneAt()));
    }

    /// Everything that a host says runs on it.
    private Response report(Call call) {
        Fields fields = call.fields();
        String environment = Call.key("environment", fields.text("environment"));
        Instant at = notLater(fields.time("at").orElse(call.now()), call);
        var image = fields.object("image").map(EstateApi::image).orElse(null);
        List<Reported.Instance> running = fields.objects("running", Deployments.MOST_ON_A_HOST).stream()
                .map(instance -> instance(instance, call))
                .toList();
        var reported = new Reported(
                name("host", call.path("host")),
                at,
                fields.time("bootedAt").orElse(null),
                image,
                environment,
                fields.optionalText("account", 200).orElse(null),
                fields.optionalText("cluster", 200).orElse(null),
                running);
        fields.end();
        Deployments.Taken taken = deployments.report(call.caller().tenant(), reported);
        return Response.ok(json -> json.field("news", taken.news()).texts("unknown", taken.unknown()));
    }

    private static Artifact.BaseImage image(Fields fields) {
        var image = new Artifact.BaseImage(
                name("name", fields.text("name")),
                fields.optionalText("digest")
                        .map(digest -> Call.digest("digest", digest))
                        .orElse(null),
                fields.time("builtAt").orElse(null));
        fields.end();
        return image;
    }

    private static Reported.Instance instance(Fields fields, Call call) {
        var instance = new Reported.Instance(
                Call.digest("artifact", fields.text("artifact")),
                name("workload", fields.text("workload")),
                fields.optionalText("instance", 200).orElse(""),
                notLater(fields.time("since").orElse(call.now()), call));
        fields.end();
        return instance;
    }

    private static void write(Environment environment, JsonOut json) {
        json.field("key", environment.key())
                .field("name", environment.name())
                .field("production", environment.isProduction())
                .field("exposed", environment.isExposed())
                .field("position", environment.position())
                .text("maxReverseUptime", environment.maxReverseUptime())
                .text("maxImageAge", environment.maxImageAge());
    }
}
