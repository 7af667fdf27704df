// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.telemetry;

import dev.pomona.server.ops.Metrics;
import dev.pomona.server.ops.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// OpenTelemetry's SDK, set up by the standard variables `OTEL_…`, sending OTLP over HTTP. Close it at the end: what is
/// still here is sent then.
public final class Telemetry implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 5;

    private final OpenTelemetrySdk sdk;
    private final OtelMetrics metrics;

    private Telemetry(OpenTelemetrySdk sdk, Metrics told) {
        this.sdk = sdk;
        this.metrics = OtelMetrics.start(sdk.getMeter("dev.pomona.server"), told);
    }

    /// Whether the environment names a receiver. It is asked before anything of this package is loaded.
    ///
    /// @param environment of the process
    public static boolean isWanted(Map<String, String> environment) {
        if (environment.getOrDefault("OTEL_SDK_DISABLED", "").equalsIgnoreCase("true")) return false;
        return environment.keySet().stream()
                .anyMatch(name -> name.startsWith("OTEL_EXPORTER_OTLP_") && name.endsWith("ENDPOINT"));
    }

    /// @param environment of the process; only `OTEL_…` counts
    /// @param version of the program
    /// @param told what is counted, to be sent too
    /// @throws io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException when a variable makes no sense
    public static Telemetry start(Map<String, String> environment, String version, Metrics told) {
        var properties = new HashMap<String, String>();
        properties.put("otel.service.name", "pomona");
        // we have no sender for gRPC, and the log goes where it always goes
        properties.put("otel.exporter.otlp.protocol", "http/protobuf");
        properties.put("otel.logs.exporter", "none");
        environment.forEach((name, value) -> {
            if (name.startsWith("OTEL_"))
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
        });
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesCustomizer(_ -> properties)
                .addResourceCustomizer((resource, _) -> Resource.create(
                                Attributes.of(AttributeKey.stringKey("service.version"), version))
                        .merge(resource))
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
        return new Telemetry(sdk, told);
    }

    public Tracing tracing() {
        return new OtelTracing(sdk);
    }

    @Override
    public void close() {
        metrics.close();
        sdk.shutdown().join(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
