// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.reading.Count;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.reading.PressingFlaws;
import dev.pomona.store.reading.Severities;
import dev.pomona.store.reading.Tallies;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How everything stands, over time, and what becomes of it.
final class PortfolioApi {

    private static final int DAYS = 60;
    private static final int LONGEST_TREND = 400;
    private static final int FLAWS = 50;
    private static final int DAYS_AHEAD = 14;
    private static final Duration SOON = Duration.ofDays(7);

    private PortfolioApi() {}

    static List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/portfolio", Scope.READ, List.of(), PortfolioApi::now),
                ApiRoute.get("/portfolio/days", Scope.READ, List.of("days"), PortfolioApi::days),
                ApiRoute.get(
                        "/portfolio/pressing", Scope.READ, List.of("exploited", "fixable"), PortfolioApi::pressing),
                ApiRoute.get("/portfolio/projects", Scope.READ, List.of("cursor", "limit"), PortfolioApi::projects),
                ApiRoute.get("/projects/{project}/standing", Scope.READ, List.of(), PortfolioApi::project)
                        .forProjects(),
                ApiRoute.get("/environments/{environment}/standing", Scope.READ, List.of(), PortfolioApi::environment));
    }

    private static Response now(Call call) {
        Instant now = call.now();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Instant midnight = today.atStartOfDay(ZoneOffset.UTC).toInstant();
        return call.inTenant(tx -> {
            var overview = new Overview(tx);
            var late = new ArrayList<Count>();
            for (int rank = 0; rank < Severities.RANKS; rank++) late.add(overview.late(rank, now));
            Severities open = overview.severities();
            List<Count> due = overview.dueByDay(midnight, DAYS_AHEAD);
            return Response.ok(json -> {
                severities("open", open, json);
                count("exploited", overview.exploited(), json);
                count("untriaged", overview.untriaged(), json);
                count("openedToday", overview.openedSince(midnight), json);
                count("closedToday", overview.closedSince(midnight), json);
                count("late", overview.late(now), json);
                severities("lateBySeverity", new Severities(late), json);
                count("dueWithinAWeek", overview.due(now, now.plus(SOON)), json);
                json.array("dueByDay");
                for (int i = 0; i < due.size(); i++) {
                    json.object().text("day", today.plusDays(i));
                    count("due", due.get(i), json);
                    json.end();
                }
                json.end();
            });
        });
    }

    private static Response days(Call call) {
        int days = call.number("days", 1, LONGEST_TREND).orElse(DAYS);
        LocalDate from = LocalDate.ofInstant(call.now(), ZoneOffset.UTC).minusDays(days);
        return Lists.all(call.inTenant(tx -> new Tallies(tx).since(from)), (day, json) -> {
            json.text("day", day.day());
            severities("open", day.severities(), json);
            json.field("exploited", day.exploited())
                    .field("late", day.late())
                    .field("opened", day.opened())
                    .field("closed", day.closed())
                    .text("countedAt", day.countedAt());
        });
    }

    private static Response pressing(Call call) {
        if (call.flag("exploited") && call.flag("fixable")) {
            throw ProblemException.invalid("fixable", "is asked for without exploited");
        }
        PressingFlaws.Of of = call.flag("exploited")
                ? PressingFlaws.Of.EXPLOITED
                : call.flag("fixable") ? PressingFlaws.Of.FIXABLE : PressingFlaws.Of.ALL;
        return Lists.all(call.inTenant(tx -> new PressingFlaws(tx).worst(of, FLAWS)), (flaw, json) -> {
            json.field("rule", flaw.rule())
                    .field("kind", flaw.kind().toLowerCase(Locale.ROOT))
                    .field("finding", flaw.finding())
                    .field("severity", FindingsApi.severity(flaw.severity()))
                    .field("priority", flaw.priority());
            FindingsApi.number("epss", flaw.epss(), json);
            json.field("exploited", flaw.isExploited())
                    .field("title", flaw.title())
                    .texts("components", flaw.components())
                    .texts("fixed", flaw.fixed())
                    .texts("projects", flaw.projects())
                    .field("moreProjects", flaw.hasMoreProjects());
            count("open", flaw.open(), json);
            json.text("knownFrom", flaw.knownFrom()).text("dueAt", flaw.dueAt());
        });
    }

    private static Response projects(Call call) {
        return Lists.page(
                call, call.inTenant(tx -> new Tallies(tx).projects(call.after(), call.limit())), (project, json) -> {
                    json.field("key", project.key()).field("name", project.name());
                    write(project, json);
                });
    }

    private static Response project(Call call) {
        String key = call.path("project");
        if (!call.caller().mayTouch(key)) throw ProblemException.notFound("project", key);
        Tallies.Project project = call.inTenant(tx -> new Tallies(tx).project(key))
                .orElseThrow(() -> ProblemException.notFound("counted project", key));
        return Response.ok(json -> {
            json.field("key", project.key()).field("name", project.name());
            write(project, json);
        });
    }

    private static void write(Tallies.Project project, JsonOut json) {
        json.field("team", project.team()).field("artifacts", project.artifacts());
        severities("open", project.severities(), json);
        json.field("exploited", project.exploited())
                .field("late", project.late())
                .field("violatedEnvironments", project.violated())
                .text("countedAt", project.countedAt());
    }

    private static Response environment(Call call) {
        String key = call.path("environment");
        return call.inTenant(tx -> {
            Environment environment =
                    new EnvironmentStore(tx).find(key).orElseThrow(() -> ProblemException.notFound("environment", key));
            Overview.Environment standing = new Overview(tx).environment(key).orElseThrow();
            return Response.ok(json -> {
                count("running", standing.instances(), json);
                count("violated", standing.violated(), json);
                count("incomplete", standing.incomplete(), json);
                count("passing", standing.passing(), json);
                json.array("freshness");
                freshness(tx, environment, json);
                json.end();
            });
        });
    }

    /// The newest count of each thing and measure of which there is one.
    private static void freshness(Tx tx, Environment environment, JsonOut json) {
        for (FreshnessStore.Day day : new FreshnessStore(tx).newest(environment.key())) {
            Duration limit = day.measure() == FreshnessStore.Measure.REVERSE_UPTIME
                    ? environment.maxReverseUptime()
                    : environment.maxImageAge();
            json.object()
                    .field("thing", day.thing())
                    .field("measure", day.measure())
                    .field("things", day.things())
                    .field("medianSeconds", day.median().toSeconds())
                    .field("p90Seconds", day.p90().toSeconds())
                    .field("longestSeconds", day.longest().toSeconds())
                    .field("overLimit", day.overLimit());
            seconds("limitSeconds", limit, json);
            json.text("countedAt", day.countedAt()).end();
        }
    }

    private static void seconds(String name, @Nullable Duration span, JsonOut json) {
        if (span != null) json.field(name, span.toSeconds());
    }

    static void severities(String name, Severities severities, JsonOut json) {
        json.object(name);
        for (int rank = Severities.RANKS - 1; rank >= 0; rank--) {
            count(FindingsApi.severity(rank), severities.of(rank), json);
        }
        json.end();
    }

    static void count(String name, Count count, JsonOut json) {
        json.object(name).field("count", count.value());
        if (count.isMore()) json.field("more", true);
        json.end();
    }
}
