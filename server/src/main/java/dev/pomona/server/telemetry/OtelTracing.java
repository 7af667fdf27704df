// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.telemetry;

import dev.pomona.server.ops.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Spans of OpenTelemetry. Names and attributes are those of its semantic conventions for HTTP and databases; nothing
/// that a request brings is among them.
final class OtelTracing implements Tracing {

    private final OpenTelemetry telemetry;
    private final Tracer tracer;

    OtelTracing(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
        this.tracer = telemetry.getTracer("dev.pomona.server");
    }

    @Override
    public Span request(String method, Function<String, Optional<String>> header) {
        Context parent =
                telemetry.getPropagators().getTextMapPropagator().extract(Context.root(), header, OtelTracing::header);
        return new Open(tracer.spanBuilder(method)
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", method)
                .startSpan());
    }

    @Override
    public Span transaction(String purpose) {
        // loops look for work every second: of no request and no job, it would be noise
        if (!io.opentelemetry.api.trace.Span.current().getSpanContext().isValid())
            return Tracing.NONE.transaction(purpose);
        return new Open(tracer.spanBuilder("transaction " + purpose)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("db.system.name", "postgresql")
                .setAttribute("db.operation.name", "transaction")
                .startSpan());
    }

    @Override
    public Span job(String name) {
        return new Open(tracer.spanBuilder("job " + name).setNoParent().startSpan());
    }

    @Override
    public Map<String, String> outgoing() {
        var headers = new HashMap<String, String>();
        telemetry.getPropagators().getTextMapPropagator().inject(Context.current(), headers, (into, name, value) -> {
            if (into != null) into.put(name, value);
        });
        return headers;
    }

    /// A span that is the current one of its thread until it ends.
    private static final class Open implements Span {

        private final io.opentelemetry.api.trace.Span span;
        private final Scope scope;

        @SuppressWarnings("MustBeClosedChecker") // it is, when this is
        Open(io.opentelemetry.api.trace.Span span) {
            this.span = span;
            this.scope = span.makeCurrent();
        }

        @Override
        public void answered(String route, int status) {
            if (!route.isEmpty()) {
                span.setAttribute("http.route", route);
            }
            span.setAttribute("http.response.status_code", (long) status);
            if (status >= 500) span.setStatus(StatusCode.ERROR);
        }

        @Override
        public void named(String name) {
            span.updateName(name);
        }

        @Override
        public void failed(Throwable cause) {
            // the class alone: messages may quote what was sent
            span.setAttribute("error.type", cause.getClass().getName());
            span.setStatus(StatusCode.ERROR);
        }

        @Override
        public String trace() {
            return span.getSpanContext().getTraceId();
        }

        @Override
        public String id() {
            return span.getSpanContext().getSpanId();
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }

    private static @Nullable String header(@Nullable Function<String, Optional<String>> header, String name) {
        return header == null ? null : header.apply(name).orElse(null);
    }
}
