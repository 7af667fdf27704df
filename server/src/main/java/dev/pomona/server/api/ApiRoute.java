// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A route of the API with what one must be allowed to use it.
///
/// @param scope `null` for whoever is known
/// @param isForProjects whether a token for one project may use it: then the handler sees to it
///     that nothing of other projects is touched or shown
/// @param isGuarded whether a change can demand that the thing still is as it was (`If-Match`): then there is a GET of
///     the same path, and the service tests it, see [dev.pomona.server.change.Precondition]
/// @param parameters of the query; any other is refused
/// @param maxBody in bytes, unpacked
/// @param isSpooled whether the body is a document, which may be longer than memory should hold
/// @param isElsewhere whether it is done in its turn by other threads, and doing it twice changes nothing
public record ApiRoute(
        Method method,
        String path,
        @Nullable Scope scope,
        boolean isForProjects,
        boolean isGuarded,
        Set<String> parameters,
        long maxBody,
        boolean isSpooled,
        boolean isElsewhere,
        ApiHandler handler) {

    /// Answers a call.
    @FunctionalInterface
    public interface ApiHandler {
        Response handle(Call call);
    }

    public ApiRoute {
        parameters = Set.copyOf(parameters);
    }

    static ApiRoute get(String path, @Nullable Scope scope, List<String> parameters, ApiHandler handler) {
        return new ApiRoute(Method.GET, path, scope, false, false, Set.copyOf(parameters), 0, false, false, handler);
    }

    static ApiRoute of(Method method, String path, Scope scope, List<String> parameters, ApiHandler handler) {
        return new ApiRoute(
                method, path, scope, false, false, Set.copyOf(parameters), Route.SMALL, false, false, handler);
    }

    ApiRoute forProjects() {
        return new ApiRoute(method, path, scope, true, isGuarded, parameters, maxBody, isSpooled, isElsewhere, handler);
    }

    ApiRoute withMaxBody(long bytes) {
        return new ApiRoute(
                method, path, scope, isForProjects, isGuarded, parameters, bytes, isSpooled, isElsewhere, handler);
    }

    ApiRoute guarded() {
        return new ApiRoute(
                method, path, scope, isForProjects, true, parameters, maxBody, isSpooled, isElsewhere, handler);
    }

    /// @param bytes at most, unpacked
    ApiRoute withDocument(long bytes) {
        return new ApiRoute(method, path, scope, isForProjects, isGuarded, parameters, bytes, true, true, handler);
    }

    /// Done by other threads in its turn; the same twice changes nothing more.
    ApiRoute elsewhere() {
        return new ApiRoute(
                method, path, scope, isForProjects, isGuarded, parameters, maxBody, isSpooled, true, handler);
    }
}
