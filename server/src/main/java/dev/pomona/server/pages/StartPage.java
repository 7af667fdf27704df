// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.pages.view.PortfolioView;
import dev.pomona.server.pages.view.Tile;
import dev.pomona.server.pages.view.Upgrade;
import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.reading.AcceptanceReading;
import dev.pomona.store.reading.AnswerTimeReading;
import dev.pomona.store.reading.Count;
import dev.pomona.store.reading.FindingFilter;
import dev.pomona.store.reading.FindingList;
import dev.pomona.store.reading.FindingRow;
import dev.pomona.store.reading.FindingSort;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.reading.Page;
import dev.pomona.store.reading.PressingFlaws;
import dev.pomona.store.reading.PressingFlaws.Of;
import dev.pomona.store.reading.Severities;
import dev.pomona.store.reading.Tallies;
import dev.pomona.store.sql.Tx;
import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gathers what a role's start page shows, and asks for nothing that it does not.
final class StartPage {

    private static final int PRESSING = 8;
    private static final int PROJECTS = 15;
    private static final int DAYS_BACK = 60;
    private static final int DAYS_AHEAD = 14;
    private static final int LOOKED = 200;
    private static final int SHORT = 6;
    private static final Content NOTHING = _ -> {};

    private final Tx tx;
    private final Visit visit;
    private final String role;
    private final Instant now;
    private final LocalDate today;
    private final Instant midnight;
    private final Overview overview;
    private final List<List<String>> panels;
    private final List<Overview.Environment> environments;
    private final List<Tallies.Day> days;
    private final Count mine;

    StartPage(Tx tx, Visit visit, String role) {
        this.tx = tx;
        this.visit = visit;
        this.role = role;
        this.now = visit.now();
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.midnight = today.atStartOfDay(ZoneOffset.UTC).toInstant();
        this.overview = new Overview(tx);
        this.panels = switch (role) {
            case "developer" -> List.of(List.of("findings"), List.of("upgrades"), List.of("projects"));
            case "operations" -> List.of(List.of("environments"), List.of("oldest"), List.of("findings"));
            case "manager" ->
                List.of(List.of("burndown", "flow"), List.of("trend", "acceptances"), List.of("projects"));
            default -> List.of(List.of("findings"), List.of("answers", "acceptances"), List.of("trend", "flow"));
        };
        this.environments = overview.environments();
        this.days = shows("trend") || shows("flow") || shows("burndown")
                ? new Tallies(tx).since(today.minusDays(DAYS_BACK))
                : List.of();
        this.mine =
                role.equals("developer") ? overview.assignedTo(visit.viewer().id()) : Count.NONE;
    }

    private boolean shows(String panel) {
        return panels.stream().anyMatch(row -> row.contains(panel));
    }

    private <T extends @Nullable Object> T when(String panel, T otherwise, Supplier<T> asked) {
        return shows(panel) ? asked.get() : otherwise;
    }

    List<List<String>> panels() {
        return panels;
    }

    String lead() {
        return switch (role) {
            case "developer" -> "What is yours, and the upgrades that remove the most of it";
            case "operations" -> "What may not run where it runs, and what to replace first";
            case "manager" -> "What is late, where it is going, and what was accepted until when";
            default -> "What is exposed, what is late, and how fast the answers were";
        };
    }

    Overview.@Nullable Beginnings beginnings() {
        Overview.Beginnings beginnings = overview.beginnings();
        return beginnings.isDone() ? null : beginnings;
    }

