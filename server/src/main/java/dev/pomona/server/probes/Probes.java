// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.probes;

import dev.pomona.server.ops.Health;
import dev.pomona.server.ops.Metrics;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.Request;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import java.util.List;

/// Routes of health and metrics. They tell nothing of what is stored.
public final class Probes {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final Health health;
    private final Metrics metrics;

    public Probes(Health health, Metrics metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    /// Whether the program lives, and whether requests make sense.
    public List<Route> healthRoutes() {
        return List.of(
                Route.of(Method.GET, "/health/live", _ -> Response.ok(json -> json.field("live", true))),
                Route.of(Method.GET, "/health/ready", _ -> ready()));
    }

    public List<Route> metricsRoutes() {
        return List.of(Route.of(Method.GET, "/metrics", this::metrics));
    }

    /// In OpenMetrics for those who name it.
    private Response metrics(Request request) {
        boolean isOpen = request.header("Accept").orElse("").contains("application/openmetrics-text");
        return isOpen
                ? Response.text(200, OPEN_METRICS, metrics.openMetrics())
                : Response.text(200, PROMETHEUS, metrics.text());
    }

    private Response ready() {
        var state = health.state();
        boolean isReady = state.values().stream().allMatch(Boolean::booleanValue);
        return Response.json(isReady ? 200 : 503, json -> {
            json.field("ready", isReady).object("checks");
            state.forEach(json::field);
            json.end().texts("notices", health.notices());
        });
    }
}
