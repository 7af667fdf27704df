// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.pages.view.Frame;
import dev.pomona.server.pages.view.Show;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Request;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.StoreException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// What all pages share: who looks, the frame around them, and what happens when something is wrong.
final class Site {

    private static final System.Logger LOG = System.getLogger(Site.class.getName());

    private final Database database;
    private final Clock clock;
    private final Viewers viewers;
    private final Assets assets = new Assets();
    private final Templates templates = new Templates();

    Site(Database database, Clock clock, Viewers viewers) {
        this.database = database;
        this.clock = clock;
        this.viewers = viewers;
    }

    Database database() {
        return database;
    }

    Assets assets() {
        return assets;
    }

    Instant now() {
        return clock.instant();
    }

    /// Answers a visit.
    @FunctionalInterface
    interface Page {
        Response visit(Visit visit);
    }

    /// Answers a form.
    @FunctionalInterface
    interface Receiver {
        Response receive(Visit visit, Form form);
    }

    Route get(String path, Page page) {
        return get(path, viewers::of, page);
    }

    /// What a page that is left open asks by itself.
    Route left(String path, Page page) {
        return get(path, viewers::left, page);
    }

    /// Whether who made a request still may look: their session may have ended since.
    boolean isStill(Request request, Viewer viewer) {
        return viewers.left(request)
                .filter(now -> now.person() == viewer.person() && now.may(Scope.READ))
                .isPresent();
    }

    private Route get(String path, Function<Request, Optional<Viewer>> viewers, Page page) {
        return Route.of(
                Method.GET,
                path,
                request -> guarded(request, () -> {
                    Optional<Viewer> viewer = viewers.apply(request);
                    if (viewer.isEmpty()) return signIn(request);
                    var visit = new Visit(this, request, viewer.get(), now());
                    visit.need(Scope.READ);
                    return page.visit(visit).header("Cache-Control", "no-store");
                }));
    }

    /// A change: by somebody who may, from a page of theirs.
    Route post(String path, Scope scope, Receiver receiver) {
        return Route.of(
                Method.POST,
                path,
                request -> guarded(request, () -> {
                    Optional<Viewer> viewer = viewers.of(request);
                    if (viewer.isEmpty()) return signIn(request);
                    var form = new Form(request.body());
                    String csrf = form.text("csrf").orElse("");
                    if (!isSame(csrf, viewer.get().csrf())) {
                        throw new ProblemException(
                                ProblemType.CSRF,
                                "the form is too old or not one of ours: open the page again and repeat");
                    }
                    var visit = new Visit(this, request, viewer.get(), now());
                    visit.need(scope);
                    return receiver.receive(visit, form).header("Cache-Control", "no-store");
                }));
    }

    /// A page that needs nobody signed in.
    Route open(Method method, String path, Function<Request, Response> page) {
        return Route.of(method, path, request -> guarded(request, () -> page.apply(request)));
    }

    /// What is nowhere: a page for those who read pages, and for programs what they are always told.
    Route elsewhere() {
        return Route.elsewhere(request -> {
            boolean isPage = !request.path().startsWith("/api/")
                    && request.header("Accept").orElse("").contains("text/html");
            ProblemException nothing = ProblemException.nothingHere();
            if (!isPage) throw nothing;
            return problem(nothing.type(), String.valueOf(nothing.getMessage()), viewerOf(request));
        });
    }

    private Response signIn(Request request) {
        String here = request.method().isSafe() && !request.path().equals("/")
                ? "?to=" + Show.encoded(request.path() + (request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery()))
                : "";
        return Response.seeOther("/login" + here);
    }

    private Response guarded(Request request, java.util.function.Supplier<Response> work) {
        try {
            return work.get();
        } catch (ProblemException e) {
            return problem(e.type(), String.valueOf(e.getMessage()), viewerOf(request));
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.ERROR, "a page failed", e);
            return e.isPassing()
                    ? problem(
                            ProblemType.UNAVAILABLE,
                            e.isFull()
                                    ? "the disk of the database is full; make room there, then try again"
                                    : "the database does not answer just now; try again in a moment",
                            Optional.empty())
                    : problem(ProblemType.INTERNAL, "the log of the server says more", Optional.empty());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a page failed", e);
            return problem(ProblemType.INTERNAL, "the log of the server says more", viewerOf(request));
        }
    }

    private Optional<Viewer> viewerOf(Request request) {
        try {
            return viewers.of(request);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "it can't be told who is asking", e);
            return Optional.empty();
        }
    }

    /// An error as a page.
    Response problem(ProblemType type, String detail, Optional<Viewer> viewer) {
        Frame frame = frame(type.title(), "", viewer, now(), "", Optional.empty());
        return html(
                        type.status(),
                        "problem",
                        frame,
                        new dev.pomona.server.pages.view.ProblemView(type.status(), type.title(), detail))
                .header("Cache-Control", "no-store");
    }

    Frame frame(
            String title, String section, Optional<Viewer> viewer, Instant now, String mark, Optional<String> notice) {
        return new Frame(
                title,
                section,
                viewer.map(Viewer::name).orElse(null),
                viewer.map(Viewer::csrf).orElse(""),
                viewer.map(one -> one.may(Scope.TRIAGE)).orElse(false),
                viewer.map(one -> one.may(Scope.ADMIN)).orElse(false),
                now,
                mark,
                assets.address("pomona.css"),
                assets.address("pomona.js"),
                assets.address("icon.svg"),
                notice.orElse(null));
    }

    Response html(int status, String template, Frame frame, Object page) {
        return Response.html(status, templates.render(template, frame, page));
    }

    private static boolean isSame(String one, String other) {
        return !other.isEmpty()
                && MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