    List<Tile> tiles() {
        return switch (role) {
            case "developer" -> {
                String me = visit.viewer().id();
                yield List.of(
                        Tile.plain(mine, "yours", "/findings?assignee=me"),
                        Tile.alarm(overview.lateOf(me, now), "yours and late", "/findings?assignee=me&late=1&sort=due"),
                        Tile.plain(overview.openedSince(midnight), "opened today", "/findings?sort=newest"),
                        Tile.alarm(overview.exploited(), "exploited in the wild", "/findings?exploited=1"));
            }
            case "operations" -> {
                Count violated = sum(Overview.Environment::violated);
                yield List.of(
                        Tile.alarm(violated, "may not run", "/environments"),
                        Tile.plain(sum(Overview.Environment::incomplete), "too little known", "/environments"),
                        Tile.plain(sum(Overview.Environment::instances), "instances run", "/environments"),
                        Tile.alarm(overview.exploited(), "exploited in the wild", "/findings?exploited=1"));
            }
            case "manager" ->
                List.of(
                        Tile.alarm(overview.late(now), "late", "/findings?late=1&sort=due"),
                        Tile.plain(
                                overview.due(now, now.plus(Duration.ofDays(7))),
                                "due within 7 days",
                                "/findings?sort=due"),
                        Tile.plain(overview.openedSince(midnight), "opened today", "/findings?sort=newest"),
                        Tile.plain(overview.closedSince(midnight), "closed today", null));
            default -> {
                Severities severities = overview.severities();
                yield List.of(
                        Tile.alarm(overview.exploited(), "exploited in the wild", "/findings?exploited=1"),
                        Tile.alarm(severities.of(5), "critical", "/findings?severity=5"),
                        Tile.plain(severities.of(4), "high", "/findings?severity=4"),
                        Tile.alarm(overview.late(now), "late", "/findings?late=1&sort=due"),
                        Tile.plain(overview.untriaged(), "not looked at yet", "/findings?state=OPEN"),
                        Tile.plain(overview.openedSince(midnight), "opened today", "/findings?sort=newest"));
            }
        };
    }

    private Count sum(java.util.function.Function<Overview.Environment, Count> what) {
        return environments.stream().map(what).reduce(Count.NONE, Count::plus);
    }

    List<Overview.Environment> environments() {
        return when("environments", List.of(), () -> environments);
    }

    Page<Tallies.Project> projects() {
        return when(
                "projects",
                new Page<>(List.of(), null),
                () -> Places.at(
                        () -> new Tallies(tx).projects(visit.query("after").orElse(null), PROJECTS)));
    }

    PortfolioView.Findings findings() {
        return switch (role) {
            case "developer" ->
                mine.isNone()
                        ? pressing(
                                "What has a fix", "/findings?fixable=1", "Nothing that is open has a fix.", Of.FIXABLE)
                        : new PortfolioView.Findings(
                                "Yours", "/findings?assignee=me", "Nothing of yours is open.", yours(), null);
            case "operations" ->
                pressing(
                        "Exploited in the wild",
                        "/findings?exploited=1",
                        "Nothing that is open is known to be exploited.",
                        Of.EXPLOITED);
            default -> pressing("Most pressing", "/findings", "Nothing is open.", Of.ALL);
        };
    }

    /// Each flaw once: one that is everywhere would fill the page, and hide what else there is.
    private PortfolioView.Findings pressing(String title, String link, String none, Of of) {
        return new PortfolioView.Findings(
                title,
                link,
                none,
                List.of(),
                when("findings", List.of(), () -> new PressingFlaws(tx).worst(of, PRESSING)));
    }

    private List<FindingRow> yours() {
        return new FindingList(tx)
                .page(List.of(new FindingFilter.Assignee(visit.viewer().id())), FindingSort.PRIORITY, null, PRESSING)
                .items();
    }

    /// @param looked how many findings were looked at
    record Advice(List<Upgrade> upgrades, int looked) {}

    Advice upgrades() {
        return when("upgrades", new Advice(List.of(), 0), () -> {
            List<FindingRow> rows = new FindingList(tx)
                    .page(List.of(new FindingFilter.Fixable()), FindingSort.PRIORITY, null, LOOKED)
                    .items();
            return new Advice(Upgrades.of(rows, SHORT), rows.size());
        });
    }

    @Nullable
    Content answers() {
        return this.<@Nullable Content>when(
                "answers",
                null,
                () -> AnswerTimes.drawn(
                        new AnswerTimeReading(tx).page(null, SHORT).items()));
    }

    List<AcceptanceReading.Listed> acceptances() {
        return when("acceptances", List.of(), () -> new AcceptanceReading(tx).next(today, SHORT));
    }

    List<FreshnessStore.Aged> oldest() {
        return when(
                "oldest",
                List.of(),
                () -> new FreshnessStore(tx)
                        .worst(
                                FreshnessStore.Thing.HOST,
                                FreshnessStore.Measure.REVERSE_UPTIME,
                                FreshnessStore.Position.START,
                                SHORT));
    }

    Content trend() {
        return when("trend", NOTHING, () -> Trends.open(days));
    }

    Content flow() {
        return when("flow", NOTHING, () -> Trends.flow(days));
    }

    Content burndown() {
        return when(
                "burndown",
                NOTHING,
                () -> Lateness.burndown(days, overview.late(now), overview.dueByDay(midnight, DAYS_AHEAD), today));
    }
}
