// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.pages.view.FindingListView;
import dev.pomona.server.pages.view.Links;
import dev.pomona.server.pages.view.Pager;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.estate.TeamStore;
import dev.pomona.store.reading.FindingFilter;
import dev.pomona.store.reading.FindingList;
import dev.pomona.store.reading.FindingSort;
import dev.pomona.store.sql.Tx;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Findings: all of them, one of them, and what people decide about them.
final class FindingPages {

    static final List<String> STATES =
            List.of("OPEN", "IN_TRIAGE", "CONFIRMED", "FALSE_ALARM", "NOT_AFFECTED", "ACCEPTED", "RESOLVED");

    /// The justifications of VEX (OpenVEX v0.2.0, status justifications).
    static final List<String> JUSTIFICATIONS = List.of(
            "component_not_present",
            "vulnerable_code_not_present",
            "vulnerable_code_not_in_execute_path",
            "vulnerable_code_cannot_be_controlled_by_adversary",
            "inline_mitigations_already_exist");

    private static final int LONGEST_REMARK = 4000;
    private static final int LONGEST_NAME = 200;
    /// To choose from; others can be typed.
    private static final int TEAMS = 200;

    private static final List<String> PARAMETERS = List.of(
            "state",
            "severity",
            "rule",
            "project",
            "team",
            "environment",
            "kind",
            "assignee",
            "exploited",
            "fixable",
            "late",
            "sort");

    private final Site site;
    private final Actions actions;

    FindingPages(Site site, Actions actions) {
        this.site = site;
        this.actions = actions;
    }

    List<Route> routes() {
        return List.of(
                site.get("/findings", this::list),
                site.post("/findings", Scope.TRIAGE, this::bulk),
                site.get("/findings/{id}", this::one),
                site.post("/findings/{id}/triage", Scope.TRIAGE, this::triage),
                site.post("/findings/{id}/assign", Scope.TRIAGE, this::assign),
                site.post("/findings/{id}/comment", Scope.READ, this::comment),
                site.post("/findings/{id}/ask", Scope.READ, this::ask),
                site.post("/findings/{id}/sign/{acceptance}", Scope.READ, this::sign));
    }

    private Response list(Visit visit) {
        return visit.show("findings", "findings", (tx, _) -> new Visit.Shown("Findings", view(tx, visit)));
    }

    private static FindingListView view(Tx tx, Visit visit) {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (String parameter : PARAMETERS) visit.query(parameter).ifPresent(value -> chosen.put(parameter, value));
        FindingSort sort = visit.query("sort").flatMap(FindingPages::sort).orElse(FindingSort.PRIORITY);
        String after = visit.query("after").orElse(null);
        var findings = Places.at(() -> new FindingList(tx).page(filters(visit), sort, after, Visit.ROWS));
        Map<String, String> sorts = new LinkedHashMap<>();
        for (FindingSort one : FindingSort.values()) sorts.put(one.name().toLowerCase(Locale.ROOT), words(one));
        chosen.put("sort", sort.name().toLowerCase(Locale.ROOT));
        String here = address(chosen);
        List<String> environments =
                new EnvironmentStore(tx).all().stream().map(Environment::key).toList();
        List<String> teams = new TeamStore(tx)
                .after("", TEAMS).stream().map(TeamStore.Team::key).toList();
        return new FindingListView(
                chosen, sorts, STATES, environments, teams, findings, Pager.of(here, after, findings.next()), here);
    }

    private static String address(Map<String, String> chosen) {
        return Links.with(
                "/findings",
                chosen.entrySet().stream()
                        .flatMap(one -> List.of(one.getKey(), one.getValue()).stream())
                        .toArray(String[]::new));
    }

    private static List<FindingFilter> filters(Visit visit) {
        var filters = new ArrayList<FindingFilter>();
        visit.query("rule").map(FindingFilter.Rule::new).ifPresent(filters::add);
        visit.query("severity")
                .flatMap(FindingPages::rank)
                .map(FindingFilter.Severity::new)
                .ifPresent(filters::add);
        visit.query("state")
                .filter(STATES::contains)
                .map(FindingFilter.State::new)
                .ifPresent(filters::add);
        visit.query("project").map(FindingFilter.Project::new).ifPresent(filters::add);
        visit.query("team").map(FindingFilter.Team::new).ifPresent(filters::add);
        visit.query("environment").map(FindingFilter.Environment::new).ifPresent(filters::add);
        visit.query("kind")
                .map(kind -> new FindingFilter.Kind(kind.toUpperCase(Locale.ROOT)))
                .ifPresent(filters::add);
        visit.query("assignee")
                .map(who -> new FindingFilter.Assignee(
                        who.equals("me") ? visit.viewer().id() : who))
                .ifPresent(filters::add);
        if (visit.query("exploited").isPresent()) filters.add(new FindingFilter.Exploited());
        if (visit.query("fixable").isPresent()) filters.add(new FindingFilter.Fixable());
        if (visit.query("late").isPresent()) filters.add(new FindingFilter.Late(visit.now()));
        return filters;
    }

