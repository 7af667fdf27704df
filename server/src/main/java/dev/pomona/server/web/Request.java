// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.util.List;
import java.util.Optional;

/// A request as handlers see it: bounded, decoded, and free of the library that received it.
public interface Request {

    Method method();

    /// The path as it was asked for, without the query.
    String path();

    /// The route's template.
    String template();

    /// @throws IllegalArgumentException when the route has no such parameter
    String pathParameter(String name);

    /// The first value of a query parameter.
    Optional<String> query(String name);

    /// The names of all query parameters.
    List<String> queryNames();

    /// The query as it was sent, for digests.
    String rawQuery();

    Optional<String> header(String name);

    Optional<String> cookie(String name);

    /// The body, unpacked; read once.
    ///
    /// @throws ProblemException when it is larger than the route allows, or is damaged
    byte[] body();

    /// The body outside of the memory, for the longest ones; read once, and to be closed.
    ///
    /// @throws ProblemException as [#body()], or when there is no room for it
    Spooled spooled();

    /// The address of who is asking: behind proxies that are trusted, the one they say.
    String client();

    /// Whether the way to the person is encrypted.
    boolean isSecure();

    /// What is named by the address as the client sees it: `https://pomona.example.org`.
    String origin();
}
