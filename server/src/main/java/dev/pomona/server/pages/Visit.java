// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.pages.view.Frame;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Request;
import dev.pomona.server.web.Response;
import dev.pomona.store.reading.Mark;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// One look at one page.
final class Visit {

    /// What was done before the page that is shown, by the word that stands in its address: nobody can make a page say
    /// anything else.
    private static final Map<String, String> NOTICES = Map.ofEntries(
            Map.entry("triaged", "The decision is recorded."),
            Map.entry("assigned", "The assignment is recorded."),
            Map.entry("commented", "The comment is recorded."),
            Map.entry("asked", "The request is recorded."),
            Map.entry("signed", "The acceptance is signed."),
            Map.entry("revoked", "The token is revoked."),
            Map.entry("levels", "The service levels are set."),
            Map.entry("answers", "The times to answer are set; they hold for what becomes known from now on."),
            Map.entry("set", "What you changed is set."),
            Map.entry("required", "The required checks are set."),
            Map.entry("team", "The team is set."),
            Map.entry("team-removed", "The team is removed."),
            Map.entry("owners", "The owners are set."));

    static final int ROWS = 50;

    private final Site site;
    private final Request request;
    private final Viewer viewer;
    private final Instant now;

    Visit(Site site, Request request, Viewer viewer, Instant now) {
        this.site = site;
        this.request = request;
        this.viewer = viewer;
        this.now = now;
    }

    Viewer viewer() {
        return viewer;
    }

    Instant now() {
        return now;
    }

    Request request() {
        return request;
    }

    /// A query parameter that says something.
    Optional<String> query(String name) {
        return request.query(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    String path(String name) {
        return request.pathParameter(name);
    }

    /// @throws ProblemException when it is none
    long id(String name) {
        try {
            return Long.parseLong(path(name));
        } catch (NumberFormatException _) {
            throw ProblemException.notFound("page", path(name));
        }
    }

    /// @throws ProblemException when the person may not do that
    void need(Scope scope) {
        if (viewer.may(scope)) return;
        throw new ProblemException(
                ProblemType.NOT_ALLOWED,
                "this needs the permission '%s', which none of your roles has".formatted(scope.word()));
    }

    /// A page and its title.
    record Shown(String title, Object page) {}

    /// Asks, in one transaction, for all that a page shows, and shows it.
    Response show(String template, String section, BiFunction<Tx, Visit, Shown> reading) {
        record Read(Shown shown, String mark) {}
        Read read = site.database()
                .inTenant(
                        viewer.tenant(),
                        tx -> new Read(reading.apply(tx, this), Mark.now(tx).text()));
        Frame frame = site.frame(
                read.shown().title(),
                section,
                Optional.of(viewer),
                now,
                read.mark(),
                query("done").map(NOTICES::get));
        return site.html(200, template, frame, read.shown().page());
    }
}