    private static Optional<Integer> rank(String text) {
        return text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) <= '5'
                ? Optional.of(text.charAt(0) - '0')
                : Optional.empty();
    }

    private static Optional<FindingSort> sort(String text) {
        return Arrays.stream(FindingSort.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    private static String words(FindingSort sort) {
        return switch (sort) {
            case PRIORITY -> "most pressing";
            case SEVERITY -> "worst";
            case EPSS -> "most likely exploited";
            case NEWEST -> "newest";
            case DUE -> "due first";
        };
    }

    private Response one(Visit visit) {
        long id = visit.id("id");
        return visit.show("finding", "findings", (tx, _) -> {
            var view = new FindingDetails(tx, visit.now())
                    .of(id, visit.query("events").orElse(null));
            return new Visit.Shown(view.finding().rule(), view);
        });
    }

    private Response bulk(Visit visit, Form form) {
        List<Long> findings =
                form.all("finding").stream().map(FindingPages::number).toList();
        if (findings.isEmpty()) throw ProblemException.invalid("finding", "is missing: choose at least one");
        String back =
                form.text("here").filter(here -> here.startsWith("/findings")).orElse("/findings");
        String joint = back.contains("?") ? "&" : "?";
        if (form.text("do").orElse("").equals("assign")) {
            actions.assign(
                    visit.viewer(),
                    findings,
                    form.text("assignee").map(who -> person(visit, who)).orElse(null));
            return Response.seeOther(back + joint + "done=assigned");
        }
        actions.triage(visit.viewer(), triage(findings, form));
        return Response.seeOther(back + joint + "done=triaged");
    }

    private Response triage(Visit visit, Form form) {
        long id = visit.id("id");
        actions.triage(visit.viewer(), triage(List.of(id), form));
        return Response.seeOther(Links.finding(id) + "?done=triaged");
    }

    private static Actions.Triage triage(List<Long> findings, Form form) {
        String state = form.required("state", LONGEST_NAME);
        if (!STATES.contains(state)) throw ProblemException.invalid("state", "is not one of " + STATES);
        String justification =
                form.text("justification").filter(JUSTIFICATIONS::contains).orElse(null);
        if (state.equals("NOT_AFFECTED") && justification == null) {
            throw ProblemException.invalid("justification", "is missing: say why the artifact is not affected");
        }
        return new Actions.Triage(
                findings,
                state,
                form.required("reason", LONGEST_REMARK),
                state.equals("NOT_AFFECTED") ? justification : null);
    }

    private Response assign(Visit visit, Form form) {
        long id = visit.id("id");
        actions.assign(
                visit.viewer(),
                List.of(id),
                form.text("assignee").map(who -> person(visit, who)).orElse(null));
        return Response.seeOther(Links.finding(id) + "?done=assigned");
    }

    private static String person(Visit visit, String who) {
        if (who.length() > LONGEST_NAME) throw ProblemException.invalid("assignee", "is too long");
        return who.equals("me") ? visit.viewer().id() : who;
    }

    private Response comment(Visit visit, Form form) {
        long id = visit.id("id");
        actions.comment(visit.viewer(), id, form.required("text", LONGEST_REMARK));
        return Response.seeOther(Links.finding(id) + "?done=commented");
    }

    private Response ask(Visit visit, Form form) {
        long id = visit.id("id");
        LocalDate expires;
        try {
            expires = LocalDate.parse(form.required("expires", 10));
        } catch (DateTimeParseException _) {
            throw ProblemException.invalid("expires", "is no date, like 2026-12-31");
        }
        actions.ask(
                visit.viewer(),
                new Actions.Ask(
                        id,
                        form.text("kind").orElse("").equals("RISK"),
                        form.text("environment").orElse(null),
                        form.required("owner", LONGEST_NAME),
                        form.required("reason", LONGEST_REMARK),
                        expires));
        return Response.seeOther(Links.finding(id) + "?done=asked");
    }

    private Response sign(Visit visit, Form form) {
        actions.sign(visit.viewer(), visit.id("acceptance"));
        return Response.seeOther(Links.finding(visit.id("id")) + "?done=signed");
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw ProblemException.invalid("finding", "is no number");
        }
    }
}
