// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pomona.server.ops.Metrics;
import dev.pomona.server.ops.Sample;
import dev.pomona.server.ops.Tracing;
import dev.pomona.server.web.HttpListener;
import dev.pomona.server.web.ListenerOptions;
import dev.pomona.server.web.Memory;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a receiver of OTLP on this machine is sent.
class TelemetryTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final Map<String, List<byte[]>> received = new ConcurrentHashMap<>();
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.computeIfAbsent(exchange.getRequestURI().getPath(), _ -> new CopyOnWriteArrayList<>())
                    .add(body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private Map<String, String> environment() {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + receiver.getAddress().getPort(),
                "OTEL_BSP_SCHEDULE_DELAY", "50",
                "OTEL_METRIC_EXPORT_INTERVAL", "100",
                "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=prod");
    }

    /// Protobuf has texts as they are, and ids as bytes.
    private String sent(String path) {
        var all = new StringBuilder();
        for (byte[] body : received.getOrDefault(path, List.of())) {
            all.append(new String(body, StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    @Test
    void aRequestIsASpanOfTheTraceThatItBelongsTo() throws Exception {
        var metrics = new Metrics();
        metrics.collect(() -> List.of(Sample.gauge("pomona_level", "Level.", 7, "tenant", "acme")));
        metrics.count("pomona_things_total", "Things.", 3);
        try (Telemetry telemetry = Telemetry.start(environment(), "1.2.3", metrics)) {
            Tracing tracing = telemetry.tracing();
            var outgoing = new CopyOnWriteArrayList<String>();
            Route route = Route.of(Method.GET, "/things/{id}", _ -> {
                try (Tracing.Span transaction = tracing.transaction("tenant")) {
                    transaction.failed(new IllegalStateException("hunter2"));
                }
                outgoing.add(tracing.outgoing().getOrDefault("traceparent", ""));
                return Response.noContent();
            });
            var options = ListenerOptions.plain("127.0.0.1", 0, new Memory(1 << 20), new Random(1))
                    .withTracing(tracing);
            try (HttpListener listener = HttpListener.start(options, List.of(route), metrics);
                    HttpClient client = HttpClient.newHttpClient()) {
                client.send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:%d/things/secret-name?q=hunter2".formatted(listener.port())))
                                .header("traceparent", "00-%s-b7ad6b7169203331-01".formatted(TRACE))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
            assertThat(outgoing)
                    .singleElement()
                    .asString()
                    .startsWith("00-" + TRACE + "-")
                    .doesNotContain("b7ad6b7169203331");
            try (Tracing.Span job = tracing.job("upkeep")) {
                assertThat(job.trace()).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
            }
            try (Tracing.Span alone = tracing.transaction("feed")) {
                assertThat(alone.trace()).as("of no request and no job").isEmpty();
            }
            Thread.sleep(400);
        }
        String spans = sent("/v1/traces");
        String id = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
        assertThat(spans)
                .contains(id, "GET /things/{id}", "transaction tenant", "job upkeep", "service.version", "1.2.3")
                .contains("deployment.environment.name", "java.lang.IllegalStateException")
                .doesNotContain("secret-name")
                .doesNotContain("hunter2")
                .doesNotContain("transaction feed");
        String numbers = sent("/v1/metrics");
        assertThat(numbers).contains("pomona_http_request_seconds", "pomona_level", "acme", "pomona_things");
        assertThat(received).as("the log is not sent").doesNotContainKey("/v1/logs");
    }

    @Test
    void nothingIsWantedUnlessAReceiverIsNamed() {
        assertThat(Telemetry.isWanted(Map.of())).isFalse();
        assertThat(Telemetry.isWanted(Map.of("OTEL_SERVICE_NAME", "x"))).isFalse();
        assertThat(Telemetry.isWanted(environment())).isTrue();
        assertThat(Telemetry.isWanted(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://x")))
                .isTrue();
        assertThat(Telemetry.isWanted(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://x", "OTEL_SDK_DISABLED", "true")))
                .isFalse();
    }

    @Test
    void aVariableThatMakesNoSenseIsSaidToBeOne() {
        assertThatThrownBy(() -> Telemetry.start(
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "nowhere", "OTEL_TRACES_SAMPLER", "sometimes"),
                        "1",
                        new Metrics()))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void withoutAReceiverASpanIsNothing() {
        try (Tracing.Span span = Tracing.NONE.request("GET", _ -> Optional.empty())) {
            assertThat(span.trace()).isEmpty();
            assertThat(Tracing.NONE.job("x")).isSameAs(span);
        }
        assertThat(Tracing.NONE.outgoing()).isEmpty();
    }
}
