// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ends a request with a problem.
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// One of several mistakes.
    ///
    /// @param where a parameter, a field, or a document
    /// @param line from 1; 0 when it has no place
    /// @param column from 1; 0 when it has no place
    public record Mistake(String where, int line, int column, String message) {}

    private final ProblemType type;
    private final String detail;
    private final transient List<Mistake> mistakes;
    private final transient @Nullable Duration retryAfter;
    private final boolean isClosing;

    /// @param detail what is wrong and what to do, for people; nothing secret
    public ProblemException(ProblemType type, String detail) {
        // a body that is too large is not read to its end
        this(type, detail, List.of(), null, type == ProblemType.TOO_LARGE);
    }

    private ProblemException(
            ProblemType type, String detail, List<Mistake> mistakes, @Nullable Duration retryAfter, boolean isClosing) {
        super(detail, null, false, false);
        this.type = type;
        this.detail = detail;
        this.mistakes = List.copyOf(mistakes);
        this.retryAfter = retryAfter;
        this.isClosing = isClosing;
    }

    public ProblemException with(List<Mistake> all) {
        return new ProblemException(type, detail, all, retryAfter, isClosing);
    }

    public ProblemException retryAfter(Duration pause) {
        return new ProblemException(type, detail, mistakes, pause, isClosing);
    }

    /// Ends the connection, too: where the next request begins can't be told.
    ProblemException closing() {
        return new ProblemException(type, detail, mistakes, retryAfter, true);
    }

    /// A parameter, header or field that makes no sense.
    public static ProblemException invalid(String where, String message) {
        return new ProblemException(ProblemType.INVALID_REQUEST, "%s %s".formatted(where, message))
                .with(List.of(new Mistake(where, 0, 0, message)));
    }

    public static ProblemException notFound(String what, String name) {
        return new ProblemException(ProblemType.NOT_FOUND, "there is no %s '%s'".formatted(what, name));
    }

    /// The answer to what is nowhere.
    public static ProblemException nothingHere() {
        return new ProblemException(ProblemType.NOT_FOUND, "there is nothing at this path");
    }

    public ProblemType type() {
        return type;
    }

    Response response() {
        Response response = Response.problem(type, detail, mistakes);
        // whatever else of it is under way is not read
        if (isClosing) response = response.header("Connection", "close");
        return retryAfter == null
                ? response
                : response.header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
}
