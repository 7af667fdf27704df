// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.identity.Authentication;
import dev.pomona.server.identity.Role;
import dev.pomona.server.identity.Sessions;
import dev.pomona.server.web.Request;
import dev.pomona.store.identity.SessionStore;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// People by the session of their browser. A form proves itself with a field, see [Site], so nothing is asked of
/// headers.
public final class SessionViewers implements Viewers {

    private final Sessions sessions;

    public SessionViewers(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<Viewer> of(Request request) {
        return of(request, sessions::find);
    }

    @Override
    public Optional<Viewer> left(Request request) {
        return of(request, sessions::look);
    }

    private static Optional<Viewer> of(Request request, Function<String, Optional<SessionStore.Session>> sessions) {
        return Authentication.sessionId(request)
                .flatMap(id -> sessions.apply(id)
                        .map(session -> new Viewer(
                                session.person().tenant(),
                                session.person().id(),
                                "person:" + session.person().name(),
                                session.person().name(),
                                session.person().roles().stream()
                                        .flatMap(name -> Role.of(name).stream())
                                        .collect(Collectors.toUnmodifiableSet()),
                                Sessions.csrf(id))));
    }
}
