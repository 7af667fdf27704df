// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.decision.Violation;
import dev.pomona.policy.Surroundings;
import dev.pomona.server.gate.Gate;
import dev.pomona.server.gate.Replay;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.inventory.DocumentStore;
import dev.pomona.store.judgement.DecisionStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// May an artifact run in an environment? And what was said about it before.
final class GateApi {

    /// As long as whoever asks waits for a document that is being judged, and how often it is looked for.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_REPLAY = Duration.ofMinutes(2);

    private final Gate gate;
    private final Replay replay;
    private final Intake intake;
    private final ServerKey key;

    GateApi(Gate gate, Replay replay, Intake intake, ServerKey key) {
        this.gate = gate;
        this.replay = replay;
        this.intake = intake;
        this.key = key;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/gate", Scope.GATE, List.of("artifact", "environment"), this::ask)
                        .forProjects(),
                ApiRoute.get("/gate/key", null, List.of(), this::key).forProjects(),
                ApiRoute.get("/verdicts/{id}", Scope.READ, List.of(), GateApi::one),
                ApiRoute.get("/verdicts/{id}/replay", Scope.READ, List.of(), this::replay));
    }

    private Response ask(Call call) {
        String digest = Call.digest("artifact", call.required("artifact"));
        String environment = Call.key("environment", call.required("environment"));
        if (call.caller().project() != null) call.inTenant(tx -> ArtifactsApi.find(tx, call, digest));
        settle(call, digest);
        Gate.Answer answer = gate.ask(call.caller().tenant(), digest, environment);
        return Response.ok(json -> write(answer, json));
    }

    /// Waits until every document about an artifact that was received is judged, whichever node is at it: a verdict
    /// that does not know what was pushed before it was asked for would be an old one.
    private static void settle(Call call, String artifact) {
        for (Duration waited = Duration.ZERO; isWaiting(call, artifact); waited = waited.plus(PAUSE)) {
            if (waited.compareTo(PATIENCE) >= 0) {
                throw new ProblemException(
                                ProblemType.UNAVAILABLE, "a document about this artifact is still being judged")
                        .retryAfter(Duration.ofSeconds(5));
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a document was judged", e);
            }
        }
    }

    private static boolean isWaiting(Call call, String artifact) {
        return call.inTenant(tx -> new DocumentStore(tx).isWaiting(artifact));
    }

    private Response key(Call call) {
        return Response.ok(json -> {
            json.field("id", key.id()).field("publicKey", key.publicPem()).array("earlier");
            for (ServerKey.Earlier one : key.earlier()) {
                json.object()
                        .field("id", one.id())
                        .field("publicKey", ServerKey.pem(one.key().getEncoded()))
                        .text("until", one.until())
                        .end();
            }
            json.end();
        });
    }

    private static Response one(Call call) {
        long id = call.id("id", "verdict");
        return call.inTenant(tx -> {
            DecisionStore.Kept kept = new DecisionStore(tx)
                    .byId(id)
                    .orElseThrow(() -> ProblemException.notFound("verdict", Long.toString(id)));
            var verdict = kept.verdict();
            String artifact =
                    new ArtifactStore(tx).byId(verdict.artifact()).orElseThrow().digest();
            return Response.ok(json -> {
                json.field("id", kept.id())
                        .field("artifact", artifact)
                        .field("environment", verdict.environment())
                        .field("verdict", verdict.verdict().toLowerCase(Locale.ROOT))
                        .json("reasons", verdict.decision())
                        .field("snapshot", verdict.snapshot())
                        .field("input", verdict.inputDigest())
                        .field("rules", verdict.rulesDigest());
                Long policy = verdict.policy();
                if (policy != null) json.field("policy", policy);
                json.field("engine", verdict.engine())
                        .text("asOf", verdict.asOf())
                        .text("endedAt", kept.endedAt());
            });
        });
    }

    private Response replay(Call call) {
        long id = call.id("id", "verdict");
        // it reads whole documents, so it waits in the same line as those that come
        Replay.Result result = intake.take(() -> replay.run(call.caller().tenant(), id), LONGEST_REPLAY)
                .orElseThrow(() -> new ProblemException(ProblemType.UNAVAILABLE, "it takes too long just now")
                        .retryAfter(Duration.ofSeconds(30)));
        return switch (result) {
            case Replay.Result.Same same ->
                Response.ok(json -> json.field("outcome", "same").json("kept", same.kept()));
            case Replay.Result.Different different ->
                Response.ok(json -> json.field("outcome", "different")
                        .json("kept", different.kept())
                        .json("recomputed", different.recomputed())
                        .field("engine", different.engine()));
            case Replay.Result.Impossible impossible ->
                Response.ok(json -> json.field("outcome", "impossible").field("reason", impossible.what()));
        };
    }

    static void write(Gate.Answer answer, JsonOut json) {
        switch (answer) {
            case Gate.Answer.NotScanned(String artifact) ->
                json.field("artifact", artifact).field("verdict", "not-scanned");
            case Gate.Answer.Judged judged -> write(judged, json);
        }
    }

    private static void write(Gate.Answer.Judged judged, JsonOut json) {
        json.field("id", judged.id())
                .field("artifact", judged.artifact().digest())
                .field("environment", judged.environment())
                .field("verdict", judged.verdict())
                .array("violations");
        for (Violation violation : judged.violations()) {
            json.object()
                    .field("rule", violation.rule())
                    .field("level", violation.level())
                    .field("message", violation.message())
                    .field("owner", violation.owner())
                    .texts("findings", violation.findings())
                    .end();
        }
        json.end().array("waivers");
        for (var applied : judged.waivers()) {
            json.object()
                    .field("state", applied.state())
                    .field("owner", applied.waiver().owner())
                    .field("reason", applied.waiver().reason())
                    .text("expires", applied.waiver().expires())
                    .texts("findings", applied.findings())
                    .end();
        }
        var surroundings = judged.surroundings();
        json.end().array("foundInProduction");
        for (var sighting : judged.sightings()) {
            json.object()
                    .field("fingerprint", sighting.fingerprint())
                    .field("artifact", sighting.artifact())
                    .field("environment", sighting.environment())
                    .text("since", sighting.since())
                    .end();
        }
        json.end().array("checks");
        for (var check : surroundings.checks()) {
            json.object()
                    .field("name", check.name())
                    .field("state", check.state())
                    .end();
        }
        json.end();
        age("image", surroundings.image(), json);
        age("uptime", surroundings.uptime(), json);
        json.texts("owners", judged.owners())
                .texts("askWhom", judged.askWhom())
                .field("snapshot", judged.snapshot())
                .text("asOf", judged.asOf())
                .json("summary", judged.envelope());
    }

    private static void age(String name, Surroundings.Age age, JsonOut json) {
        json.object(name);
        if (age.age() != null) json.field("ageSeconds", age.age().toSeconds());
        if (age.limit() != null) json.field("limitSeconds", age.limit().toSeconds());
        json.end();
    }
}
