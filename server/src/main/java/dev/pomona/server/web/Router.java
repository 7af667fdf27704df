// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the route of a path. Segments are parted before they are decoded, so that a `/` in a name
/// stays in it.
final class Router {

    private static final int LONGEST_PATH = 4096;

    private final List<Compiled> routes;
    private final @Nullable Route elsewhere;

    private record Compiled(Route route, List<String> segments) {}

    /// @param parameters of the path, decoded
    record Match(Route route, Map<String, String> parameters) {}

    Router(List<Route> routes) {
        this.elsewhere = routes.stream()
                .filter(route -> route.path().isEmpty())
                .findFirst()
                .orElse(null);
        this.routes = routes.stream()
                .filter(route -> !route.path().isEmpty())
                .map(route -> new Compiled(route, segments(route.path())))
                .toList();
    }

    /// @throws ProblemException when nothing is there, or it does not take the method
    Match match(@Nullable Method method, String rawPath) {
        if (rawPath.length() > LONGEST_PATH) throw ProblemException.invalid("path", "is too long");
        List<String> asked = segments(rawPath);
        boolean isThere = false;
        Match best = null;
        for (Compiled candidate : routes) {
            Map<String, String> parameters = parameters(candidate.segments(), asked);
            if (parameters == null) continue;
            isThere = true;
            if (candidate.route().method() != method) continue;
            // words win over parameters
            if (best == null || parameters.size() < best.parameters().size()) {
                best = new Match(candidate.route(), parameters);
            }
        }
        if (best != null) return best;
        if (!isThere && elsewhere != null && elsewhere.method() == method) return new Match(elsewhere, Map.of());
        throw isThere
                ? new ProblemException(ProblemType.METHOD_NOT_ALLOWED, "this resource does not take that method")
                : ProblemException.nothingHere();
    }

    private static @Nullable Map<String, String> parameters(List<String> template, List<String> asked) {
        if (template.size() != asked.size()) return null;
        var parameters = new HashMap<String, String>();
        for (int i = 0; i < template.size(); i++) {
            String part = template.get(i);
            if (part.startsWith("{")) {
                String value = decoded(asked.get(i));
                if (value.isEmpty()) return null;
                parameters.put(part.substring(1, part.length() - 1), value);
            } else if (!part.equals(asked.get(i))) {
                return null;
            }
        }
        return parameters;
    }

    private static List<String> segments(String path) {
        var segments = new ArrayList<>(List.of(path.split("/", -1)));
        segments.removeFirst();
        return segments;
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("path", "has a damaged % escape");
        }
    }
}
