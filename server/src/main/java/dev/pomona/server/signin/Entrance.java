// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.signin;

import dev.pomona.server.identity.Authentication;
import dev.pomona.server.identity.FirstAdministrator;
import dev.pomona.server.identity.Login;
import dev.pomona.server.identity.Sessions;
import dev.pomona.server.pages.Doors;
import dev.pomona.server.pages.view.DoorView;
import dev.pomona.server.web.Form;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Request;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.identity.Person;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Setting up the first administrator, login and logout.
public final class Entrance {

    private final FirstAdministrator first;
    private final Login login;
    private final Sessions sessions;
    private final Providers providers;
    private final Doors doors;

    /// Who else logs people in.
    @FunctionalInterface
    public interface Providers {

        /// @param tenant its key
        List<Provider> of(String tenant);
    }

    /// @param path where logging in by it begins
    public record Provider(String name, String path) {}

    public Entrance(FirstAdministrator first, Login login, Sessions sessions, Providers providers, Doors doors) {
        this.first = first;
        this.login = login;
        this.sessions = sessions;
        this.providers = providers;
        this.doors = doors;
    }

    private List<DoorView.Way> ways(String tenant) {
        return providers.of(tenant).stream()
                .map(provider -> new DoorView.Way(provider.name(), provider.path()))
                .toList();
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.GET, "/setup", this::askForAdministrator),
                receiving("/setup", this::makeAdministrator),
                Route.of(Method.GET, "/login", this::askForPassword),
                receiving("/login", this::logIn),
                receiving("/logout", this::logOut));
    }

    /// What people fill in is answered with a page, also when it is refused.
    private Route receiving(String path, BiFunction<Request, Form, Response> receiver) {
        return Route.of(Method.POST, path, request -> {
            Form form;
            try {
                form = Form.of(request);
            } catch (ProblemException e) {
                return doors.message(e.type().status(), e.type().title(), String.valueOf(e.getMessage()));
            }
            return receiver.apply(request, form);
        });
    }

    private Response askForAdministrator(Request request) {
        String key = request.query("key").orElse("");
        if (!first.isOpen(key)) return doors.message(404, "This link is used or over", OVER);
        return doors.setup(200, key, "");
    }

    private static final String OVER =
            "While there is no administrator, each start of the server prints a fresh link. With one, log in.";

    private Response makeAdministrator(Request request, Form form) {
        String key = form.get("key");
        try {
            Person person = first.accept(key, form.get("name"), form.get("password"));
            return enter(request, person, "/");
        } catch (ProblemException e) {
            if (!first.isOpen(key)) return doors.message(404, "This link is used or over", OVER);
            return doors.setup(e.type().status(), key, String.valueOf(e.getMessage()));
        }
    }

    private Response askForPassword(Request request) {
        String tenant = request.query("organisation").orElse(FirstAdministrator.TENANT);
        return doors.login(200, tenant, to(request.query("to").orElse("")), ways(tenant), "");
    }

    private Response logIn(Request request, Form form) {
        String tenant = form.get("organisation");
        try {
            return enter(
                    request,
                    login.login(tenant, form.get("name"), form.get("password"), request.client()),
                    to(form.get("to")));
        } catch (ProblemException e) {
            return doors.login(
                    e.type().status(), tenant, to(form.get("to")), ways(tenant), String.valueOf(e.getMessage()));
        }
    }

    /// Gives somebody a session, a new one whatever the browser had before.
    private Response enter(Request request, Person person, String to) {
        Sessions.Opened opened = sessions.open(person, Authentication.sessionId(request));
        return Authentication.withSession(Response.seeOther(to), request, opened.id());
    }

    /// Where somebody wanted to go before being asked who they are: a page of ours, or else the first one.
    private static String to(String wanted) {
        boolean isOurs = wanted.startsWith("/") && !wanted.startsWith("//") && wanted.length() <= 2000;
        return isOurs && wanted.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\') ? wanted : "/";
    }

    private Response logOut(Request request, Form form) {
        Optional<String> id = Authentication.sessionId(request);
        if (id.isPresent() && form.get("csrf").equals(Sessions.csrf(id.get()))) {
            sessions.close(id.get());
            return Authentication.withoutSession(Response.seeOther("/login"), request);
        }
        return Response.seeOther("/");
    }
}
