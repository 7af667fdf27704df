// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.pages.view.Links;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.delivery.AnswerLevelStore;
import dev.pomona.store.delivery.AnswerLevelStore.AnswerLevel;
import dev.pomona.store.estate.CheckStore;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.estate.ProjectStore;
import dev.pomona.store.estate.TeamStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.reading.ProjectReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The forms with which people agree on something; the pages that have them are elsewhere.
final class AgreementPages {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 200_000;
    private static final int LONGEST_DAYS = 3650;
    private static final int LAST_POSITION = 10_000;
    private static final int LONGEST_MINUTES = 30 * 24 * 60;
    private static final BigDecimal MINUTE = BigDecimal.valueOf(60);
    private static final BigDecimal DAY = BigDecimal.valueOf(86_400);

    private final Site site;
    private final Agreements agreements;

    AgreementPages(Site site, Agreements agreements) {
        this.site = site;
        this.agreements = agreements;
    }

    List<Route> routes() {
        return List.of(
                site.post("/environments", Scope.POLICY, this::makeEnvironment),
                site.post("/environments/{key}/settings", Scope.POLICY, this::setEnvironment),
                site.post("/environments/{key}/checks", Scope.POLICY, this::require),
                site.post("/service-levels", Scope.POLICY, this::setLevels),
                site.post("/answer-levels", Scope.POLICY, this::setAnswers),
                site.post("/settings/teams", Scope.ADMIN, this::setTeam),
                site.post("/settings/teams/{key}/remove", Scope.ADMIN, this::removeTeam),
                site.post("/projects/{key}/settings", Scope.POLICY, this::setProject),
                site.post("/projects/{key}/owners", Scope.PUSH, this::setCodeOwners));
    }

    /// Makes one, and changes none that is there.
    private Response makeEnvironment(Visit visit, Form form) {
        String key = form.required("key", LONGEST_NAME);
        int last = site.database()
                .inTenant(
                        visit.viewer().tenant(),
                        tx -> new EnvironmentStore(tx)
                                .all().stream()
                                        .mapToInt(Environment::position)
                                        .max()
                                        .orElse(0));
        Environment made = environment(
                key, form.text("name").orElse(key), false, false, Math.min(last + 1, LAST_POSITION), null, null);
        Seen.unchanged(
                form,
                tx -> new EnvironmentStore(tx).find(key).isPresent() ? "taken" : "",
                () -> agreements.setEnvironment(visit.viewer(), made));
        return Response.seeOther(Links.environment(key) + "?tab=settings&done=set");
    }

    private Response setEnvironment(Visit visit, Form form) {
        String key = visit.path("key");
        Environment wanted = environment(
                key,
                form.required("name", LONGEST_NAME),
                form.text("production").isPresent(),
                form.text("exposed").isPresent(),
                number("position", form.text("position").orElse("0"), 0, LAST_POSITION),
                span("uptime", form),
                span("image", form));
        Seen.unchanged(
                form,
                tx -> new EnvironmentStore(tx)
                        .find(key)
                        .orElseThrow(() -> ProblemException.notFound("environment", key)),
                () -> agreements.setEnvironment(visit.viewer(), wanted));
        return Response.seeOther(Links.environment(key) + "?tab=settings&done=set");
    }

    private static Environment environment(
            String key,
            String name,
            boolean isProduction,
            boolean isExposed,
            int position,
            @Nullable Duration uptime,
            @Nullable Duration image) {
        try {
            return new Environment(key, name, isProduction, isExposed, position, uptime, image);
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("key", "is in lower case with dashes, and 60 characters at most");
        }
    }

    /// @return `null` for no limit
    private static @Nullable Duration span(String name, Form form) {
        String text = form.text(name).orElse("");
        return text.isEmpty() ? null : Duration.ofSeconds(span(name, text, DAY, LONGEST_DAYS, "days"));
    }

