// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.advisory.Severity;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.reading.FindingFilter;
import dev.pomona.store.reading.FindingList;
import dev.pomona.store.reading.FindingReading;
import dev.pomona.store.reading.FindingRow;
import dev.pomona.store.reading.FindingSort;
import dev.pomona.store.sql.Tx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Findings and what became of them.
final class FindingsApi {

    private static final List<String> FILTERS = List.of(
            "artifact",
            "project",
            "team",
            "environment",
            "kind",
            "rule",
            "purl",
            "state",
            "assignee",
            "severity",
            "exploited",
            "fixable",
            "late",
            "sort",
            "cursor",
            "limit");

    private FindingsApi() {}

    static List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/findings", Scope.READ, FILTERS, FindingsApi::list)
                        .forProjects(),
                ApiRoute.get("/findings/{id}", Scope.READ, List.of(), FindingsApi::one)
                        .forProjects(),
                ApiRoute.get("/findings/{id}/priority", Scope.READ, List.of(), FindingsApi::priority)
                        .forProjects(),
                ApiRoute.get("/findings/{id}/events", Scope.READ, List.of("cursor", "limit"), FindingsApi::events)
                        .forProjects());
    }

    private static Response list(Call call) {
        List<FindingFilter> filters = filters(call);
        var sort = call.choice("sort", FindingSort.class).orElse(FindingSort.PRIORITY);
        var page = call.inTenant(tx -> new FindingList(tx).page(filters, sort, call.after(), call.limit()));
        return Lists.page(call, page, FindingsApi::write);
    }

    private static List<FindingFilter> filters(Call call) {
        var filters = new ArrayList<FindingFilter>();
        String project = call.keyQuery("project").orElse(call.caller().project());
        if (project != null && !call.caller().mayTouch(project)) throw ProblemException.notFound("project", project);
        if (project != null) filters.add(new FindingFilter.Project(project));
        call.keyQuery("team").map(FindingFilter.Team::new).ifPresent(filters::add);
        call.digestQuery("artifact").map(FindingFilter.Artifact::new).ifPresent(filters::add);
        call.keyQuery("environment").map(FindingFilter.Environment::new).ifPresent(filters::add);
        call.query("kind")
                .map(kind -> new FindingFilter.Kind(kind.toUpperCase(Locale.ROOT)))
                .ifPresent(filters::add);
        call.query("rule").map(FindingFilter.Rule::new).ifPresent(filters::add);
        call.query("purl").map(FindingFilter.Component::new).ifPresent(filters::add);
        call.choice("state", State.class)
                .map(Enum::name)
                .map(FindingFilter.State::new)
                .ifPresent(filters::add);
        call.query("assignee").map(FindingFilter.Assignee::new).ifPresent(filters::add);
        call.choice("severity", Severity.class)
                .map(least -> new FindingFilter.Severity(least.rank(), Severity.CRITICAL.rank()))
                .ifPresent(filters::add);
        if (call.flag("exploited")) filters.add(new FindingFilter.Exploited());
        if (call.flag("fixable")) filters.add(new FindingFilter.Fixable());
        if (call.flag("late")) filters.add(new FindingFilter.Late(call.now()));
        return filters;
    }

    /// What may be asked for.
    private enum State {
        OPEN,
        IN_TRIAGE,
        CONFIRMED,
        FALSE_ALARM,
        NOT_AFFECTED,
        ACCEPTED,
        RESOLVED
    }

    private static Response one(Call call) {
        return call.inTenant(tx -> {
            FindingRow finding = find(tx, call);
            String detail = new FindingReading(tx).evidence(finding.id()).detail();
            return Response.ok(json -> {
                write(finding, json);
                if (detail != null) json.json("evidence", detail);
            });
        });
    }

    /// Why it is to be dealt with sooner or later than others, as things are now.
    private static Response priority(Call call) {
        List<UrgencyStore.Factor> factors = call.inTenant(tx -> {
            FindingRow finding = find(tx, call);
            long artifact = new ArtifactStore(tx)
                    .byDigest(finding.digest())
                    .orElseThrow()
                    .id();
            return new UrgencyStore(tx).factors(artifact, finding.id(), call.now());
        });
        int sum = factors.stream().mapToInt(UrgencyStore.Factor::points).sum();
        return Response.ok(json -> {
            json.field("priority", sum).array("factors");
            for (UrgencyStore.Factor factor : factors) {
                String value = factor.value();
                json.object()
                        .field("factor", factor.name())
                        .field(
                                "value",
                                factor.name().equals("severity") && value != null
                                        ? severity(Integer.parseInt(value))
                                        : value)
                        .field("points", factor.points())
                        .field("most", factor.most())
                        .end();
            }
            json.end();
        });
    }

    private static Response events(Call call) {
        var page =
                call.inTenant(tx -> new FindingReading(tx).events(find(tx, call).id(), call.after(), call.limit()));
        return Lists.page(
                call,
                page,
                (event, json) -> json.field("id", event.id())
                        .text("validAt", event.validAt())
                        .text("knownAt", event.knownAt())
                        .field("actor", event.actor())
                        .field("type", event.type().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .json("detail", event.detail()));
    }

    /// The finding in the path; what the caller may not touch is not there.
    static FindingRow find(Tx tx, Call call) {
        long id = call.id("id", "finding");
        return new FindingReading(tx)
                .find(id)
                .filter(finding -> call.caller().mayTouch(finding.project()))
                .orElseThrow(() -> ProblemException.notFound("finding", Long.toString(id)));
    }

    static void write(FindingRow finding, JsonOut json) {
        json.field("id", finding.id())
                .field("fingerprint", finding.fingerprint())
                .field("kind", finding.kind().toLowerCase(Locale.ROOT))
                .field("rule", finding.rule())
                .field("severity", severity(finding.severity()));
        number("score", finding.score(), json);
        number("epss", finding.epss(), json);
        json.field("exploited", finding.isExploited())
                .field("title", finding.title())
                .field("location", finding.location())
                .field("fixed", finding.fixed())
                .field("purl", finding.purl())
                .field("artifact", finding.digest())
                .field("artifactName", finding.artifact())
                .field("project", finding.project())
                .text("validFrom", finding.validFrom())
                .text("validTo", finding.validTo())
                .text("knownFrom", finding.knownFrom())
                .text("knownTo", finding.knownTo())
                .field("closedBecause", finding.closedBecause())
                .field("state", finding.state().toLowerCase(Locale.ROOT).replace('_', '-'))
                .field("stateReason", finding.stateReason())
                .field("assignee", finding.assignee())
                .field("priority", finding.priority())
                .texts("priorityReasons", finding.priorityReasons())
                .text("dueAt", finding.dueAt());
    }

    static void number(String name, @Nullable Double value, JsonOut json) {
        if (value != null) json.field(name, value);
    }

    /// The word of a rank.
    static String severity(int rank) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.rank() == rank)
                .findFirst()
                .map(JsonOut::word)
                .orElse("unknown");
    }
}
