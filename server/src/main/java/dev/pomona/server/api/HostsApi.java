// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.estate.Hosts;
import dev.pomona.server.estate.Reported;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.HostInstanceStore;
import dev.pomona.store.estate.HostInstanceStore.Instance;
import dev.pomona.store.estate.HostInstanceStore.Kind;
import dev.pomona.store.estate.HostInstanceStore.Running;
import dev.pomona.store.estate.HostStore;
import dev.pomona.store.reading.HostReading;
import dev.pomona.store.reading.HostReading.State;
import dev.pomona.store.reading.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Hosts, as they tell of themselves, and what runs on them.
final class HostsApi {

    private static final long LARGEST_REPORT = 8 << 20;
    private static final int MOST_GAPS = 100;
    private static final int MOST_LABELS = 64;
    private static final int MOST_OWNERS = 20;
    private static final int MOST_DIGESTS = 8;

    private final Hosts hosts;

    HostsApi(Hosts hosts) {
        this.hosts = hosts;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/hosts", Scope.READ, List.of("state", "cursor", "limit"), HostsApi::list),
                ApiRoute.get("/hosts/{host}", Scope.READ, List.of(), HostsApi::one),
                ApiRoute.of(Method.DELETE, "/hosts/{host}", Scope.DEPLOY, List.of(), this::gone),
                ApiRoute.of(Method.PUT, "/hosts/{host}/report", Scope.REPORT, List.of(), this::report)
                        .withMaxBody(LARGEST_REPORT),
                ApiRoute.get(
                        "/instances",
                        Scope.READ,
                        List.of("host", "environment", "unscanned", "cursor", "limit"),
                        HostsApi::instances));
    }

    private static Response list(Call call) {
        boolean isSilent = call.choice("state", State.class)
                .map(state -> {
                    if (state != State.SILENT) throw ProblemException.invalid("state", "can only be 'silent' here");
                    return true;
                })
                .orElse(false);
        var page = call.inTenant(tx -> isSilent
                ? new HostReading(tx).silent(call.now(), call.after(), call.limit())
                : new HostReading(tx).page(call.after(), call.limit()));
        return Lists.page(call, page, (host, json) -> write(host, call.now(), json));
    }

    private static Response one(Call call) {
        String key = call.path("host");
        HostReading.Host host = call.inTenant(tx -> new HostReading(tx).find(key))
                .orElseThrow(() -> ProblemException.notFound("host", key));
        return Response.ok(json -> write(host, call.now(), json));
    }

    private Response gone(Call call) {
        String key = call.path("host");
        boolean isNews = hosts.gone(call.caller().tenant(), key);
        if (!isNews && call.inTenant(tx -> new HostReading(tx).find(key)).isEmpty()) {
            throw ProblemException.notFound("host", key);
        }
        return Response.ok(json -> json.field("new", isNews));
    }

    private static Response instances(Call call) {
        String after = call.after();
        int limit = call.limit();
        List<Running> found = call.inTenant(tx -> new HostInstanceStore(tx)
                .page(
                        call.query("host").orElse(null),
                        call.keyQuery("environment").orElse(null),
                        call.flag("unscanned"),
                        after == null ? 0 : Long.parseLong(after),
                        limit + 1));
        return Lists.page(call, Page.of(found, limit, running -> Long.toString(running.id())), HostsApi::write);
    }

    private static void write(Running running, JsonOut json) {
        var instance = running.instance();
        json.field("id", running.id())
                .field("host", running.host())
                .field("environment", instance.environment())
                .field("kind", instance.kind())
                .field("workload", instance.workload())
                .field("instance", instance.instance())
                .texts("digests", instance.digests())
                .field("source", instance.source())
                .text("since", instance.since())
                .text("reportedAt", running.reportedAt());
        String labels = instance.labels();
        if (labels != null) json.json("labels", labels);
    }

    private static void write(HostReading.Host host, Instant now, JsonOut json) {
        json.field("key", host.key())
                .field("state", host.state(now))
                .field("environment", host.environment())
                .field("account", host.account())
                .field("cluster", host.cluster())
                .text("bootedAt", host.bootedAt())
                .field("imageName", host.imageName())
                .field("imageDigest", host.imageDigest())
                .text("imageBuiltAt", host.imageBuiltAt())
                .field("system", host.system())
                .field("agent", host.agent())
                .textsIfAny("owners", host.owners())
                .textsIfAny("gaps", host.gaps());
        String labels = host.labels();
        if (labels != null) json.json("labels", labels);
        json.text("firstSeen", host.firstSeen())
                .text("lastSeen", host.lastSeen())
                .text("reportedAt", host.reportedAt())
                .text("expectedBy", host.expectedBy())
                .text("goneAt", host.goneAt());
    }

    private Response report(Call call) {
        if (!call.caller().maySpeakOf(call.path("host"))) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "this token is for another host");
        }
        Fields fields = call.fields();
        String environment = Call.key("environment", fields.text("environment"));
        Instant at = call.past("at", fields.time("at").orElse(call.now()));
        boolean isFull = fields.flag("full", true);
        List<Instance> instances = fields.objects("running", Hosts.MOST_ON_A_HOST).stream()
                .map(instance -> instance(instance, environment, call))
                .toList();
        var reported = new Reported(
                at, environment, told(fields, environment, at, call), turn(fields, isFull), isFull, instances);
        fields.end();
        Hosts.Taken taken =
                hosts.report(call.caller().tenant(), reported, call.caller().may(Scope.DEPLOY));
        return Response.ok(json -> json.field("news", taken.news())
                .texts("unknown", taken.unknown())
                .field("wantsFull", taken.wantsFull()));
    }

    private static HostStore.@Nullable Turn turn(Fields fields, boolean isFull) {
        var stream = fields.optionalText("stream", 64);
        var number = fields.number("number", 1, Long.MAX_VALUE / 2);
        if (stream.isPresent() != number.isPresent()) {
            throw ProblemException.invalid("number", "goes with 'stream'");
        }
        return stream.isEmpty() ? null : new HostStore.Turn(stream.get(), number.orElseThrow(), isFull);
    }

    private static HostStore.Told told(Fields fields, String environment, Instant at, Call call) {
        Map<String, String> labels = fields.textsByName("labels", MOST_LABELS);
        return new HostStore.Told(
                Call.name("host", call.path("host")),
                environment,
                fields.time("bootedAt")
                        .map(booted -> call.past("bootedAt", booted))
                        .orElse(null),
                fields.object("image").map(HostsApi::image).orElse(null),
                fields.optionalText("account", 200).orElse(null),
                fields.optionalText("cluster", 200).orElse(null),
                fields.duration("nextWithin")
                        .map((Duration within) -> at.plus(within))
                        .orElse(null),
                fields.optionalText("agent", 64).orElse(null),
                fields.optionalText("system", 200).orElse(null),
                fields.has("gaps") ? fields.texts("gaps", MOST_GAPS) : null,
                labels.isEmpty() ? null : json(labels),
                fields.has("owners") ? fields.texts("owners", MOST_OWNERS) : null);
    }

    private static Artifact.BaseImage image(Fields fields) {
        var image = new Artifact.BaseImage(
                Call.name("name", fields.text("name")),
                fields.optionalText("digest")
                        .map(digest -> Call.digest("digest", digest))
                        .orElse(null),
                fields.time("builtAt").orElse(null));
        fields.end();
        return image;
    }

    private static Instance instance(Fields fields, String environment, Call call) {
        Map<String, String> labels = fields.textsByName("labels", MOST_LABELS);
        Instant since = call.past("since", fields.time("since").orElse(call.now()));
        var instance = new Instance(
                environment,
                fields.optionalText("kind", 20)
                        .map(kind -> Call.choice("kind", kind, Kind.class))
                        .orElse(Kind.CONTAINER),
                Call.name("workload", fields.text("workload")),
                fields.optionalText("instance", 200).orElse(""),
                fields.texts("digests", MOST_DIGESTS).stream()
                        .map(digest -> Call.digest("digests", digest))
                        .toList(),
                fields.optionalText("source", 1000).orElse(null),
                labels.isEmpty() ? null : json(labels),
                since,
                fields.time("until")
                        .map(until -> call.past("until", until))
                        .map(until -> until.isBefore(since) ? since : until)
                        .orElse(null));
        fields.end();
        return instance;
    }

    private static String json(Map<String, String> labels) {
        return JsonOut.line(json -> labels.forEach((name, value) -> json.field(name, value)));
    }
}