    /// @return in seconds, one at least
    private static long span(String name, String text, BigDecimal unit, int most, String units) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() > 0 && number.precision() < 12 && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
                long seconds = number.multiply(unit).longValue();
                if (seconds > 0) return seconds;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw ProblemException.invalid(name, "is a number of %s up to %d, or empty".formatted(units, most));
    }

    private static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException _) {
            // said below
        }
        throw ProblemException.invalid(name, "is a number from %d to %d".formatted(least, most));
    }

    private Response require(Visit visit, Form form) {
        String key = visit.path("key");
        var checks = new ArrayList<CheckStore.Required>();
        for (String line : lines(form.text("checks").orElse(""))) {
            int equals = line.lastIndexOf('=');
            String name = (equals < 0 ? line : line.substring(0, equals)).strip();
            if (name.isEmpty() || name.length() > LONGEST_NAME) {
                throw ProblemException.invalid("checks", "has a line without a name, or with one that is too long");
            }
            Duration age = equals < 0
                    ? null
                    : Duration.ofDays(
                            number("checks", line.substring(equals + 1).strip(), 1, LONGEST_DAYS));
            checks.add(new CheckStore.Required(name, age));
        }
        if (checks.stream().map(CheckStore.Required::name).distinct().count() < checks.size()) {
            throw ProblemException.invalid("checks", "has a name twice");
        }
        Seen.unchanged(form, tx -> Agreed.checks(tx, key), () -> agreements.require(visit.viewer(), key, checks));
        return Response.seeOther(Links.environment(key) + "?tab=settings&done=required");
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /// What the form has no field for stays as it is.
    private Response setLevels(Visit visit, Form form) {
        record Known(List<UrgencyStore.Level> levels, List<String> environments) {}
        Known known = site.database()
                .inTenant(
                        visit.viewer().tenant(),
                        tx -> new Known(new UrgencyStore(tx).levels(), Agreed.environments(tx)));
        var wanted = new ArrayList<UrgencyStore.Level>();
        for (UrgencyStore.Level level : known.levels()) {
            boolean isShown = level.severity() >= 2
                    && (level.environment() == null || known.environments().contains(level.environment()));
            if (!isShown) wanted.add(level);
        }
        var columns = new ArrayList<>(known.environments());
        columns.addFirst("");
        for (int rank = 5; rank >= 2; rank--) {
            for (String environment : columns) {
                String name = "days-%d-%s".formatted(rank, environment);
                String days = form.text(name).orElse("");
                if (days.isEmpty()) continue;
                wanted.add(new UrgencyStore.Level(
                        rank, environment.isEmpty() ? null : environment, number("days", days, 1, LONGEST_DAYS)));
            }
        }
        Seen.unchanged(form, tx -> new UrgencyStore(tx).levels(), () -> agreements.setLevels(visit.viewer(), wanted));
        return Response.seeOther("/service-levels?done=levels");
    }

    /// What the form has no field for stays as it is.
    private Response setAnswers(Visit visit, Form form) {
        List<AnswerLevel> known =
                site.database().inTenant(visit.viewer().tenant(), tx -> new AnswerLevelStore(tx).levels());
        var wanted = new ArrayList<AnswerLevel>();
        for (AnswerLevel level : known) {
            if (level.severity() != null && level.severity() < 2) wanted.add(level);
        }
        minutes("minutes", form).ifPresent(within -> wanted.add(new AnswerLevel(null, within)));
        for (int rank = 5; rank >= 2; rank--) {
            int severity = rank;
            minutes("minutes-" + rank, form).ifPresent(within -> wanted.add(new AnswerLevel(severity, within)));
        }
        Seen.unchanged(
                form, tx -> new AnswerLevelStore(tx).levels(), () -> agreements.setAnswers(visit.viewer(), wanted));
        return Response.seeOther("/service-levels?done=answers#answers");
    }

    private static Optional<Duration> minutes(String name, Form form) {
        return form.text(name)
                .filter(text -> !text.isEmpty())
                .map(text -> Duration.ofSeconds(span(name, text, MINUTE, LONGEST_MINUTES, "minutes")));
    }

    private Response setTeam(Visit visit, Form form) {
        String key = form.required("key", LONGEST_NAME);
        TeamStore.Team team;
        try {
            team = new TeamStore.Team(key, form.text("name").orElse(key));
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("key", "is in lower case with dashes, and 60 characters at most");
        }
        if (team.name().length() > LONGEST_NAME) throw ProblemException.invalid("name", "is too long");
        List<Long> members = form.all("member").stream()
                .map(id -> (long) number("member", id, 1, Integer.MAX_VALUE))
                .toList();
        Seen.unchanged(form, tx -> Agreed.team(tx, key), () -> agreements.setTeam(visit.viewer(), team, members));
        return Response.seeOther("/settings?done=team#teams");
    }

    private Response removeTeam(Visit visit, Form form) {
        String key = visit.path("key");
        Seen.unchanged(form, tx -> Agreed.team(tx, key), () -> agreements.removeTeam(visit.viewer(), key));
        return Response.seeOther("/settings?done=team-removed#teams");
    }

    private Response setProject(Visit visit, Form form) {
        String key = visit.path("key");
        var labels = new TreeMap<String, String>();
        for (String line : lines(form.text("labels").orElse(""))) {
            int equals = line.indexOf('=');
            if (equals < 1 || line.length() > LONGEST_NAME) {
                throw ProblemException.invalid("labels", "has a line that is not NAME=VALUE, or is too long");
            }
            labels.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        }
        String repository = form.text("repository").orElse(null);
        if (repository != null && repository.length() > 1000) {
            throw ProblemException.invalid("repository", "is too long");
        }
        var said = new ProjectStore.Said(
                form.required("name", LONGEST_NAME),
                repository,
                form.text("team").orElse(null),
                labels);
        Seen.unchanged(
                form,
                tx -> new ProjectReading(tx).find(key).orElseThrow(() -> ProblemException.notFound("project", key)),
                () -> agreements.setProject(visit.viewer(), key, said));
        return Response.seeOther(Links.project(key) + "?done=set");
    }

    private Response setCodeOwners(Visit visit, Form form) {
        String key = visit.path("key");
        String text = form.text("codeowners").orElse("");
        if (text.length() > LONGEST_TEXT) throw ProblemException.invalid("codeowners", "is too long");
        Seen.unchanged(form, tx -> Agreed.rules(tx, key), () -> agreements.setCodeOwners(visit.viewer(), key, text));
        return Response.seeOther(Links.project(key) + "?done=owners");
    }
}
