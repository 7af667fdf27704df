// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.estate.Freshness;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.estate.FreshnessStore.Aged;
import dev.pomona.store.estate.FreshnessStore.GoldenImage;
import dev.pomona.store.estate.FreshnessStore.Measure;
import dev.pomona.store.estate.FreshnessStore.Position;
import dev.pomona.store.estate.FreshnessStore.Thing;
import dev.pomona.store.reading.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How fresh hosts, instances and the images they start from are.
final class FreshnessApi {

    private static final int LONGEST_TREND = 400;

    private FreshnessApi() {}

    static List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get(
                        "/freshness", Scope.READ, List.of("thing", "measure", "cursor", "limit"), FreshnessApi::worst),
                ApiRoute.get("/freshness/next", Scope.READ, List.of("limit"), FreshnessApi::next),
                ApiRoute.get("/freshness/images", Scope.READ, List.of("cursor", "limit"), FreshnessApi::images),
                ApiRoute.get(
                        "/freshness/trend",
                        Scope.READ,
                        List.of("environment", "thing", "measure", "days"),
                        FreshnessApi::trend));
    }

    private static Response worst(Call call) {
        Thing thing = call.choice("thing", Thing.class).orElse(Thing.HOST);
        Measure measure = call.choice("measure", Measure.class).orElse(Measure.REVERSE_UPTIME);
        int limit = call.limit();
        List<Aged> found =
                call.inTenant(tx -> new FreshnessStore(tx).worst(thing, measure, position(call.after()), limit + 1));
        Page<Aged> page = Page.of(found, limit, aged -> aged.since() + " " + aged.id());
        return Lists.page(call, page, (aged, json) -> write(aged, call.now(), json));
    }

    private static Response next(Call call) {
        List<Freshness.Age> next = call.inTenant(tx -> Freshness.replaceNext(tx, call.limit(), call.now()));
        return Lists.all(next, (age, json) -> {
            write(age.thing(), call.now(), json);
            json.field("measure", age.measure());
        });
    }

    private static Response images(Call call) {
        int limit = call.limit();
        List<GoldenImage> found = call.inTenant(tx -> new FreshnessStore(tx).images(image(call.after()), limit + 1));
        Page<GoldenImage> page = Page.of(
                found,
                limit,
                image -> String.join("\n", String.valueOf(image.builtAt()), image.digest(), image.name()));
        return Lists.page(call, page, (image, json) -> {
            json.field("image", image.name())
                    .field("digest", image.digest().isEmpty() ? null : image.digest())
                    .text("builtAt", image.builtAt());
            Instant built = image.builtAt();
            if (built != null) {
                json.field(
                        "ageSeconds",
                        Math.max(0, Duration.between(built, call.now()).toSeconds()));
            }
            json.field("hosts", image.hosts())
                    .field("instances", image.instances())
                    .text("countedAt", image.countedAt());
        });
    }

    /// The place after an image, of which the rest does not matter; `null` for the beginning.
    private static @Nullable GoldenImage image(@Nullable String text) {
        if (text == null) return null;
        String[] parts = text.split("\n", 3);
        Instant built = parts[0].equals("null") ? null : Instant.parse(parts[0]);
        return new GoldenImage(parts[2], parts[1], built, 0, 0, Instant.EPOCH);
    }

    private static Position position(@Nullable String text) {
        if (text == null) return Position.START;
        String[] parts = text.split(" ", -1);
        return new Position(Instant.parse(parts[0]), Long.parseLong(parts[1]));
    }

    private static void write(Aged aged, Instant now, JsonOut json) {
        Duration age = Duration.between(aged.since(), now);
        Duration limit = aged.limit();
        json.field("thing", aged.thing())
                .field("name", aged.name())
                .field("environment", aged.environment())
                .field("artifact", aged.artifact())
                .field("image", aged.image())
                .text("since", aged.since())
                .field("ageSeconds", Math.max(0, age.toSeconds()));
        if (limit != null) json.field("limitSeconds", limit.toSeconds()).field("over", age.compareTo(limit) > 0);
    }

    private static Response trend(Call call) {
        String environment = Call.key("environment", call.required("environment"));
        Thing thing = call.choice("thing", Thing.class).orElse(Thing.HOST);
        Measure measure = call.choice("measure", Measure.class).orElse(Measure.REVERSE_UPTIME);
        int days = call.number("days", 1, LONGEST_TREND).orElse(90);
        LocalDate from = LocalDate.ofInstant(call.now(), ZoneOffset.UTC).minusDays(days);
        List<FreshnessStore.Day> trend = call.inTenant(tx -> {
            if (new EnvironmentStore(tx).find(environment).isEmpty()) {
                throw ProblemException.notFound("environment", environment);
            }
            return new FreshnessStore(tx).trend(environment, thing, measure, from);
        });
        return Response.ok(json -> {
            json.numbers(
                            "edgesDays",
                            FreshnessStore.EDGES.stream()
                                    .map(edge -> (int) edge.toDays())
                                    .toList())
                    .array("items");
            for (FreshnessStore.Day day : trend) {
                json.object()
                        .text("day", day.day())
                        .text("countedAt", day.countedAt())
                        .field("things", day.things())
                        .numbers("buckets", day.buckets())
                        .field("medianSeconds", day.median().toSeconds())
                        .field("p90Seconds", day.p90().toSeconds())
                        .field("longestSeconds", day.longest().toSeconds())
                        .field("overLimit", day.overLimit())
                        .end();
            }
            json.end();
        });
    }
}
